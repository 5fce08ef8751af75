#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <waypost/report.hpp>

#include "tests/live/model/campaign_model.hpp"
#include "tests/live/model/dice.hpp"
#include "tests/live/model/drawn_campaign.hpp"

namespace waypost::test {

// Something that happened in a campaign, at whatever time.
using happening = std::variant<tap, campaign_report, delivery_callback>;

std::int64_t time_of(const happening& h) noexcept;  // seconds since 1970

// Draws what happens in one campaign, in any order of time: clicks by people on their own device and on
// others', by previews and bots; reports of every kind, late, early, repeated, under an id and without one,
// at the edges of windows, and of recipients that do not exist; callbacks about messages before their send,
// after it, and about such as were never sent.
class happenings {
 public:
  happenings(const drawn_campaign& of, dice& by) : of_(of), by_(by) {}

  // About recipients of the first `registered` uploads, or about nobody.
  happening draw(std::size_t registered);

 private:
  std::uint32_t draw_recipient(std::size_t registered);
  std::int64_t planned_send(std::uint32_t recipient) const;
  std::int64_t registered_at(std::uint32_t recipient) const;
  std::int64_t any_time();

  tap draw_tap(std::uint32_t recipient);
  campaign_report draw_report(std::uint32_t recipient, bool unknown);
  campaign_report about_nobody(campaign_report r);
  delivery_callback draw_callback(std::uint32_t recipient);
  campaign_report draw_plain_count();
  void draw_failure(campaign_report& r);
  void draw_conversion(campaign_report& r, std::uint32_t recipient);
  void draw_id(campaign_report& r, const std::string& whose);
  std::string message_to(std::uint32_t recipient) const;
  static std::string name_of_nobody(const campaign_report& r);

  const drawn_campaign& of_;
  dice& by_;
  std::uint64_t ids_ = 0;
  std::set<std::tuple<report_type, std::string, std::string>> used_ids_;  // by whose they are
  std::vector<happening> reported_;
};

}  // namespace waypost::test
