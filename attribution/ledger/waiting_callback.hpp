#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <waypost/report.hpp>

#include "attribution/journal/checksum.hpp"
#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

// A callback whose message is not known yet, as it waits in Redis: of those about one message, the earliest
// that says "delivered" and the earliest that says "failed". A value.
struct waiting_callback {
  campaign_report said;         // without its message's id
  std::int64_t received_s = 0;  // since 1970; of several, when the first came

  // Merges with another about the same. However often and in whatever order: it merges as a recipient's
  // deliveries and failures do, and as scripts::merge_waiting does in Redis.
  void merge(const waiting_callback& other) {
    received_s = std::min(received_s, other.received_s);
    if (other.rank() < rank()) said = other.said;
  }

  // <at>:<error's number>:<received>:<report as JSON>
  std::string text() const {
    const auto [at_s, error] = rank();
    return std::to_string(at_s) + ':' + std::to_string(error) + ':' + std::to_string(received_s) + ':' +
           to_report_text(said);
  }

 private:
  std::pair<std::int64_t, error_number> rank() const {
    const bool failed = said.type == report_type::failed;
    return {said.at_s, failed ? error_number_of(said.error) : error_number{0}};
  }
};

// Nothing where `text` is not what text() made.
inline std::optional<waiting_callback> parse_waiting_callback(std::string_view text) {
  std::string_view numbers = text;
  for (int part = 0; part < 3; ++part) {
    const auto colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    if (part == 2) numbers = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  const auto received = fields::number<std::int64_t>(numbers);
  auto said = parse_report(text);
  if (!received || !said) return std::nullopt;
  return waiting_callback{std::move(*said), *received};
}

// Which of an account's hashes of what waits has the callbacks about this message.
inline std::uint32_t hash_of_waiting(std::string_view message_id) noexcept {
  return static_cast<std::uint32_t>(checksum(message_id) % redis::keys::hashes_of_waiting);
}

}  // namespace waypost
