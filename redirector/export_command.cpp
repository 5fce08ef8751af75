#include "redirector/export_command.hpp"

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/clients/client_classifier.hpp"
#include "attribution/export/click_export.hpp"
#include "attribution/journal/recorded_journals.hpp"
#include "attribution/recipients/recipient_store.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/redis/running_embedded.hpp"
#include "attribution/registry/recorded_state.hpp"

namespace waypost {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::chrono::seconds longest_connecting{5};
constexpr unsigned most_tries = 3;
constexpr std::chrono::milliseconds progress_interval{200};

// What ends the command, said to whoever typed it.
struct export_failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Says on standard error what is wrong, and on a terminal how far the export is.
class export_talk final : public log_sink {
 public:
  void info(std::string_view) override {}
  void warn(std::string_view line) override { say(line); }
  void alarm(std::string_view line) override { say(line); }

  void say(std::string_view line) {
    clear();
    std::cerr << "waypost export: " << line << '\n';
  }

  void progress(std::uint64_t lines) {
    const auto now = steady_clock::now();
    if (!terminal_ || now - shown_ < progress_interval) return;
    shown_ = now;
    std::cerr << "\r" << lines << " lines" << std::flush;
  }

  void clear() {
    if (terminal_ && shown_ != steady_clock::time_point{}) std::cerr << "\r\033[K" << std::flush;
    shown_ = {};
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  steady_clock::time_point shown_{};
};

result<void> write_out(std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return boost::system::error_code(errno, boost::system::system_category());
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::vector<recorded_journal> find_journals(const std::filesystem::path& data) {
  auto found = find_recorded_journals(data);
  if (found) return std::move(*found);
  if (found.error() == errc::not_found)
    throw export_failure(data.string() + " is no data directory: there is no " + (data / "node").string());
  throw export_failure("the journals of " + data.string() + " cannot be read: " + found.error().message());
}

registry_state read_registry(const std::filesystem::path& data) {
  const auto folder = data / "registry";
  auto state = read_recorded_state(folder);
  if (state && state->key) return std::move(*state);
  if (state || state.error() == errc::not_found)
    throw export_failure("nothing is registered in " + folder.string());
  throw export_failure("the registry in " + folder.string() + " cannot be read: " + state.error().message());
}

// The Redis that has the recipients' ids; nothing where they are to be left out.
std::optional<redis::endpoint> find_redis(const export_command_line& asked, export_talk& talk) {
  if (asked.redis == "none") return std::nullopt;
  if (asked.redis != "embedded") return redis::parse_endpoint(asked.redis).value();
  auto running = redis::find_running_embedded(asked.data);
  if (!running)
    talk.say("no Redis of this data directory runs: recipients are told by position alone (--redis names " +
             std::string("another Redis)"));
  return running;
}

// The recipients' ids of one campaign, in Redis.
struct id_source {
  id_source(asio::io_context& io, const redis::endpoint& where, log_sink& log, campaign_id campaign,
            std::shared_ptr<const recipient_uploads> in)
      : connection(io.get_executor(), where, {}, log),
        store(connection),
        of(campaign),
        uploads(std::move(in)) {}

  // A Redis that is gone is waited for: it may be started again.
  task<std::vector<std::string>> ids_of(std::uint32_t first, std::uint32_t count) {
    auto ids = co_await store.ids_of(of, *uploads, first, count);
    for (unsigned tries = 0; !ids && ids.error() != errc::corrupt && tries < most_tries; ++tries) {
      const auto connected = co_await connection.wait_connected(longest_connecting);
      if (!connected) co_return connected.error();
      ids = co_await store.ids_of(of, *uploads, first, count);
    }
    co_return ids;
  }

  redis::connection connection;
  recipient_store store;
  campaign_id of;
  std::shared_ptr<const recipient_uploads> uploads;
};

task<click_export::counts> export_from(click_export& clicks, std::span<const recorded_journal> journals,
                                       id_source* ids, export_talk& talk) {
  if (ids != nullptr) {
    const auto connected = co_await ids->connection.wait_connected(longest_connecting);
    if (!connected) {
      talk.say("Redis, for the recipients' ids, cannot be reached: " + connected.error().message());
      co_return connected.error();
    }
  }
  auto done = co_await clicks.run(journals);
  co_return done;
}

void tell_losses(const click_export::counts& counts, export_talk& talk) {
  if (counts.missing > 0)
    talk.say(std::to_string(counts.missing) +
             " events of all campaigns are missing: damaged, or never on disk because it could not be "
             "written");
  if (counts.lost_user_agents > 0)
    talk.say(std::to_string(counts.lost_user_agents) +
             " clicks of all campaigns have lost their user agent: damaged on disk");
}

bool export_clicks(const export_command_line& asked, export_talk& talk) {
  const auto id = parse_id<campaign_id>(asked.campaign);
  // The journals first: whatever they hold by now is registered.
  const auto journals = find_journals(asked.data);
  const auto registered = read_registry(asked.data);
  const auto of = id ? registered.campaigns.find(*id) : registered.campaigns.end();
  if (of == registered.campaigns.end())
    throw export_failure("campaign " + asked.campaign + " is not registered in " + asked.data.string());

  asio::io_context io(1);
  std::unique_ptr<id_source> ids;
  const auto uploads = of->second.uploads;
  if (!uploads->uploads.empty())
    if (const auto where = find_redis(asked, talk))
      ids = std::make_unique<id_source>(io, *where, talk, *id, uploads);

  click_export::options options;
  options.from_ms = asked.from_ms.value_or(options.from_ms);
  options.to_ms = asked.to_ms.value_or(options.to_ms);
  const client_classifier classifier;
  options.classify = [&](const client_material& client) { return classifier.classify(client); };
  options.write = write_out;
  options.progress = [&talk](std::uint64_t lines) { talk.progress(lines); };
  if (ids)
    options.ids_of = [&](std::uint32_t first, std::uint32_t count) { return ids->ids_of(first, count); };
  const auto format = asked.format == "csv" ? click_lines::format::csv : click_lines::format::ndjson;
  click_export clicks(std::move(options), click_places(of->second.blocks),
                      click_lines(format, of->second.of->links, *registered.key), talk);

  if (ids) asio::co_spawn(io, ids->connection.run(), asio::detached);
  std::optional<result<click_export::counts>> done;
  asio::co_spawn(io, export_from(clicks, journals, ids.get(), talk),
                 [&](std::exception_ptr failed, result<click_export::counts> counts) {
                   if (ids) ids->connection.stop();
                   if (failed) std::rethrow_exception(failed);
                   done = std::move(counts);
                 });
  io.run();
  if (*done) tell_losses(**done, talk);
  talk.clear();
  return done->has_value();
}

}  // namespace

int run_export_command(const export_command_line& asked) {
  export_talk talk;
  try {
    return export_clicks(asked, talk) ? 0 : 1;
  } catch (const export_failure& failed) {
    talk.say(failed.what());
  } catch (const std::filesystem::filesystem_error& failed) {
    talk.say(failed.what());
  }
  return 1;
}

}  // namespace waypost
