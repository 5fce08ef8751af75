#include "attribution/registration/currency.hpp"

#include <algorithm>

#include "attribution/registration/currency_decimals.hpp"
#include "iso_4217.hpp"

namespace waypost {
namespace {

bool all_digits(std::string_view text) noexcept {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool is_listed(std::string_view code) noexcept {
  return std::binary_search(iso_4217_codes.begin(), iso_4217_codes.end(), code) ||
         std::find(currencies_since_2023.begin(), currencies_since_2023.end(), code) !=
             currencies_since_2023.end();
}

}  // namespace

std::optional<unsigned> decimals_of_currency(std::string_view code) noexcept {
  if (!is_listed(code)) return std::nullopt;
  const auto unusual = std::find_if(unusual_decimals.begin(), unusual_decimals.end(),
                                    [code](const currency_decimals& each) { return each.code == code; });
  const auto decimals = unusual == unusual_decimals.end() ? usual_decimals : unusual->decimals;
  if (decimals == no_minor_unit) return std::nullopt;
  return static_cast<unsigned>(decimals);
}

std::string fault_of_amount(std::string_view amount, unsigned decimals, std::int64_t& minor_units) {
  const auto whole = amount.substr(0, amount.find('.'));
  const bool has_fraction = whole.size() < amount.size();
  const auto fraction = has_fraction ? amount.substr(whole.size() + 1) : std::string_view();
  if (!all_digits(whole) || (has_fraction && !all_digits(fraction)))
    return "must be a decimal number, not below 0, such as \"49.90\"";
  if (fraction.size() > decimals)
    return "has more decimals than the " + std::to_string(decimals) + " of its currency";
  std::int64_t units = 0;
  for (std::size_t i = 0; i < whole.size() + decimals; ++i) {
    const auto behind = i - whole.size();
    const char digit = i < whole.size() ? whole[i] : behind < fraction.size() ? fraction[behind] : '0';
    units = units * 10 + (digit - '0');
    if (units > most_minor_units)
      return "must be at most " + std::to_string(most_minor_units) + " minor units of its currency";
  }
  minor_units = units;
  return {};
}

}  // namespace waypost
