#include "attribution/ledger/ledger_reader.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "attribution/ledger/conversion_reading.hpp"
#include "attribution/ledger/error_names.hpp"
#include "attribution/ledger/facts_reading.hpp"
#include "attribution/ledger/recipient_reading.hpp"
#include "attribution/ledger/recipient_selection.hpp"
#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

void add(const quarter_counts& some, quarter_counts& to) {
  for (const auto& [quarter, n] : some) to[quarter] += n;
}

// Fills in what comes from facts beside the ledger's own counts.
void add_facts(const campaign_counters& facts, campaign_counters& to) {
  to.links.resize(std::max(to.links.size(), facts.links.size()));
  for (std::size_t i = 0; i < facts.links.size(); ++i)
    to.links[i].unique_clickers = facts.links[i].unique_clickers;
  to.unique_clickers = facts.unique_clickers;
  to.clickers_by_links = facts.clickers_by_links;
  to.forwarded_devices = facts.forwarded_devices;
  to.first_clicks = facts.first_clicks;
  add(facts.sent, to.sent);
  add(facts.delivered, to.delivered);
  to.failed = facts.failed;
  to.errors = facts.errors;
  to.unknown_recipients += facts.unknown_recipients;
  to.conversions = facts.conversions;
  to.funnel = facts.funnel;
}

}  // namespace

ledger_reader::ledger_reader(redis::connection& redis, log_sink& log, std::size_t most_cached_bytes)
    : redis_(redis), alarms_(log), cache_(most_cached_bytes) {}

task<campaign_counters> ledger_reader::read(const campaign& of) {
  const auto turn = co_await turns_.take(of.id);
  const std::string key = keys::ledger(of.id);
  redis::command all{"HGETALL", key};
  const auto answer = co_await redis_.call(key, std::move(all));
  if (!answer) co_return answer.error();
  auto ledger = read_ledger(*answer);
  if (!ledger) {
    alarms_.corrupt(of.id, key);
    co_return ledger.error();
  }
  auto sums = cache_.take(of.id);
  const auto refreshed = co_await refresh(of, *ledger, *sums);
  if (!refreshed) {
    cache_.keep(of.id, std::move(sums));
    co_return refreshed.error();
  }
  auto& counters = ledger->counts;
  add_facts(sums->together->counters, counters);
  cache_.keep(of.id, std::move(sums));
  co_return std::move(counters);
}

task<void> ledger_reader::refresh(const campaign& of, const ledger_contents& ledger, campaign_sums& sums) {
  conversion_terms terms(of);
  if (sums.together && sums.together->versions == ledger.versions && sums.terms == terms)
    co_return result<void>{};
  const auto listed = facts_listed_in(ledger);
  if (!listed) {
    alarms_.corrupt(of.id, keys::ledger(of.id));
    co_return listed.error();
  }
  const bool sent_reported = std::any_of(listed->chunks.begin(), listed->chunks.end(),
                                         [](const auto& chunk) { return chunk.second.sent.has_value(); });
  sums.set_terms(std::move(terms), sent_reported);
  const auto reading = std::make_unique<facts_reading>(redis_, alarms_, of.id, sums, cache_.most_bytes());
  const auto done = co_await reading->read(*listed, ledger.versions);
  co_return done;
}

task<recipient_facts> ledger_reader::read_recipient(const campaign& of, std::uint32_t position) {
  const std::string slot = keys::ledger(of.id);
  const auto generation = redis_.generation();
  const auto replies = co_await redis_.call_all(slot, recipient_commands(of, position));
  if (!replies) co_return replies.error();
  auto answer = read_recipient_replies(of, *replies);
  if (!answer) co_return answer.error();
  recipient_conversions conversions(of, position);
  const auto take = [&conversions](std::string_view field, std::string_view value) {
    return conversions.take(field, value);
  };
  const auto read =
      co_await redis::read_pages(redis_, keys::conversions(of.id, position / recipients_per_chunk),
                                 (*replies)[first_page_of_conversions], generation, take);
  if (!read) co_return read.error();
  std::move(conversions).tell(answer->facts);
  if (answer->error) {
    auto code = co_await code_of(of.id, *answer->error);
    if (!code) co_return code.error();
    answer->facts.error = std::move(*code);
  }
  co_return std::move(answer->facts);
}

task<std::string> ledger_reader::code_of(campaign_id campaign, error_number error) {
  const auto key = keys::errors(campaign);
  const auto field = fields::error(error);
  redis::command get{"HGET", key, field};
  const auto code = co_await redis_.call(key, std::move(get));
  if (!code) co_return code.error();
  error_names names;
  if (!code->text.empty()) {
    const auto taken = names.take(field, code->text);
    if (!taken) co_return taken.error();
  }
  co_return names.name_of(error).code;
}

task<std::vector<std::uint32_t>> ledger_reader::select(const campaign& of, const recipient_filter& wanted,
                                                       std::uint32_t chunk) {
  const auto selection = recipient_selection::of(of, wanted, chunk);
  if (!selection) co_return selection.error();
  // So that many at once take the memory of one.
  const auto turn = co_await turns_.take(of.id);
  const std::string slot = keys::ledger(of.id);
  const auto generation = redis_.generation();
  const auto replies = co_await redis_.call_all(slot, selection->commands());
  if (!replies) co_return replies.error();
  conversion_facts conversions;
  if (const auto page = selection->first_page()) {
    const auto key = keys::conversions(of.id, chunk);
    auto read = co_await read_conversions(redis_, key, replies->at(*page), generation, selection->terms());
    if (!read && read.error() == errc::too_many) alarms_.too_large(of.id, key);
    if (!read) co_return read.error();
    conversions = std::move(*read);
  }
  co_return selection->positions(*replies, std::move(conversions));
}

}  // namespace waypost
