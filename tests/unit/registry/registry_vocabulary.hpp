#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "attribution/registry/change_json.hpp"
#include "attribution/registry/fold.hpp"
#include "attribution/registry/folded_log.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost::test {

inline const account_id shop{7};
inline const campaign_id spring{1};
inline const campaign_id autumn{2};

// First numbers of runs that do not meet.
inline constexpr std::uint64_t run_a = 1 << 20;
inline constexpr std::uint64_t run_b = 2 << 20;
inline constexpr std::uint64_t run_c = 3 << 20;

// A log and who folds it: what a server knows, without Redis and without a disk.
class folder {
 public:
  folder() { said(change::create_account{shop, "shop", 0}); }
  explicit folder(std::uint64_t most_numbers) { said(change::create_account{shop, "shop", most_numbers}); }

  // Folds an entry of one change; its outcome.
  offer_outcome said(change::any what, std::string_view again = {}) {
    ++entries_;
    last_touched = {};
    return fold(state, nonce{entries_ * 1000 + 1}, std::span(&what, 1), again, last_touched).front();
  }
  offer_outcome again(change::any what) { return said(std::move(what), "1"); }

  const campaign& of(campaign_id id) const { return *state.campaigns.at(id).of; }
  const std::vector<block>& blocks(campaign_id id) const { return state.campaigns.at(id).blocks; }

  // Where a number leads: the campaign's link and recipient, "1:0:17"; empty where it leads nowhere.
  std::string place_of(code_number number) const {
    for (const auto& [id, c] : state.campaigns)
      for (const auto& b : c.blocks)
        if (b.length == number.length && number.number >= b.first_number &&
            number.number - b.first_number < b.numbers()) {
          const auto offset = number.number - b.first_number;
          return std::to_string(static_cast<std::uint64_t>(id)) + ':' +
                 std::to_string(b.first_link + offset % b.links) + ':' +
                 std::to_string(b.first_recipient + offset / b.links);
        }
    return {};
  }

  registry_state state;
  touched last_touched;

 private:
  std::uint64_t entries_ = 0;
};

inline change::create_campaign campaign_of(campaign_id id,
                                           std::initializer_list<const char*> labels = {"a"}) {
  change::create_campaign c;
  c.made.id = id;
  c.made.account = shop;
  c.made.name = "a campaign";
  c.made.time_zone = "Europe/Berlin";
  c.made.created_s = 1'700'000'000;
  for (const auto* label : labels)
    c.made.links.push_back({label, std::string("https://x.example/") + label, false});
  return c;
}

inline block run_at(std::uint64_t first, std::uint32_t recipients, std::uint16_t links,
                    std::uint8_t length = 9) {
  block b;
  b.first_number = first;
  b.recipients = recipients;
  b.links = links;
  b.length = length;
  return b;
}

inline change::add_recipients recipients_of(campaign_id id, std::uint64_t built_on, block run) {
  run.campaign = id;
  return {id, built_on, run.recipients, run, {}};
}

inline change::create_campaign singles_of(campaign_id id, std::uint64_t first,
                                          std::uint16_t places = most_singles) {
  auto c = campaign_of(id, {});
  c.made.singles = true;
  c.run = run_at(first, 1, places);
  c.run->shared = true;
  c.run->campaign = id;
  return c;
}

inline change::add_single single_of(campaign_id id, std::uint16_t index, const std::string& url,
                                    const std::string& alias = {}) {
  return {id, index, {"", url, false}, alias, 0};
}

inline bool is_void_for(const offer_outcome& o, errc why) {
  return !o.taken && o.why == why && !o.reason.empty();
}

}  // namespace waypost::test
