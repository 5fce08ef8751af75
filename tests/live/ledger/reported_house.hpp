#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <waypost/clock.hpp>
#include <waypost/report.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "tests/live/ledger/ledger_house.hpp"

namespace waypost::test {

inline constexpr std::chrono::seconds long_enough{60};
inline constexpr std::int64_t at = ledger_house::created_s + 60;

// Received so long ago that nothing is waited for.
inline constexpr std::int64_t long_ago = 0;

inline void report_to(memory_log& journal, const campaign_report& what,
                      std::int64_t received_ms = system_time_ms()) {
  const std::string text = to_report_text(what);
  journal.append({0, report{received_ms, ledger_house::campaign_at(0), text}});
}

// An upload of the first campaign, whose chunks are in Redis.
inline std::shared_ptr<const recipient_uploads> uploaded(ledger_house& house,
                                                         std::vector<std::string_view> ids) {
  recipient_store store(house.client().connection);
  const auto rows = house.client().ask([&] { return store.stage(ledger_house::campaign_at(0), ids); });
  auto uploads = std::make_shared<recipient_uploads>();
  const auto count = static_cast<std::uint32_t>(ids.size());
  uploads->uploads.push_back({rows.upload, 0, count, rows.position_chunks, rows.hash_chunks});
  uploads->indexes.push_back({rows.upload, rows.hash_chunks, {rows.upload}});
  return uploads;
}

// A house whose first campaign has the recipients "u0" to "u2" at positions 0 to 2.
struct reported_house {
  ledger_house house;
  std::shared_ptr<memory_log> journal;

  explicit reported_house(redis_process_options options = {}) : house(std::move(options)) {
    house.register_campaign(0, uploaded(house, {"u0", "u1", "u2"}));
    journal = house.new_journal(1, 0);
  }

  void drain_all() {
    auto drain = house.new_drain();
    BOOST_TEST(drain->stop(long_enough));
  }
};

}  // namespace waypost::test
