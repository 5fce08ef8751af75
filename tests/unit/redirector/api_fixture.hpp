#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include "redirector/api_listener.hpp"
#include "redirector/health.hpp"
#include "redirector/metrics.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/redirector/loopback_client.hpp"

namespace waypost::test {

// Knows one key of each of two accounts, with one scope.
class two_keys final : public authenticator {
 public:
  result<authenticated> check(std::string_view bearer) override {
    if (bearer == "wp_1_secret") return authenticated{account_id{7}, scope::stats, key_id{1}};
    if (bearer == "wp_2_secret") return authenticated{account_id{8}, scope::stats, key_id{2}};
    return errc::not_found;
  }
};

// Answers with what it was asked.
class echo final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request r) override {
    ++calls;
    api_response response;
    response.content_type = "text/plain";
    response.body = r.method + '|';
    for (const auto& part : r.path) response.body += part + '|';
    for (const auto& [key, value] : r.query) response.body += key + '=' + value + '|';
    response.body +=
        r.content_type + '|' + r.accept + '|' + r.idempotency_key + '|' + to_text(r.account) + '|' + r.body;
    co_return response;
  }
  std::atomic<int> calls = 0;
};

class many_pieces final : public body_source {
 public:
  many_pieces(int pieces, bool breaks, std::atomic<int>& made)
      : left_(pieces), breaks_(breaks), made_(made) {}
  ~many_pieces() override { made_ += 1'000'000; }
  task<std::string> next() override {
    if (left_ == 0 && breaks_) co_return errc::redis_unavailable;
    if (left_ == 0) co_return std::string();
    --left_;
    ++made_;
    co_return std::string(1000, 'x');
  }

 private:
  int left_;
  bool breaks_;
  std::atomic<int>& made_;
};

// Streams; by the path: "good", "broken", "endless".
class streaming final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request r) override {
    api_response response;
    const int pieces = r.path[0] == "endless" ? 10'000'000 : 100;
    response.stream = std::make_unique<many_pieces>(pieces, r.path[0] == "broken", made);
    co_return response;
  }
  std::atomic<int> made = 0;
};

// Reads its body piece by piece; by the path: "all", "none", or "slowly", a pause before each piece.
class piecewise final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request r) override {
    ++calls;
    boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
    std::size_t bytes = 0;
    for (bool more = r.path[0] != "none"; more;) {
      if (r.path[0] == "slowly") {
        pause.expires_after(std::chrono::milliseconds(30));
        co_await pause.async_wait(boost::asio::use_awaitable);
      }
      const auto piece = co_await r.pieces->next();
      if (!piece) ++broken_off;
      more = piece && !piece->empty();
      if (!more) break;
      bytes += piece->size();
      read += piece->size();
      longest = std::max<std::size_t>(longest, piece->size());
    }
    api_response response;
    response.body = std::to_string(bytes) + ' ' + std::to_string(r.body.size());
    co_return response;
  }
  std::atomic<int> calls = 0, broken_off = 0;
  std::atomic<std::size_t> read = 0, longest = 0;
};

class failing final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request) override {
    throw std::logic_error("a bug");
    co_return api_response{};
  }
};

class splitting final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request) override {
    api_response response;
    response.headers.emplace_back("Location", "/a\r\nSet-Cookie: b");
    co_return response;
  }
};

// Answers with more than the sockets between here and a client that does not read could hold.
class large final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request) override {
    api_response response;
    response.body.assign(30'000'000, 'x');
    co_return response;
  }
};

class waiting final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request) override {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                    std::chrono::milliseconds(300));
    reached = true;
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return api_response{};
  }
  std::atomic<bool> reached = false;
};

// The API on a thread of its own.
class api_fixture {
 public:
  explicit api_fixture(void (*change)(api_options&) = nullptr) : guard_(boost::asio::make_work_guard(io_)) {
    api_options o;
    o.at = {boost::asio::ip::make_address("127.0.0.1"), 0};
    if (change != nullptr) change(o);
    looks.draining = [this] { return draining.load(); };
    looks.parts.emplace_back("redis", [this] { return redis.load(); });
    looks.parts.emplace_back("journal-disk", [] { return true; });
    ready_.emplace(looks);
    listener.emplace(io_, o,
                     std::vector<endpoint>{{"GET", "/echo/{what}", scope::stats, 0, &echoes},
                                           {"POST", "/echo/{what}", scope::stats, 300'000, &echoes},
                                           {"POST", "/admin", scope::admin, 1000, &echoes},
                                           {"POST", "/pieces/{how}", scope::stats, 20'000'000, &pieces, true},
                                           {"GET", "/stream/{how}", scope::stats, 0, &streams},
                                           {"GET", "/large", scope::stats, 0, &large_},
                                           {"GET", "/fail", scope::none, 0, &fails_},
                                           {"GET", "/split", scope::none, 0, &splits_},
                                           {"GET", "/wait", scope::none, 0, &waits},
                                           {"GET", "/healthz", scope::none, 0, &health_},
                                           {"GET", "/readyz", scope::none, 0, &*ready_},
                                           {"GET", "/metrics", scope::none, 0, &metrics_}},
                     keys_, log);
    listener->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~api_fixture() {
    stop(std::chrono::milliseconds(0));
    guard_.reset();
    thread_.join();
  }

  void stop(std::chrono::milliseconds longest) {
    boost::asio::co_spawn(io_, listener->stop(longest), boost::asio::use_future).get();
  }

  std::size_t open_connections() {
    return boost::asio::post(io_, boost::asio::use_future([this] { return listener->open_connections(); }))
        .get();
  }

  loopback_client connect() { return loopback_client(listener->address()); }
  std::string ask(std::string_view bytes) {
    auto client = connect();
    client.send(bytes);
    return client.answer();
  }

  recording_log log;
  readiness looks;
  std::atomic<bool> draining = false, redis = true;
  echo echoes;
  streaming streams;
  piecewise pieces;
  waiting waits;

 private:
  two_keys keys_;
  failing fails_;
  large large_;
  splitting splits_;
  health_handler health_;
  std::optional<readiness_handler> ready_;
  metrics_handler metrics_{
      {{"waypost_things_total", "kind=\"a\"", "Things.", metric::kind::counter, [] { return 3u; }},
       {"waypost_things_total", "kind=\"b\"", "Things.", metric::kind::counter, [] { return 4u; }},
       {"waypost_behind", "", "Behind.", metric::kind::gauge, [] { return 5u; }}}};
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::thread thread_;

 public:
  std::optional<api_listener> listener;
};

inline const std::string key = "Authorization: Bearer wp_1_secret\r\n";
inline const std::string other_key = "Authorization: Bearer wp_2_secret\r\n";

inline std::string call(std::string_view line, std::string_view fields = "", std::string_view body = "") {
  return std::string(line) + " HTTP/1.1\r\nHost: api\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

inline int status(const std::string& answer) {
  return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
}
inline bool has_line(const std::string& answer, std::string_view line) {
  return answer.find("\r\n" + std::string(line) + "\r\n") != answer.npos;
}
inline std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

}  // namespace waypost::test
