#include "attribution/export/click_export.hpp"

#include <algorithm>
#include <utility>

#include "attribution/journal/recorded_journal_reader.hpp"

namespace waypost {
namespace {

constexpr std::size_t events_per_read = 16384;
constexpr std::size_t piece_bytes = std::size_t{256} << 10;

// Ids are fetched for so many lines at once: the more, the more of them lie near each other.
constexpr std::size_t lines_named_at_once = std::size_t{1} << 18;
constexpr std::uint32_t longest_run = 16384;  // positions
constexpr std::uint32_t widest_gap = 1024;    // that costs less than another call to Redis

// Some megabytes of user agents.
constexpr std::size_t most_agents = 8192;

}  // namespace

click_export::click_export(options o, click_places places, click_lines lines, log_sink& log)
    : options_(std::move(o)), places_(std::move(places)), lines_(std::move(lines)), log_(log) {}

task<click_export::counts> click_export::run(std::span<const recorded_journal> journals) {
  lines_.append_head(text_);
  for (const auto& journal : journals) {
    const auto done = co_await read(journal);
    if (!done) co_return done.error();
  }
  const auto last = co_await give();
  if (!last) co_return last.error();
  const auto written = write(0);
  if (!written) co_return written.error();
  co_return counts_;
}

task<void> click_export::read(const recorded_journal& of) {
  auto reader = recorded_journal_reader::open(of, options_.from_ms, log_);
  if (!reader) co_return reader.error();
  const std::size_t enough = options_.ids_of ? lines_named_at_once : 1;
  const recorded_journal_reader::sink to = [this](const event& e) { take(e); };
  for (std::size_t given = 1; given > 0;) {
    const auto more = reader->read(events_per_read, to);
    if (!more) co_return more.error();
    given = *more;
    if (waiting_.size() < enough && agents_.size() < most_agents) continue;
    const auto done = co_await give();
    if (!done) co_return done.error();
  }
  counts_.missing += reader->missing();
  counts_.lost_user_agents += reader->lost_user_agents();
  co_return result<void>{};
}

void click_export::take(const event& e) {
  const auto* c = std::get_if<click>(&e.what);
  if (c == nullptr || c->time_ms < options_.from_ms || c->time_ms >= options_.to_ms) return;
  const auto place = places_.find(c->code);
  if (!place) return;
  const auto& agent = known(c->client);
  waiting_line w{{}, &agent.text};
  w.line.time_ms = c->time_ms;
  w.line.link = place->link;
  w.line.position = place->recipient;
  w.line.code = c->code;
  w.line.answered = c->answered;
  // What came beside the user agent may say more than it.
  w.line.client = c->client.head || c->client.prefetch ? options_.classify(c->client) : agent.as;
  w.line.from = c->client.from;
  waiting_.push_back(w);
}

const click_export::known_agent& click_export::known(const client_material& client) {
  if (const auto found = agents_.find(client.user_agent); found != agents_.end()) return found->second;
  // What waits points into it.
  if (waiting_.empty() && agents_.size() >= most_agents) agents_.clear();
  auto plain = client;
  plain.head = plain.prefetch = false;
  known_agent made{options_.classify(plain), lines_.text_of(client.user_agent)};
  return agents_.emplace(client.user_agent, std::move(made)).first->second;
}

task<void> click_export::give() {
  if (options_.ids_of) {
    const auto named = co_await name();
    if (!named) {
      log_.alarm("the recipients' ids cannot be read from Redis: " + named.error().message());
      co_return named.error();
    }
  }
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    auto& line = waiting_[i].line;
    if (options_.ids_of) line.recipient = names_[i];
    line.user_agent = *waiting_[i].user_agent;
    lines_.append(text_, line);
    const auto written = write(piece_bytes);
    if (!written) co_return written.error();
  }
  counts_.lines += waiting_.size();
  waiting_.clear();
  if (options_.progress) options_.progress(counts_.lines);
  co_return result<void>{};
}

task<void> click_export::name() {
  names_.assign(waiting_.size(), {});
  std::vector<std::pair<std::uint32_t, std::size_t>> wanted;  // position, index in waiting_
  for (std::size_t i = 0; i < waiting_.size(); ++i)
    if (const auto position = waiting_[i].line.position) wanted.emplace_back(*position, i);
  std::sort(wanted.begin(), wanted.end());
  for (std::size_t at = 0; at < wanted.size();) {
    const auto from = wanted[at].first;
    auto end = at + 1;
    while (end < wanted.size() && wanted[end].first - from < longest_run &&
           wanted[end].first - wanted[end - 1].first <= widest_gap)
      ++end;
    auto ids = co_await options_.ids_of(from, wanted[end - 1].first - from + 1);
    if (!ids) co_return ids.error();
    for (; at < end; ++at) names_[wanted[at].second] = ids->at(wanted[at].first - from);
  }
  co_return result<void>{};
}

result<void> click_export::write(std::size_t least) {
  if (text_.size() < least || text_.empty()) return {};
  const auto done = options_.write(text_);
  if (!done) log_.alarm("the lines cannot be written: " + done.error().message());
  text_.clear();
  return done;
}

}  // namespace waypost
