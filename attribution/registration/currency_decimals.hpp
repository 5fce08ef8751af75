#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace waypost {

// A currency whose minor unit is not a hundredth.
struct currency_decimals {
  std::string_view code;
  std::int8_t decimals = 0;  // no_minor_unit: nobody counts money in it
};

inline constexpr std::int8_t usual_decimals = 2;
inline constexpr std::int8_t no_minor_unit = -1;

// Column "Mnr Unt" (CcyMnrUnts) of ISO 4217, List One, as its maintenance agency SIX publishes it, where it
// is not 2. "N.A." are metals, units of account, and what stands for tests and for no currency.
inline constexpr std::array<currency_decimals, 39> unusual_decimals{{
    {"BIF", 0},  {"CLP", 0},  {"DJF", 0},  {"GNF", 0},  {"ISK", 0},  {"JPY", 0},  {"KMF", 0},  {"KRW", 0},
    {"PYG", 0},  {"RWF", 0},  {"UGX", 0},  {"UYI", 0},  {"VND", 0},  {"VUV", 0},  {"XAF", 0},  {"XOF", 0},
    {"XPF", 0},  {"BHD", 3},  {"IQD", 3},  {"JOD", 3},  {"KWD", 3},  {"LYD", 3},  {"OMR", 3},  {"TND", 3},
    {"CLF", 4},  {"UYW", 4},  {"XAG", -1}, {"XAU", -1}, {"XBA", -1}, {"XBB", -1}, {"XBC", -1}, {"XBD", -1},
    {"XDR", -1}, {"XPD", -1}, {"XPT", -1}, {"XSU", -1}, {"XTS", -1}, {"XUA", -1}, {"XXX", -1},
}};

// Amendments 176, 177 and 179, all with hundredths. Lists of 2023 and before lack them, such as Debian 12's.
inline constexpr std::array<std::string_view, 3> currencies_since_2023{"XAD", "XCG", "ZWG"};

}  // namespace waypost
