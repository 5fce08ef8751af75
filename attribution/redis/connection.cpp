#include "attribution/redis/connection.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/pipeline.hpp"

namespace asio = boost::asio;

namespace waypost::redis {
namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds loading_poll{50};

// A server that does not know AUTH repeats what it was given behind this, the password.
std::string without_arguments(std::string_view error_text) {
  return std::string(error_text.substr(0, error_text.find(", with args")));
}

}  // namespace

// Shared by the connection and the coroutines that may outlive it. The log is not used once stopped.
struct connection::state {
  state(asio::any_io_executor e, endpoint w, connection_options o, log_sink& l)
      : executor(std::move(e)), where(std::move(w)), options(o), log(l), pause(executor) {}

  asio::any_io_executor executor;
  endpoint where;
  connection_options options;
  log_sink& log;

  std::shared_ptr<pipeline> line;  // being opened, or ready
  bool ready = false;              // `line` is connected, authenticated, and Redis has loaded its data
  bool stopped = false;
  std::uint64_t generation = 0;
  asio::steady_timer pause;
  std::set<asio::steady_timer*> waiting;  // of wait_connected; cancelled when that changes
  std::string told;                       // the trouble that was logged last
  std::string refused;                    // likewise, of a command
  std::minstd_rand jitter{std::random_device{}()};

  void wake_waiting() {
    for (auto* timer : waiting) timer->cancel();
  }

  // One line per kind of trouble, not one per attempt.
  void tell_trouble(const std::string& trouble) {
    if (stopped || trouble == told) return;
    told = trouble;
    log.warn("redis " + to_text(where) + ": " + trouble);
  }

  // Likewise: the callers see an errc alone, which does not name the command.
  void tell_refused(const std::vector<reply>& replies) {
    for (const auto& r : replies) {
      if (!r.is_error() || error_of(r.text) != errc::redis_forbidden || stopped) continue;
      const auto text = "refused the command: " + r.text;
      if (text != refused) log.warn("redis " + to_text(where) + ": " + text);
      refused = text;
    }
  }

  void tell_ready() {
    told.clear();
    refused.clear();
    log.info("redis " + to_text(where) + ": connected");
  }

  asio::awaitable<void> sleep(std::chrono::milliseconds time) {
    if (stopped) co_return;
    pause.expires_after(time);
    co_await pause.async_wait(no_throw);
  }

  std::chrono::milliseconds jittered(std::chrono::milliseconds longest) {
    using count = std::chrono::milliseconds::rep;
    return std::chrono::milliseconds(std::uniform_int_distribution<count>(0, longest.count())(jitter));
  }

  // Sends what AUTH needs; an empty text when Redis took it or none is needed.
  asio::awaitable<std::string> authenticate(pipeline& p) {
    if (where.password.empty()) co_return std::string();
    command auth{"AUTH"};
    if (!where.user.empty()) auth.add(where.user);
    auth.add(where.password);
    std::vector<command> commands;
    commands.push_back(std::move(auth));
    const auto replies = co_await p.call_all(std::move(commands));
    if (replies.has_error()) co_return p.why();
    co_return replies->front().is_error() ? "AUTH refused: " + without_arguments(replies->front().text)
                                          : std::string();
  }

  // Waits until Redis answers PING as one that has its data: an empty text, or why it does not.
  asio::awaitable<std::string> until_loaded(pipeline& p) {
    for (;;) {
      std::vector<command> commands;
      commands.push_back(command{"PING"});
      const auto replies = co_await p.call_all(std::move(commands));
      if (replies.has_error()) co_return p.why();
      const auto& answer = replies->front();
      if (!answer.is_error()) co_return std::string();
      if (error_of(answer.text) != errc::redis_loading) co_return "refused: " + answer.text;
      tell_trouble("connected, but Redis is loading its data");
      co_await sleep(loading_poll);
      if (stopped) co_return "stopped";
    }
  }

  // Makes `p` ready for calls, or fails it. What is wrong is p->why() then.
  asio::awaitable<bool> make_ready(std::shared_ptr<pipeline> p) {
    p->set_call_limit(options.connect_timeout);
    const auto opened = co_await p->open(where, options.connect_timeout);
    if (opened.has_error()) co_return false;
    auto trouble = co_await authenticate(*p);
    if (trouble.empty()) trouble = co_await until_loaded(*p);
    if (!trouble.empty()) p->fail(std::move(trouble));
    p->set_call_limit(options.call_timeout);
    co_return p->alive() && !stopped;
  }
};

// Takes a timer out of the waiting ones when its coroutine ends, however it ends.
struct connection::leave_waiting {
  state& from;
  asio::steady_timer& timer;
  ~leave_waiting() { from.waiting.erase(&timer); }
};

connection::connection(asio::any_io_executor executor, endpoint where, connection_options options,
                       log_sink& log)
    : state_(std::make_shared<state>(std::move(executor), std::move(where), options, log)) {}

connection::~connection() { stop(); }

asio::awaitable<void> connection::run() {
  const auto s = state_;
  auto longest_pause = s->options.first_backoff;
  while (!s->stopped) {
    const auto line = std::make_shared<pipeline>(s->executor);
    s->line = line;
    const bool is_ready = co_await s->make_ready(line);
    if (is_ready) {
      longest_pause = s->options.first_backoff;
      s->ready = true;
      ++s->generation;
      s->tell_ready();
      s->wake_waiting();
      co_await line->ended();
      s->ready = false;
      s->tell_trouble("lost: " + line->why());
    } else {
      s->tell_trouble("not connected: " + line->why());
    }
    if (s->stopped) break;
    co_await s->sleep(s->jittered(longest_pause));
    longest_pause = std::min(longest_pause * 2, s->options.longest_backoff);
  }
}

void connection::stop() {
  auto& s = *state_;
  if (std::exchange(s.stopped, true)) return;
  s.ready = false;
  s.pause.cancel();
  if (s.line) s.line->fail("stopped");
  s.wake_waiting();
}

bool connection::connected() const noexcept { return state_->ready && state_->line->alive(); }

const std::string& connection::trouble() const noexcept {
  return state_->told.empty() ? state_->refused : state_->told;
}

std::uint64_t connection::generation() const noexcept { return state_->generation; }

task<reply> connection::call(std::string_view slot_key, command c) {
  std::vector<command> commands;
  commands.push_back(std::move(c));
  auto replies = co_await call_all(slot_key, std::move(commands));
  if (replies.has_error()) co_return replies.error();
  auto& answer = replies->front();
  if (answer.is_error()) co_return make_error_code(error_of(answer.text));
  co_return std::move(answer);
}

// The slot key routes in a cluster; with one server there is one way to go.
task<std::vector<reply>> connection::call_all(std::string_view, std::vector<command> commands) {
  if (!connected()) co_return make_error_code(errc::redis_unavailable);
  const auto s = state_;
  const auto line = s->line;
  auto replies = co_await line->call_all(std::move(commands));
  if (replies) s->tell_refused(*replies);
  co_return replies;
}

task<void> connection::wait_connected(std::chrono::milliseconds timeout) {
  const auto s = state_;
  asio::steady_timer changed(s->executor, timeout);
  s->waiting.insert(&changed);
  const leave_waiting on_exit{*s, changed};
  const auto connected_now = [&s] { return s->ready && s->line->alive(); };
  while (!s->stopped && !connected_now()) {
    const auto [aborted] = co_await changed.async_wait(no_throw);
    if (!aborted) co_return make_error_code(errc::redis_unavailable);
  }
  if (s->stopped) co_return make_error_code(errc::redis_unavailable);
  co_return result<void>{};
}

}  // namespace waypost::redis
