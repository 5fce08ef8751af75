#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <waypost/journal.hpp>

#include "attribution/ledger/attributed.hpp"

namespace waypost {

// What merges however often it is written.
struct step_facts {
  struct clicked_chunk {
    std::uint16_t link = 0;
    device on = device::other;
    std::uint32_t chunk = 0;

    friend auto operator<=>(const clicked_chunk&, const clicked_chunk&) = default;
  };
  // Earliest time by index within the chunk.
  using times = std::map<std::uint32_t, fact_time>;

  std::map<clicked_chunk, std::vector<std::uint32_t>> clicked;  // indexes within the chunk
  std::map<std::uint32_t, times> first_click;                   // by chunk
  std::map<std::uint32_t, times> sent;                          // by chunk
  std::map<std::string, std::uint64_t> sent_counts;             // by field
};

// What adds.
struct step_counts {
  using by_name = std::map<std::string_view, std::uint64_t>;

  std::map<std::pair<std::uint16_t, quarter_hour>, std::uint64_t> clicks;
  by_name previews;
  by_name bots;
  by_name systems;
  by_name browsers;
  by_name devices;
  std::map<country_code, std::uint64_t> countries;
  std::uint64_t fallbacks = 0;
  std::uint64_t unknown_recipients = 0;
};

// One step's events added up: pure, knows no Redis. Meanings of the numbers are docs/ledger.md's.
class step_sum {
 public:
  // The script writes all of a step in one HSET, and Lua's stack bounds its arguments.
  static constexpr std::size_t most_fields = 3000;

  explicit step_sum(journal_name journal) : journal_(journal) {}

  // False, and nothing changed, where the step has no room left. A report's recipient must be resolved.
  bool add(const attributed& event);

  const step_facts& facts() const noexcept { return facts_; }
  const step_counts& counts() const noexcept { return counts_; }

  // How many fields of the ledger the step would write at most.
  std::size_t fields() const noexcept;

 private:
  void add(const attributed_click& click);
  void add(const attributed_sent& report, std::uint64_t offset);

  journal_name journal_;
  step_facts facts_;
  step_counts counts_;
};

}  // namespace waypost
