#include "attribution/ledger/ledger_reader.hpp"

#include <algorithm>

#include "attribution/ledger/attributed.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

constexpr std::size_t most_cached_campaigns = 10000;

// Bounds the memory of one round trip: so many bitmaps are 512 KiB, so many arrays of times 16 MiB.
constexpr std::size_t most_chunks_per_call = 64;

using chunk_kind = listed_chunk::kind;

std::map<std::uint32_t, std::vector<const listed_chunk*>> clicked_by_chunk(const ledger_contents& ledger) {
  std::map<std::uint32_t, std::vector<const listed_chunk*>> chunks;
  for (const auto& listed : ledger.chunks)
    if (listed.what == chunk_kind::clicked) chunks[listed.chunk].push_back(&listed);
  for (auto& [number, bitmaps] : chunks)
    std::sort(bitmaps.begin(), bitmaps.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  return chunks;
}

// A bitmap that is new in the ledger changes this too.
std::string versions_of(const std::vector<const listed_chunk*>& bitmaps) {
  std::string versions;
  for (const auto* bitmap : bitmaps) versions += bitmap->key + '=' + bitmap->version + ' ';
  return versions;
}

void sum_up(const campaign_sums& sums, campaign_counters& into) {
  for (const auto& [chunk, clicked] : sums.clicks) {
    into.unique_clickers += clicked.sums.any;
    for (const auto& [link, n] : clicked.sums.by_link) {
      if (into.links.size() <= link) into.links.resize(link + std::size_t{1});
      into.links[link].unique_clickers += n;
    }
  }
  for (const auto& [chunk, counted] : sums.sent) into.sent += counted.sum;
  into.sent += sums.sent_counts.sum;
}

std::optional<std::int64_t> time_of(const redis::reply& r, std::int64_t created_s) {
  const fact_time at = time_at(r.text);
  return at == 0 ? std::nullopt : std::optional<std::int64_t>{created_s + at - 1};
}

}  // namespace

ledger_reader::ledger_reader(redis::connection& redis, log_sink& log)
    : redis_(redis), log_(log), cache_(most_cached_campaigns) {}

task<campaign_counters> ledger_reader::read(campaign_id campaign) {
  const std::string key = keys::ledger(campaign);
  redis::command all{"HGETALL", key};
  const auto answer = co_await redis_.call(key, std::move(all));
  if (!answer) co_return answer.error();
  auto ledger = read_ledger(campaign, *answer);
  if (!ledger) co_return ledger.error();
  auto sums = cache_.take(campaign);
  const auto clicks = co_await refresh_clicks(campaign, *ledger, sums);
  if (!clicks) co_return clicks.error();
  const auto sent = co_await refresh_sent(campaign, *ledger, sums);
  if (!sent) co_return sent.error();
  const auto counts = co_await refresh_counts(campaign, *ledger, sums);
  if (!counts) co_return counts.error();
  sum_up(sums, ledger->counts);
  cache_.keep(campaign, std::move(sums));
  co_return std::move(ledger->counts);
}

task<void> ledger_reader::refresh_clicks(campaign_id campaign, const ledger_contents& ledger,
                                         campaign_sums& sums) {
  const auto chunks = clicked_by_chunk(ledger);
  std::erase_if(sums.clicks, [&](const auto& kept) { return !chunks.contains(kept.first); });
  for (const auto& [number, bitmaps] : chunks) {
    auto versions = versions_of(bitmaps);
    if (sums.clicks[number].versions == versions) continue;
    std::vector<std::string> wanted;
    for (const auto* bitmap : bitmaps) wanted.push_back(bitmap->key);
    const auto read = co_await fetch(campaign, std::move(wanted));
    if (!read) co_return read.error();
    std::vector<clicked_bitmap> bits;
    for (std::size_t i = 0; i < bitmaps.size(); ++i) bits.push_back({bitmaps[i]->link, (*read)[i]});
    sums.clicks[number] = {std::move(versions), count_clickers(bits)};
  }
  co_return result<void>{};
}

