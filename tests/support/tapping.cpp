#include "tests/support/tapping.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace waypost::test {

namespace {

using steady = std::chrono::steady_clock;

int connect_to(const std::string& address) {
  const auto colon = address.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1))));
  ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{30, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return fd;
  ::close(fd);
  return -1;
}

// Reads one answer without a body; empty where the connection ended before its end.
std::string read_answer(int fd) {
  std::string answer;
  std::array<char, 2048> bytes;
  while (!answer.ends_with("\r\n\r\n")) {
    const auto n = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (n <= 0) return {};
    answer.append(bytes.data(), static_cast<std::size_t>(n));
    // An answer with a body is none that is expected here: its head tells enough.
    if (!answer.starts_with("HTTP/1.1 302") && answer.find("\r\n\r\n") != answer.npos) return answer;
  }
  return answer;
}

}  // namespace

struct tapping::person {
  std::size_t first = 0;  // index of the target to begin with
  std::size_t stride = 1;
  std::vector<tap_count> counts;
  std::vector<std::uint32_t> latencies;
};

tapping::tapping(std::string address, std::vector<tap_target> targets, std::size_t threads,
                 std::uint64_t per_second)
    : address_(std::move(address)), targets_(std::move(targets)), per_second_(per_second) {
  people_.resize(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    people_[i].first = i;
    people_[i].stride = threads;
    people_[i].counts.resize(targets_.size());
  }
  for (auto& who : people_) threads_.emplace_back([this, &who] { run(who); });
}

tapping::~tapping() { stop(); }

void tapping::run(person& who) {
  int fd = -1;
  std::size_t at = who.first % targets_.size();
  const auto began = steady::now();
  for (std::uint64_t taps = 0; !stopping_; ++taps) {
    if (per_second_ != 0)
      std::this_thread::sleep_until(began +
                                    std::chrono::microseconds(1000000 * taps * who.stride / per_second_));
    if (fd < 0 && (fd = connect_to(address_)) < 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      continue;
    }
    const auto& target = targets_[at];
    auto& count = who.counts[at];
    const std::string request = "GET " + target.path + " HTTP/1.1\r\nHost: sms.example\r\nUser-Agent: " +
                                std::string(taps % 2 == 0 ? iphone : android_phone) + "\r\n\r\n";
    const auto sent_at = steady::now();
    ++count.sent;
    std::string answer;
    if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()))
      answer = read_answer(fd);
    if (answer.empty()) {
      ::close(fd);
      fd = -1;
      continue;
    }
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - sent_at);
    who.latencies.push_back(static_cast<std::uint32_t>(took.count()));
    const bool right = answer.starts_with("HTTP/1.1 302") &&
                       answer.find("\r\nLocation: " + target.destination + "\r\n") != answer.npos;
    ++(right ? count.answered : count.wrong);
    if (right) ++answered_;
    at = (at + who.stride) % targets_.size();
  }
  if (fd >= 0) ::close(fd);
}

std::vector<tap_count> tapping::stop() {
  stopping_ = true;
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  std::vector<tap_count> sums(targets_.size());
  latencies_.clear();
  for (const auto& who : people_) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i].sent += who.counts[i].sent;
      sums[i].answered += who.counts[i].answered;
      sums[i].wrong += who.counts[i].wrong;
    }
    latencies_.insert(latencies_.end(), who.latencies.begin(), who.latencies.end());
  }
  std::sort(latencies_.begin(), latencies_.end());
  return sums;
}

}  // namespace waypost::test
