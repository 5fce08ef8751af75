// Asks for short links over loopback, as many at once as told, and says how many answers came and how
// quickly. Closed loop: each connection sends its next request when the answer to the last one is in, or
// later where so many requests a second are enough.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

namespace {

using steady = std::chrono::steady_clock;

struct plan {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::string paths_file;
  std::size_t connections = 64;
  std::uint64_t requests = 200000;
  std::uint64_t per_second = 0;  // at most; 0: as many as are answered
  bool new_connection = false;   // for each request, as phones do
};

struct connection {
  int fd = -1;
  steady::time_point asked;
  std::array<char, 4096> answer;
  std::size_t filled = 0;
};

class load {
 public:
  load(plan p, std::vector<std::string> requests) : plan_(std::move(p)), requests_(std::move(requests)) {
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    connections_.resize(plan_.connections);
    latencies_.reserve(plan_.requests);
  }
  ~load() { ::close(epoll_); }
  load(const load&) = delete;
  load& operator=(const load&) = delete;

  void run() {
    began_ = answered_ = steady::now();
    for (auto& c : connections_) ask(c);
    std::array<epoll_event, 256> events;
    while (latencies_.size() + failed_ < plan_.requests) {
      ask_rested();
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1);
      if (steady::now() - answered_ > std::chrono::seconds(5)) throw std::runtime_error("no answer for 5 s");
      for (int i = 0; i < ready; ++i)
        read_answer(*static_cast<connection*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
    seconds_ = std::chrono::duration<double>(steady::now() - began_).count();
    for (auto& c : connections_) hang_up(c);
  }

  void report() {
    std::sort(latencies_.begin(), latencies_.end());
    const auto at = [&](double share) {
      return latencies_.empty()
                 ? 0U
                 : latencies_[static_cast<std::size_t>(static_cast<double>(latencies_.size() - 1) * share)];
    };
    std::printf(
        "{\"answers\":%zu,\"failed\":%llu,\"seconds\":%.3f,\"per_second\":%.0f,\"p50_us\":%u,\"p99_us\":%u}"
        "\n",
        latencies_.size(), static_cast<unsigned long long>(failed_), seconds_,
        static_cast<double>(latencies_.size()) / seconds_, at(0.5), at(0.99));
  }

 private:
  // One address runs out of ports in TIME_WAIT within seconds: all of 127.0.0.0/8 is this machine.
  sockaddr_in next_source() {
    sockaddr_in from{};
    from.sin_family = AF_INET;
    ++source_;
    from.sin_addr.s_addr = htonl(0x7f000000U | ((source_ % 60000U) + 256U));
    return from;
  }

  void dial(connection& c) {
    c.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(c.fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const auto from = next_source();
    ::bind(c.fd, reinterpret_cast<const sockaddr*>(&from), sizeof from);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(plan_.port);
    ::inet_pton(AF_INET, plan_.host.c_str(), &to.sin_addr);
    if (::connect(c.fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error("cannot connect to " + plan_.host + ':' + std::to_string(plan_.port));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &c;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.fd, &event);
  }

  void hang_up(connection& c) {
    if (c.fd >= 0) ::close(c.fd);
    c.fd = -1;
  }

  bool is_early() const {
    if (plan_.per_second == 0) return false;
    const std::chrono::duration<double> passed = steady::now() - began_;
    return static_cast<double>(asked_) >= passed.count() * static_cast<double>(plan_.per_second);
  }

  void ask_rested() {
    while (!resting_.empty() && !is_early()) {
      auto* c = resting_.back();
      resting_.pop_back();
      ask(*c);
    }
  }

  void ask(connection& c) {
    if (asked_ >= plan_.requests) return;
    if (is_early()) return resting_.push_back(&c);
    if (c.fd < 0) dial(c);
    const auto& request = requests_[asked_++ % requests_.size()];
    c.filled = 0;
    c.asked = steady::now();
    if (::send(c.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      fail(c);
  }

  void fail(connection& c) {
    ++failed_;
    hang_up(c);
    ask(c);
  }

  // Done when the head is there and as much body as it announces, or, without keep-alive, at the end.
  static bool complete(std::string_view answer) {
    const auto head = answer.find("\r\n\r\n");
    if (head == answer.npos) return false;
    const auto length = answer.find("Content-Length: ");
    const auto body = length < head ? std::strtoul(answer.data() + length + 16, nullptr, 10) : 0;
    return answer.size() >= head + 4 + body;
  }

  void read_answer(connection& c) {
    const auto n = ::recv(c.fd, c.answer.data() + c.filled, c.answer.size() - c.filled, MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) return fail(c);
    c.filled += static_cast<std::size_t>(n);
    const std::string_view answer(c.answer.data(), c.filled);
    if (!complete(answer)) return;
    if (!answer.starts_with("HTTP/1.1 302")) return fail(c);
    answered_ = steady::now();
    latencies_.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(answered_ - c.asked).count()));
    if (plan_.new_connection) hang_up(c);
    ask(c);
  }

  plan plan_;
  std::vector<std::string> requests_;
  std::vector<connection> connections_;
  std::vector<connection*> resting_;  // until it is time for their next request
  steady::time_point began_;
  steady::time_point answered_;  // when the last answer came
  std::vector<std::uint32_t> latencies_;
  std::uint64_t asked_ = 0;
  std::uint64_t failed_ = 0;
  std::uint32_t source_ = 0;
  double seconds_ = 0;
  int epoll_ = -1;
};

std::vector<std::string> requests_for(const plan& p) {
  std::vector<std::string> requests;
  std::ifstream paths(p.paths_file);
  for (std::string path; std::getline(paths, path);)
    requests.push_back(
        "GET " + path +
        " HTTP/1.1\r\nHost: sms.example\r\nUser-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like "
        "Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 "
        "Safari/604.1\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\nAccept-Language: "
        "en-IN,en;q=0.9\r\nAccept-Encoding: gzip, deflate\r\n" +
        (p.new_connection ? "Connection: close\r\n\r\n" : "\r\n"));
  if (requests.empty()) throw std::runtime_error("no paths in " + p.paths_file);
  return requests;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Load for short links over loopback; prints one line of JSON"};
  plan p;
  app.add_option("--port", p.port)->required();
  app.add_option("--paths", p.paths_file, "a file with one path a line")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--connections", p.connections)->check(CLI::Range(1, 10000));
  app.add_option("--requests", p.requests)->check(CLI::Range(1, 100000000));
  app.add_option("--per-second", p.per_second, "at most so many requests; as many as are answered where 0");
  app.add_flag("--new-connection", p.new_connection, "a connection for each request");
  CLI11_PARSE(app, argc, argv);
  try {
    load all(p, requests_for(p));
    all.run();
    all.report();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "redirect_load: %s\n", error.what());
    return 1;
  }
}
