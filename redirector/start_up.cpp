#include "redirector/start_up.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/settings.hpp"
#include "attribution/registration/first_key.hpp"

namespace waypost {

namespace asio = boost::asio;

namespace {

using steady_clock = std::chrono::steady_clock;

constexpr std::chrono::seconds first_connection{30};  // for a server that knows nothing yet
constexpr std::chrono::seconds later_connection{2};   // for one whose links are served meanwhile
constexpr std::chrono::seconds settings_period{1};
constexpr std::chrono::seconds check_period{5};

std::string text_of(std::exception_ptr lost) {
  try {
    std::rethrow_exception(lost);
  } catch (const std::exception& e) {
    return e.what();
  }
}

}  // namespace

redis::endpoint find_redis(const std::string& setting, const std::filesystem::path& data,
                           stop_signals& signals, std::optional<redis::embedded_redis>& own, log_sink& log) {
  if (setting == "embedded") {
    const auto where = own.emplace(data, log).start([&signals] { return signals.look(); });
    signals.end_start();
    return where;
  }
  const auto where = redis::parse_endpoint(setting);
  if (!where)
    throw std::runtime_error("--redis must be embedded, redis://[USER:PASSWORD@]HOST:PORT or unix:PATH");
  return *where;
}

start_up::start_up(asio::io_context& io, stop_signals& signals, redis::connection& redis,
                   registry& registered, log_sink& log)
    : io_(io), signals_(signals), redis_(redis), registered_(registered), log_(log) {}

void start_up::wait_for_signal() {
  while (!signals_.came()) io_.run_one();
}

std::shared_ptr<const start_up::outcome> start_up::spawn(asio::awaitable<void> step) {
  auto done = std::make_shared<outcome>();
  asio::co_spawn(io_, std::move(step), [done](std::exception_ptr error) { *done = error; });
  return done;
}

void start_up::finish(asio::awaitable<void> step) {
  const auto done = spawn(std::move(step));
  while (!*done) io_.run_one();
  if (**done) std::rethrow_exception(**done);
}

void start_up::run(asio::awaitable<void> step) {
  const auto done = spawn(std::move(step));
  while (!*done && !signals_.came()) io_.run_one();
  signals_.end_start();
  if (**done) std::rethrow_exception(**done);
}

void start_up::keep(std::string_view name, asio::awaitable<void> part) {
  asio::co_spawn(io_, std::move(part), [this, name = std::string(name)](std::exception_ptr lost) {
    if (!lost) return;
    parts_well_ = false;
    log_.alarm(name + " ended, the server is to be started anew: " + text_of(lost));
  });
}

void start_up::load_or_found() {
  known_ = registered_.load();
  keep("the connection to Redis", redis_.run());
  keep("the registry", registered_.run());
  keep("the look at Redis' settings", look_at_settings());
  if (!known_) run(found());
}

asio::awaitable<void> start_up::found() {
  const auto connected = co_await redis_.wait_connected(first_connection);
  if (!connected)
    throw std::runtime_error("nothing is registered here yet, and Redis cannot be used: " +
                             reason(connected.error()));
  co_await check_settings_now();
  if (!settings_well_)
    throw std::runtime_error("Redis would lose data: change its settings, then start again");
  const auto founded = co_await registered_.wait_founded(first_connection);
  if (!founded)
    throw std::runtime_error("the registry cannot be read from Redis: " + reason(founded.error()));
}

void start_up::compare() { run(compare_with_stream()); }

asio::awaitable<void> start_up::compare_with_stream() {
  const auto compared = co_await registered_.wait_compared(known_ ? later_connection : first_connection);
  if (compared) co_return;
  if (compared.error() == errc::conflict)
    throw std::runtime_error(
        "the registry in Redis has another key than the one in the data directory: this "
        "data directory belongs to another Redis");
  if (!known_)
    throw std::runtime_error("the registry cannot be read from Redis: " + reason(compared.error()));
  log_.warn("Redis is away: links lead on from the local registry, registrations wait");
}

void start_up::make_first_key(registrar& into, const std::filesystem::path& folder) {
  run(offer_first_key(into, folder));
}

asio::awaitable<void> start_up::offer_first_key(registrar& into, const std::filesystem::path& folder) {
  const auto made = co_await waypost::make_first_key(into, folder, log_);
  if (made) co_return;
  if (!known_) throw std::runtime_error("the first API key cannot be registered: " + reason(made.error()));
  log_.warn("the first API key cannot be registered yet: " + reason(made.error()));
}

std::string start_up::reason(const boost::system::error_code& error) const {
  return is_of_redis(error) && !redis_.trouble().empty() ? redis_.trouble() : error.message();
}

asio::awaitable<void> start_up::look_at_settings() {
  asio::steady_timer timer(io_);
  boost::system::error_code stopped;
  for (;;) {
    timer.expires_after(settings_period);
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, stopped));
    if (signals_.came()) co_return;
    const bool known = redis_.generation() == checked_ && steady_clock::now() < check_again_;
    if (redis_.connected() && !known) co_await check_settings_now();
  }
}

asio::awaitable<void> start_up::check_settings_now() {
  const auto connection = redis_.generation();
  auto settings = co_await redis::check_settings(redis_);
  if (!settings) {
    const auto why = reason(settings.error());
    if (why != told_unchecked_) log_.warn("Redis: its settings could not be checked: " + why);
    told_unchecked_ = why;
    co_return;
  }
  checked_ = connection;
  told_unchecked_.clear();
  // Somebody may change them while the server runs, and change them back.
  check_again_ = steady_clock::now() + check_period;
  settings_well_ = settings->problems.empty();
  if (settings->problems != told_problems_) {
    for (const auto& problem : settings->problems) log_.alarm("Redis: " + problem);
    if (settings_well_) log_.info("Redis: its settings are right again");
  }
  if (settings->unchecked != told_unread_)
    for (const auto& unread : settings->unchecked) log_.warn("Redis: could not be checked: " + unread);
  told_problems_ = std::move(settings->problems);
  told_unread_ = std::move(settings->unchecked);
}

}  // namespace waypost
