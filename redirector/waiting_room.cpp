#include "redirector/waiting_room.hpp"

#include <mutex>
#include <utility>

#include <boost/asio/post.hpp>

namespace waypost {

// Outlives the room where an answer comes late.
struct waiting_room::door {
  std::mutex mutex;
  waiting_room* room = nullptr;  // null once the room is gone

  void answered(std::uint64_t round) {
    const std::lock_guard lock(mutex);
    if (room != nullptr) boost::asio::post(room->io_, [there = room, round] { there->finish(round); });
  }
};

waiting_room::waiting_room(boost::asio::io_context& io, catch_up* by, std::size_t most,
                           std::chrono::milliseconds longest, admit back)
    : io_(io),
      by_(by),
      most_(most),
      longest_(longest),
      back_(std::move(back)),
      limit_(io),
      door_(std::make_shared<door>()) {
  door_->room = this;
}

waiting_room::~waiting_room() {
  const std::lock_guard lock(door_->mutex);
  door_->room = nullptr;
}

void waiting_room::enter(redirect_connection& who) {
  next_.push_back(&who);
  if (!asked_) begin();
}

void waiting_room::begin() {
  const auto round = ++round_;
  under_way_.swap(next_);
  limit_.expires_after(longest_);
  limit_.async_wait([this, round](boost::system::error_code ec) {
    if (!ec) finish(round);
  });
  asked_ = true;  // not before: without memory for the timer the next who enters begins anew
  by_->request([through = door_, round] { through->answered(round); });
}

void waiting_room::finish(std::uint64_t round) {
  if (round != round_ || !asked_) return;  // too late: they were called back before
  limit_.cancel();
  asked_ = false;
  std::vector<redirect_connection*> done;
  done.swap(under_way_);
  if (!next_.empty()) begin();
  for (auto* who : done) back_(*who);
}

void waiting_room::empty() {
  limit_.cancel();
  asked_ = false;
  std::vector<redirect_connection*> done;
  done.swap(under_way_);
  done.insert(done.end(), next_.begin(), next_.end());
  next_.clear();
  for (auto* who : done) back_(*who);
}

}  // namespace waypost
