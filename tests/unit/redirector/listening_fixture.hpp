#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redirector/redirect_listener.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/redirector/little_house.hpp"
#include "tests/unit/redirector/loopback_client.hpp"

namespace waypost::test {

// Keeps who asks waiting until the test lets them go.
class held_catch_up final : public catch_up {
 public:
  void request(std::function<void()> done) override {
    const std::lock_guard lock(mutex_);
    held_.push_back(std::move(done));
    ++asked_;
    changed_.notify_all();
  }

  void wait_for_request() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !held_.empty(); });
  }

  void let_go() {
    std::vector<std::function<void()>> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(held_);
    }
    for (const auto& done : all) done();
  }

  std::size_t asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> held_;
  std::size_t asked_ = 0;
};

// A listener in a little house, in a hurry.
class listening_fixture : public little_house {
 public:
  explicit listening_fixture(void (*change)(redirect_options&) = nullptr, catch_up* catching_up = nullptr)
      : second_(ring::create(folder_.path() / "ring", {1, 1, 2}, 1 << 20).value()) {
    redirect_options o;
    o.at = {boost::asio::ip::make_address("127.0.0.1"), 0};
    o.sweep_period = std::chrono::milliseconds(20);
    o.misses.per_second = 0;
    if (change != nullptr) change(o);
    std::vector<ring*> rings{&the_ring(), second_.get()};
    rings.resize(o.threads);
    server.emplace(o, codes(), links, rings, catching_up, log);
    server->start();
  }

  loopback_client connect() { return loopback_client(server->address()); }
  std::string ask_once(std::string_view bytes) {
    auto client = connect();
    client.send(bytes);
    return client.answer();
  }

  recording_log log;
  std::optional<redirect_listener> server;

 private:
  temporary_directory folder_;
  std::unique_ptr<ring> second_;
};

}  // namespace waypost::test
