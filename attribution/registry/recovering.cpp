#include <algorithm>
#include <unordered_set>

#include "attribution/registry/registry_impl.hpp"

namespace waypost {
namespace {

constexpr std::size_t offered_at_once = 200;
constexpr std::size_t bytes_at_once = std::size_t{4} << 20;  // beyond which no other follows

}  // namespace

// What is rebuilt beside the state that goes on answering.
struct registry::impl::recovery {
  std::uint64_t generation = 0;  // of the connection
  std::uint64_t common = 0;
  folded_log fresh;
  std::vector<folded_entry> since;                                     // folded after the common ones
  std::vector<std::pair<entry, std::vector<offer_outcome>>> outcomes;  // of `since`, for who waits for them
  std::vector<folded_entry> lost;
  std::size_t next_lost = 0;
  std::unordered_set<nonce> offered;
  std::size_t dead = 0;  // changes that were taken once and are void now
};

boost::asio::awaitable<void> registry::impl::judge_difference() {
  common_search search(log_.size());
  while (const auto probe = search.next()) {
    const auto theirs = co_await nonce_there(*probe);
    if (!theirs) co_return;
    search.answer(*theirs == log_.at(*probe));
  }
  const auto length = co_await stream_.length();
  if (!length) co_return;
  if (search.common() == 0 && *length != 0) {
    stand(standing::foreign);
  } else if (search.common() == 0 && !options_.refill_empty) {
    stand(standing::emptied);
  } else {
    const bool recovered = co_await recover(search.common());
    if (recovered) stand(standing::following);
    if (recovered) co_return;
  }
  comparing_.call_in_all();
}

boost::asio::awaitable<bool> registry::impl::recover(std::uint64_t common) {
  stand(standing::recovering, "Redis lost the entries after " + std::to_string(common));
  const bool idle = co_await keeper_.wait_idle();
  if (!idle) co_return false;
  auto refolded = co_await keeper_.refold(common);
  if (!refolded) {
    log_sink_.alarm("the registry's local log cannot be read: " + refolded.error().message());
    co_return false;
  }
  recovery r;
  r.generation = redis_.generation();
  r.common = common;
  r.fresh = std::move(refolded->common);
  r.lost = std::move(refolded->after);
  while (true) {
    const bool read = co_await read_into(r);
    if (!read) co_return false;
    const auto settled = [&](const folded_entry& e) {
      return r.fresh.state().folded.contains(e.of.id) || e.taken.find('1') == std::string::npos;
    };
    while (r.next_lost < r.lost.size() && settled(r.lost[r.next_lost])) ++r.next_lost;
    if (r.next_lost == r.lost.size()) break;
    const bool offered = co_await offer_again(r);
    if (!offered) co_return false;
  }
  co_return co_await take_over(r);
}

// Folds the stream up to its top into the fresh log. False where it does not go on from there.
boost::asio::awaitable<bool> registry::impl::read_into(recovery& r) {
  touched ignored;
  while (true) {
    if (stopping_ || !redis_.connected() || redis_.generation() != r.generation) co_return false;
    const auto page = co_await stream_.read(r.fresh.size());
    if (!page && (page.error() == errc::unknown_version || page.error() == errc::corrupt))
      stand(standing::halted, page.error().message());
    if (!page || page->length < r.fresh.size()) co_return false;
    for (const auto& e : page->entries) {
      if (!r.fresh.continued_by(e)) co_return false;
      auto outcomes = r.fresh.take(e, ignored);
      if (!outcomes) {
        stand(standing::halted, "entry " + std::to_string(e.number) + ": " + outcomes.error().message());
        co_return false;
      }
      auto marks = marks_of(*outcomes);
      if (!e.again.empty())
        for (std::size_t i = 0; i < marks.size() && i < e.again.size(); ++i)
          r.dead += e.again[i] == '1' && marks[i] == '0';
      r.since.push_back({e, std::move(marks)});
      r.outcomes.emplace_back(e, std::move(*outcomes));
    }
    if (page->last) co_return true;
  }
}

// Offers lost entries again, each under its own nonce, as many as go at once. Another server may do the same:
// where it was quicker we are refused, and find them when we read on.
boost::asio::awaitable<bool> registry::impl::offer_again(recovery& r) {
  std::vector<entry> entries;
  auto number = r.fresh.size();
  auto previous = r.fresh.last();
  std::size_t bytes = 0;
  for (auto i = r.next_lost; i < r.lost.size() && entries.size() < offered_at_once && bytes < bytes_at_once;
       ++i) {
    const auto& lost = r.lost[i];
    if (lost.taken.find('1') == std::string::npos || r.fresh.state().folded.contains(lost.of.id)) continue;
    bytes += lost.of.changes.size();
    entries.push_back({++number, lost.of.id, previous, lost.of.changes, lost.taken});
    previous = lost.of.id;
  }
  const auto tops = co_await stream_.append(entries);
  co_return tops.has_value();
}

// From here on the fresh log is the log: on disk first, then in memory and in the directory in one step each.
boost::asio::awaitable<bool> registry::impl::take_over(recovery& r) {
  const auto replaced = co_await keeper_.replace_after(r.common, r.since);
  if (!replaced) {
    log_sink_.alarm("the registry's local log cannot be written: " + replaced.error().message());
    co_return false;
  }
  log_ = std::move(r.fresh);
  feed_.replace(log_.state());
  for (const auto& [e, outcomes] : r.outcomes) offers_.folded(e, outcomes);
  offers_.kept(keeper_.kept());
  log_sink_.alarm("the registry has recovered: " + std::to_string(r.lost.size()) + " entries were lost, " +
                  std::to_string(r.dead) + " of their changes are void now");
  co_return true;
}

}  // namespace waypost
