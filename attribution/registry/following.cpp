#include <algorithm>

#include "attribution/registry/registry_impl.hpp"

namespace waypost {
namespace {

constexpr std::chrono::milliseconds between_polls{200};
constexpr std::chrono::milliseconds between_catch_ups{50};

// Whether a call that ended so may have been carried out all the same.
bool leaves_doubt(boost::system::error_code ec) {
  return ec == errc::redis_unavailable || ec == errc::redis_timeout || ec == errc::redis_protocol;
}

bool cannot_be_read(boost::system::error_code ec) {
  return ec == errc::unknown_version || ec == errc::corrupt;
}

}  // namespace

boost::asio::awaitable<void> registry::impl::follow() {
  while (!stopping_ && !fault_) {
    if (!redis_.connected()) {
      co_await wait_for_connection();
      continue;
    }
    connected_last_ = clock::now();
    if (clock::now() >= next_read()) {
      if (compared_ != redis_.generation()) co_await compare();
      if (standing_ == standing::following || standing_ == standing::halted) co_await read_on();
      last_read_ = clock::now();
      continue;
    }
    auto* const offered = standing_ == standing::following && !must_read_ ? offers_.next() : nullptr;
    if (offered != nullptr) {
      co_await append(*offered);
      continue;
    }
    co_await bell_.wait_until(next_read());
  }
  const auto why = fault_ ? errc::redis_unavailable : errc::closed;
  offers_.refuse_queued(why);
  offers_.refuse_current(why);
}

registry::impl::clock::time_point registry::impl::next_read() const {
  const bool well = standing_ == standing::following || standing_ == standing::apart;
  const bool soon = well && (!catching_up_.empty() || must_read_ || compared_ != redis_.generation());
  return last_read_ + (soon ? between_catch_ups : between_polls);
}

boost::asio::awaitable<void> registry::impl::wait_for_connection() {
  if (standing_ == standing::following || standing_ == standing::recovering) stand(standing::apart);
  compared_.reset();
  if (refuses_offers()) offers_.refuse_queued(errc::redis_unavailable);
  co_await redis_.wait_connected(between_polls);
}

// Something does not fit what was folded: compare anew before anything else.
void registry::impl::suspect() {
  if (confirmed_) {
    stand(standing::halted, "the stream was trimmed or changed by hand");
    return;
  }
  compared_.reset();
}

boost::asio::awaitable<void> registry::impl::compare() {
  const auto generation = redis_.generation();
  if (log_.size() == 0) {
    const bool durable = co_await found();
    if (!durable) co_return;
  } else {
    const auto top = co_await nonce_there(log_.size());
    if (!top) co_return;
    if (*top != log_.last()) {
      co_await judge_difference();
      if (standing_ != standing::following) co_return;
    }
  }
  compared_ = generation;
  confirmed_ = true;
  if (standing_ != standing::halted) stand(standing::following);
  comparing_.call_in_all();
}

task<std::optional<nonce>> registry::impl::nonce_there(std::uint64_t number) {
  const auto there = co_await stream_.nonce_of(number);
  if (!there && cannot_be_read(there.error())) co_return std::optional<nonce>();
  co_return there;
}

boost::asio::awaitable<bool> registry::impl::read_on() {
  catching_up_.close_door();
  last_read_ = clock::now();
  while (true) {
    const auto page = co_await stream_.read(log_.size());
    if (!page) {
      if (cannot_be_read(page.error())) stand(standing::halted, page.error().message());
      co_return false;
    }
    if (page->length < log_.size()) {
      suspect();
      co_return false;
    }
    if (!fold_page(*page)) co_return false;
    if (page->last) break;
  }
  confirmed_ = false;
  must_read_ = false;
  stand(standing::following);
  catching_up_.call_in();
  co_return true;
}

bool registry::impl::fold_page(const entry_stream::page& p) {
  touched t;
  bool whole = true;
  for (const auto& e : p.entries) {
    whole = log_.continued_by(e);
    if (!whole) suspect();
    whole = whole && fold_next(e, t);
    if (!whole) break;
    confirmed_ = false;
  }
  feed_.put(log_.state(), t);
  return whole;
}

bool registry::impl::fold_next(const entry& e, touched& t) {
  const auto outcomes = log_.take(e, t);
  if (!outcomes) {
    stand(standing::halted, "entry " + std::to_string(e.number) + ": " + outcomes.error().message());
    return false;
  }
  offers_.folded(e, *outcomes);
  keeper_.keep({e, marks_of(*outcomes)});
  return true;
}

boost::asio::awaitable<void> registry::impl::append(entry& e) {
  e.number = log_.size() + 1;
  e.previous = log_.last();
  const auto offered = e;
  const auto top = co_await stream_.append(offered);
  if (!top) {
    must_read_ = leaves_doubt(top.error());
    if (must_read_)
      offers_.doubt();
    else
      offers_.refuse_current(top.error());
    co_return;
  }
  if (!top->appended) {
    if (top->number <= log_.size()) suspect();
    co_await read_on();
    co_return;
  }
  touched t;
  fold_next(offered, t);
  feed_.put(log_.state(), t);
}

}  // namespace waypost
