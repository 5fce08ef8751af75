#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace waypost::test {

inline constexpr std::string_view iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.4 Mobile/15E148 Safari/604.1";
inline constexpr std::string_view android_phone =
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 "
    "Mobile Safari/537.36";

// What became of the taps on one short link.
struct tap_count {
  std::uint64_t sent = 0;      // requests written, whether or not an answer came
  std::uint64_t answered = 0;  // 302 with the right destination
  std::uint64_t wrong = 0;     // any other answer
};

// A short link to tap, and where it must lead.
struct tap_target {
  std::string path;
  std::string destination;
};

// People tapping: threads that each ask for the targets in turn over keep-alive connections, and connect
// again when the server is gone, until stop(). What each target got is counted on the client's side.
class tapping {
 public:
  // At most `per_second` taps together; 0 = as fast as they go.
  tapping(std::string address, std::vector<tap_target> targets, std::size_t threads,
          std::uint64_t per_second = 0);
  ~tapping();

  // Ends the threads; by target, in the order given.
  std::vector<tap_count> stop();

  std::uint64_t answered() const noexcept { return answered_; }
  // Time from writing a request to its answer, in microseconds, sorted; after stop().
  const std::vector<std::uint32_t>& latencies() const noexcept { return latencies_; }
  std::uint32_t p99() const { return latencies_.at((latencies_.size() - 1) * 99 / 100); }

 private:
  struct person;
  void run(person& who);

  std::string address_;
  std::vector<tap_target> targets_;
  std::uint64_t per_second_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> answered_{0};
  std::vector<person> people_;
  std::vector<std::thread> threads_;
  std::vector<std::uint32_t> latencies_;
};

// What p99 may become, in microseconds, where something else goes wrong meanwhile: twice as much, and what a
// machine with other work on it adds.
inline std::uint32_t bearable(std::uint32_t p99_before) { return 2 * p99_before + 20000; }

}  // namespace waypost::test
