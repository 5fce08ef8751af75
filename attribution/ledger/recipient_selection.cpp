#include "attribution/ledger/recipient_selection.hpp"

#include <utility>

#include <waypost/block.hpp>
#include <waypost/click.hpp>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_sums.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/failure_sums.hpp"
#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

result<recipient_bits> reported_in(const redis::reply& array) {
  const auto times = times_of(array.text);
  if (!times) return times.error();
  return present_in(*times);
}

result<recipient_bits> failed_in(const redis::reply& array) {
  const auto failures = failures_of(array.text);
  if (!failures) return failures.error();
  return present_in(*failures);
}

// Keeps those of whom it is said that `holds` is as it is wanted.
result<void> narrow(recipient_bits& selected, std::optional<bool> wanted,
                    const result<recipient_bits>& holds) {
  if (!holds) return holds.error();
  auto bits = *holds;
  bits.resize(selected.size());
  if (!*wanted) bits.flip();
  selected &= bits;
  return {};
}

}  // namespace

result<recipient_selection> recipient_selection::of(const campaign& of, const recipient_filter& wanted,
                                                    std::uint32_t chunk) {
  if (wanted.link && *wanted.link >= of.links.size()) return errc::invalid;
  if (wanted.goal && *wanted.goal >= of.conversions.size()) return errc::invalid;
  return recipient_selection(of, wanted, chunk);
}

recipient_selection::recipient_selection(const campaign& of, const recipient_filter& wanted,
                                         std::uint32_t chunk)
    : terms_(of), wanted_(wanted), chunk_(chunk) {
  if (terms_.registered_in(chunk) == 0) return;
  if (wanted.clicked && wanted.link) {
    bitmaps_ = commands_.size();
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      ask({"GET", keys::clicked(of.id, *wanted.link, static_cast<device>(kind), chunk)});
  } else if (wanted.clicked) {
    first_click_ = ask({"GET", keys::first_click(of.id, chunk)});
  }
  if (wanted.sent || wanted.converted) sent_ = ask({"GET", keys::sent(of.id, chunk)});
  if (wanted.delivered) delivered_ = ask({"GET", keys::delivered(of.id, chunk)});
  if (wanted.failed) failed_ = ask({"GET", keys::failed(of.id, chunk)});
  if (wanted.converted) conversions_ = ask(redis::first_page_of(keys::conversions(of.id, chunk)));
}

std::size_t recipient_selection::ask(redis::command command) {
  commands_.push_back(std::move(command));
  return commands_.size() - 1;
}

std::optional<std::size_t> recipient_selection::first_page() const noexcept {
  return conversions_ == not_asked ? std::nullopt : std::optional(conversions_);
}

result<std::vector<std::uint32_t>> recipient_selection::positions(const replies& from,
                                                                  conversion_facts conversions) const {
  if (from.size() != commands_.size()) return errc::redis_protocol;
  for (const auto& reply : from)
    if (reply.is_error()) return redis::error_of(reply.text);
  auto selected = first_recipients(terms_.registered_in(chunk_));
  result<void> narrowed;
  if (!selected.empty()) {
    if (wanted_.clicked) narrowed = narrow(selected, wanted_.clicked, clicked(from));
    if (narrowed && wanted_.sent) narrowed = narrow(selected, wanted_.sent, reported_in(from[sent_]));
    if (narrowed && wanted_.delivered)
      narrowed = narrow(selected, wanted_.delivered, reported_in(from[delivered_]));
    if (narrowed && wanted_.failed) narrowed = narrow(selected, wanted_.failed, failed_in(from[failed_]));
    if (narrowed && wanted_.converted)
      narrowed = narrow(selected, wanted_.converted, converted(from, std::move(conversions)));
  }
  if (!narrowed) return narrowed.error();
  std::vector<std::uint32_t> found;
  found.reserve(selected.count());
  for (auto i = selected.find_first(); i != selected.npos; i = selected.find_next(i))
    found.push_back(chunk_ * recipients_per_chunk + static_cast<std::uint32_t>(i));
  return found;
}

result<recipient_bits> recipient_selection::clicked(const replies& from) const {
  if (!wanted_.link) return reported_in(from[first_click_]);
  recipient_bits any;
  for (std::size_t kind = 0; kind < device_kinds; ++kind) {
    auto bits = bits_of(from[bitmaps_ + kind].text);
    if (!bits) return bits.error();
    add_all(any, std::move(*bits));
  }
  return any;
}

result<recipient_bits> recipient_selection::converted(const replies& from,
                                                      conversion_facts conversions) const {
  const auto sent = times_of(from[sent_].text);
  if (!sent) return sent.error();
  note_sent(conversions, *sent);
  recipient_bits any;
  for (std::size_t i = 0; i < terms_.goals.size(); ++i) {
    const auto& goal = terms_.goals[i];
    if (!wanted_.goal || *wanted_.goal == i)
      add_all(any, converted_to(goal.event, goal.window_s, conversions, chunk_, terms_));
  }
  return any;
}

}  // namespace waypost
