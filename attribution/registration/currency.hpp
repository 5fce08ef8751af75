#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Money as ISO 4217 counts it: whole minor units of a currency. No floating point.
namespace waypost {

// How many decimals an amount in this currency has: 2 for INR, 0 for JPY. Nothing where `code` is no currency
// of ISO 4217, or none that money is counted in (XAU, XXX).
std::optional<unsigned> decimals_of_currency(std::string_view code) noexcept;

inline constexpr std::int64_t most_minor_units = 1'000'000'000'000;

// Reads an amount of a currency with so many decimals, "49.90" or "49", into `minor_units`. Why it cannot be
// read; empty where it was.
std::string fault_of_amount(std::string_view amount, unsigned decimals, std::int64_t& minor_units);

}  // namespace waypost
