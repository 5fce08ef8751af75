#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include <waypost/callback.hpp>

#include "attribution/redis/keys.hpp"
#include "tests/live/ledger/ledger_house.hpp"

namespace waypost::test {

// A house whose drains report again into a journal of their own. Campaign 0 is the account's, campaign 1
// another one's.
struct callback_house : ledger_house {
  static constexpr account_id other_account{8};

  std::shared_ptr<memory_log> reports = new_journal(1, 0);
  std::shared_ptr<memory_log> own = new_journal(1, 9);
  std::atomic<std::int64_t> ahead_ms = 0;

  callback_house() {
    register_campaign(0);
    auto of = sample_campaign(1);
    of.account = other_account;
    auto view = std::make_shared<campaign_view>();
    view->of = std::make_shared<campaign>(std::move(of));
    campaigns.put(view);
    again = [this](const report& r) {
      own->append({0, r});
      return true;
    };
    now = [this] { return system_time_ms() + ahead_ms; };
  }

  void sent(std::uint32_t recipient, std::size_t campaign = 0) {
    const campaign_report said{.at_s = created_s + 1, .position = recipient, .message_id = id_of(recipient)};
    reports->append({0, report{now(), campaign_at(campaign), to_report_text(said)}});
  }
  void called_back(std::uint32_t recipient, report_type type = report_type::delivered,
                   account_id whose = account) {
    campaign_report said{.type = type, .at_s = created_s + 10 + recipient, .message_id = id_of(recipient)};
    if (type == report_type::failed) said.error = "910";
    std::string text;
    callback::append_text(said, text);
    reports->append({0, report{now(), campaign_id{static_cast<std::uint64_t>(whose)}, text}});
  }
  static std::string id_of(std::uint32_t recipient) { return "m" + std::to_string(recipient); }

  std::int64_t waiting(account_id whose = account) {
    std::int64_t sum = 0;
    for (std::uint32_t hash = 0; hash < redis::keys::hashes_of_waiting; ++hash)
      sum += client().call({"HLEN", redis::keys::waiting(whose, hash)}).integer;
    return sum;
  }
  std::string unknown_messages() {
    return client().call({"GET", redis::keys::unknown_messages(account)}).text;
  }
  std::uint64_t delivered(std::size_t campaign = 0) { return total(counters(campaign).delivered); }
};

}  // namespace waypost::test
