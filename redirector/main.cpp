#include <algorithm>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/clients/country_file.hpp"
#include "attribution/journal/data_directory.hpp"
#include "attribution/journal/journals.hpp"
#include "attribution/ledger/drain.hpp"
#include "attribution/recipients/recipient_sweeper.hpp"
#include "redirector/answers.hpp"
#include "redirector/api_calls.hpp"
#include "redirector/api_listener.hpp"
#include "redirector/export_command.hpp"
#include "redirector/keys_command.hpp"
#include "redirector/process.hpp"
#include "redirector/redirect_listener.hpp"
#include "redirector/registry_catch_up.hpp"
#include "redirector/server_health.hpp"
#include "redirector/spdlog_sink.hpp"
#include "redirector/start_up.hpp"
#include "redirector/stop_signals.hpp"
#include "stats/page/embedded_page.hpp"
#include "stats/page_files.hpp"

namespace waypost {

namespace {

namespace asio = boost::asio;

constexpr std::chrono::milliseconds hold_period{100};
constexpr std::chrono::seconds last_calls{5};   // for calls under way when the server stops
constexpr std::chrono::seconds last_clicks{5};  // for what is not in the ledgers yet

std::size_t redirect_threads(const serve_options& o) {
  return o.threads != 0 ? o.threads : std::max(1U, std::thread::hardware_concurrency());
}

std::string base_url(const serve_options& o, const redirect_listener& redirects) {
  return o.base_url.empty() ? "http://" + to_text(redirects.address()) : o.base_url;
}

journals::options journal_options(const serve_options& o, const data_directory& data, std::size_t threads) {
  journals::options journal;
  journal.folder = data.journal_folder();
  journal.ring_folder = data.ring_folder();
  journal.node = data.node();
  journal.start = data.start();
  journal.rings = 2 + threads;  // the first is for reports, the last the drain's own
  journal.ring_bytes = o.ring_megabytes << 20;
  return journal;
}

std::unique_ptr<const country_file> countries_of(const serve_options& o) {
  return o.countries.empty() ? nullptr : std::make_unique<const country_file>(o.countries);
}

std::vector<ring*> redirect_rings(journals& of, std::size_t threads) {
  std::vector<ring*> rings;
  for (std::size_t i = 1; i <= threads; ++i) rings.push_back(&of.ring_at(i));
  return rings;
}

redirect_options redirect_options_of(const serve_options& o, std::size_t threads) {
  redirect_options redirect;
  redirect.at = resolve(o.redirect);
  redirect.threads = threads;
  redirect.misses.per_second = o.misses_per_minute / 60.0;
  redirect.misses.burst = std::max(1.0, o.misses_per_minute / 6.0);
  return redirect;
}

// Short links are sent out: one that begins with an address of no machine cannot be taken back.
void expect_to_be_found(const serve_options& o) {
  const auto at = resolve(o.redirect);
  if (o.base_url.empty() && at.address().is_unspecified())
    throw std::runtime_error(
        "--redirect " + to_text(at) +
        " stands for all addresses of this machine, and no short link can begin with it: "
        "say by --base-url what they begin with, as https://sms.example");
}

drain::options drain_options(const redis::endpoint& where, const country_file* countries, journals& of,
                             std::size_t threads) {
  drain::options counting;
  counting.redis = where;
  counting.countries = countries;
  counting.again = [&own = of.ring_at(1 + threads)](const report& r) { return own.try_append({0, r}); };
  return counting;
}

// All that the API's listener answers: the calls, and the page for operators.
std::vector<endpoint> endpoints_of(api_calls& calls, page_files& page) {
  auto rows = calls.table();
  for (const auto& file : page.endpoints()) rows.push_back(file);
  return rows;
}

void tell_addresses(const redirect_listener& redirects, const api_listener& calls, listening_file& file,
                    log_sink& log) {
  file.write(redirects.address(), calls.address());
  log.info("ready: redirects on " + to_text(redirects.address()) + ", API on " + to_text(calls.address()));
}

asio::awaitable<void> stop_redirects(redirect_listener& redirects) {
  redirects.stop();
  co_return;
}

// Stops listener by listener; done when nobody is answered any more.
asio::awaitable<void> stop_answering(redirect_listener& redirects, api_listener& calls) {
  // Elsewhere, since it waits for sessions under way: this thread goes on saying that the server drains, and
  // reading on for misses.
  asio::thread_pool elsewhere(1);
  co_await asio::co_spawn(elsewhere, stop_redirects(redirects), asio::use_awaitable);
  co_await calls.stop(last_calls);
}

// The ledgers of a Redis that is not, or not known to be, this registry's are not for this server to write.
bool is_apart(const registry& registered) {
  using standing = registry::standing;
  const auto stands = registered.stands();
  return stands == standing::apart || stands == standing::emptied || stands == standing::foreign;
}

asio::awaitable<void> watch_standing(asio::io_context& io, const registry& registered, drain& counting,
                                     const bool& draining) {
  asio::steady_timer timer(io);
  while (!draining) {
    counting.hold(is_apart(registered));
    timer.expires_after(hold_period);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

// Lets the drain work while the registry follows its stream: from this moment on, and until `draining`.
void hold_while_apart(asio::io_context& io, start_up& starting, const registry& registered, drain& counting,
                      const bool& draining) {
  counting.hold(is_apart(registered));
  starting.keep("the watch over the registry", watch_standing(io, registered, counting, draining));
}

// The whole program: every part, in the order in which they need each other. The main thread is the API's.
int serve(const serve_options& options) {
  prepare_process();
  expect_to_be_found(options);
  const auto log = make_spdlog_sink(options.log_level);
  asio::io_context io(1);
  stop_signals signals(io);
  const auto threads = redirect_threads(options);
  const auto countries = countries_of(options);
  const data_directory data(options.data, options.memory);
  listening_file listening(data.path());

  std::optional<redis::embedded_redis> own_redis;
  const auto where = find_redis(options.redis, data.path(), signals, own_redis, *log);
  redis::connection redis(io.get_executor(), where, {}, *log);
  directory links;
  registry registered({data.path() / "registry", options.refill_registry}, redis, links, prepare_answer,
                      *log);
  start_up starting(io, signals, redis, registered, *log);
  starting.load_or_found();

  const codec codes(*registered.state().key);
  journals clicks(journal_options(options, data, threads), *log);
  registry_catch_up catching_up(io.get_executor(), registered);
  const auto click_rings = redirect_rings(clicks, threads);
  redirect_listener redirects(redirect_options_of(options, threads), codes, links, click_rings, &catching_up,
                              *log);
  redirects.start();
  starting.compare();

  drain counting(drain_options(where, countries.get(), clicks, threads), links, clicks.readers(), *log);
  bool draining = false;
  hold_while_apart(io, starting, registered, counting, draining);
  redis::connection stats_redis(io.get_executor(), where, {}, *log);
  starting.keep("the statistics' connection to Redis", stats_redis.run());
  api_calls calls(options, base_url(options, redirects), registered, redis, stats_redis, clicks.ring_at(0),
                  readiness_of(registered, starting, clicks, counting, draining),
                  metrics_of(redirects, clicks, counting, registered), *log);
  starting.make_first_key(calls.registering(), data.path());
  recipient_sweeper sweeper(io.get_executor(), {}, registered, calls.store(), *log);
  starting.keep("the sweeper of recipients", sweeper.run());
  page_files page(embedded_page());
  api_listener api_calls_in(io, {.at = resolve(options.api)}, endpoints_of(calls, page), calls.keys(), *log);
  api_calls_in.start();
  tell_addresses(redirects, api_calls_in, listening, *log);

  starting.wait_for_signal();
  draining = true;
  log->info("stopping");
  starting.finish(stop_answering(redirects, api_calls_in));
  if (!counting.stop(last_clicks))
    log->warn("some clicks are not in the ledgers yet; the next start takes them up");
  sweeper.stop();
  registered.stop();
  stats_redis.stop();
  redis.stop();
  io.run_for(last_calls);
  return 0;
}

int check(const check_command& command) {
  serve_options options;
  if (const auto wrong = read_options_file(command.file, options)) {
    std::cerr << wrong->where << ": " << wrong->what << '\n';
    return 2;
  }
  std::cout << command.file.string() << " is right\n";
  return 0;
}

int run(const serve_command& command) {
  try {
    return serve(command.options);
  } catch (const stopped_early& early) {
    std::cerr << "waypost: " << early.what() << '\n';
    return 0;
  }
}
int run(const check_command& command) { return check(command); }
int run(const keys_command_line& command) { return run_keys_command(command); }
int run(const export_command_line& command) { return run_export_command(command); }
int run(const exit_now& command) { return command.code; }

}  // namespace

}  // namespace waypost

int main(int argc, char** argv) {
  try {
    return std::visit([](const auto& command) { return waypost::run(command); },
                      waypost::read_command_line(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "waypost: " << error.what() << '\n';
    return 1;
  }
}
