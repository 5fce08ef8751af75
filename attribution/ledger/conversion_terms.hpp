#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/ledger/attributed.hpp"

namespace waypost {

// What of a campaign decides which conversions count and how far a recipient came: its goals, its funnel and
// when its recipients were registered. A value.
struct conversion_terms {
  // Index into `events`.
  using event_index = std::uint16_t;

  struct goal {
    event_index event = 0;
    std::int64_t window_s = 0;

    friend bool operator==(const goal&, const goal&) = default;
  };
  struct step {
    enum class kind : std::uint8_t { sent, delivered, clicked, event };

    kind what = kind::event;
    event_index event = 0;                 // of an event
    std::optional<std::int64_t> window_s;  // of an event that is a goal

    friend bool operator==(const step&, const step&) = default;
  };

  conversion_terms() = default;
  explicit conversion_terms(const campaign& of);

  // Nothing for an event that is neither goal nor step.
  std::optional<event_index> event(std::string_view name) const;

  fact_time registered_at(std::uint32_t position) const;

  // How many of a chunk's positions are registered.
  std::uint32_t registered_in(std::uint32_t chunk) const noexcept;

  std::size_t bytes() const noexcept;
  friend bool operator==(const conversion_terms&, const conversion_terms&) = default;

  std::int64_t created_s = 0;
  std::uint32_t recipients = 0;
  std::vector<registration> registrations;  // by first_position
  std::vector<std::string> events;          // no two the same
  std::vector<goal> goals;
  std::vector<step> steps;

 private:
  event_index add_event(const std::string& name);
};

}  // namespace waypost