task<void> ledger_reader::refresh_sent(campaign_id campaign, const ledger_contents& ledger,
                                       campaign_sums& sums) {
  std::map<std::uint32_t, const listed_chunk*> listed;
  std::vector<const listed_chunk*> moved;
  for (const auto& chunk : ledger.chunks) {
    if (chunk.what != chunk_kind::sent) continue;
    listed[chunk.chunk] = &chunk;
    if (sums.sent[chunk.chunk].version != chunk.version) moved.push_back(&chunk);
  }
  std::erase_if(sums.sent, [&](const auto& kept) { return !listed.contains(kept.first); });
  for (std::size_t i = 0; i < moved.size(); i += most_chunks_per_call) {
    const std::size_t end = std::min(moved.size(), i + most_chunks_per_call);
    std::vector<std::string> wanted;
    for (std::size_t j = i; j < end; ++j) wanted.push_back(moved[j]->key);
    const auto read = co_await fetch(campaign, std::move(wanted));
    if (!read) co_return read.error();
    for (std::size_t j = i; j < end; ++j)
      sums.sent[moved[j]->chunk] = {moved[j]->version, count_times((*read)[j - i])};
  }
  co_return result<void>{};
}

task<void> ledger_reader::refresh_counts(campaign_id campaign, const ledger_contents& ledger,
                                         campaign_sums& sums) {
  const auto listed = std::find_if(ledger.chunks.begin(), ledger.chunks.end(),
                                   [](const auto& chunk) { return chunk.what == chunk_kind::sent_counts; });
  if (listed == ledger.chunks.end()) {
    sums.sent_counts = {};
    co_return result<void>{};
  }
  if (sums.sent_counts.version == listed->version) co_return result<void>{};
  redis::command values{"HVALS", listed->key};
  const auto answer = co_await redis_.call(listed->key, std::move(values));
  if (!answer) co_return answer.error();
  if (answer->elements.empty()) report_missing(campaign, listed->key);
  campaign_sums::counted counted{listed->version, 0};
  for (const auto& value : answer->elements) {
    const auto n = fields::number<std::uint64_t>(value.text);
    if (!n) co_return errc::corrupt;
    counted.sum += *n;
  }
  sums.sent_counts = std::move(counted);
  co_return result<void>{};
}

task<std::vector<std::string>> ledger_reader::fetch(campaign_id campaign,
                                                    std::vector<std::string> chunk_keys) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < chunk_keys.size(); i += most_chunks_per_call) {
    std::vector<redis::command> gets;
    const std::size_t end = std::min(chunk_keys.size(), i + most_chunks_per_call);
    for (std::size_t j = i; j < end; ++j) gets.push_back({"GET", chunk_keys[j]});
    auto replies = co_await redis_.call_all(chunk_keys[i], std::move(gets));
    if (!replies) co_return replies.error();
    for (auto& reply : *replies) {
      if (reply.is_error()) co_return redis::error_of(reply.text);
      if (reply.is_nil()) report_missing(campaign, chunk_keys[values.size()]);
      values.push_back(std::move(reply.text));
    }
  }
  co_return values;
}

void ledger_reader::report_missing(campaign_id campaign, const std::string& key) {
  if (!missing_.insert(key).second) return;
  log_.alarm("campaign " + to_text(campaign) + ": Redis lost " + key + ", which its ledger lists");
}

task<recipient_facts> ledger_reader::read_recipient(campaign_id campaign, std::uint32_t position,
                                                    std::uint16_t links, std::int64_t created_s) {
  const std::uint32_t chunk = position / keys::recipients_per_chunk;
  const std::uint64_t index = position % keys::recipients_per_chunk;
  const std::uint64_t first = index * sizeof(fact_time);
  const std::uint64_t last = first + sizeof(fact_time) - 1;
  std::vector<redis::command> reads;
  reads.push_back(redis::command{"GETRANGE", keys::first_click(campaign, chunk)}.add(first).add(last));
  reads.push_back(redis::command{"GETRANGE", keys::sent(campaign, chunk)}.add(first).add(last));
  for (std::uint16_t link = 0; link < links; ++link)
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      reads.push_back(
          redis::command{"GETBIT", keys::clicked(campaign, link, static_cast<device>(kind), chunk)}.add(
              index));
  const std::string slot = keys::ledger(campaign);
  const auto replies = co_await redis_.call_all(slot, std::move(reads));
  if (!replies) co_return replies.error();
  for (const auto& reply : *replies)
    if (reply.is_error()) co_return redis::error_of(reply.text);
  recipient_facts facts;
  facts.first_click = time_of((*replies)[0], created_s);
  facts.sent = time_of((*replies)[1], created_s);
  facts.links.resize(links);
  for (std::size_t i = 2; i < replies->size(); ++i)
    facts.links[(i - 2) / device_kinds].clicked_on[(i - 2) % device_kinds] = (*replies)[i].integer == 1;
  co_return facts;
}

}  // namespace waypost
