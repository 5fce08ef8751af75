#include "stats/campaign_order.hpp"

#include <array>
#include <charconv>

namespace waypost {
namespace {

using number = std::optional<std::uint64_t>;

struct column {
  std::string_view name;
  number (*of_campaign)(const campaign&) = nullptr;
  number (*of_numbers)(const campaign_numbers&) = nullptr;  // neither: the name
};

constexpr std::array<column, 11> all_columns{{
    {"name"},
    {"created_at", [](const campaign& of) { return number(of.created_s); }},
    {"recipients", [](const campaign& of) { return number(of.recipients); }},
    {"sent", nullptr, [](const campaign_numbers& n) { return number(n.sent); }},
    {"delivered", nullptr, [](const campaign_numbers& n) { return number(n.delivered); }},
    {"failed", nullptr, [](const campaign_numbers& n) { return number(n.failed); }},
    {"clicks", nullptr, [](const campaign_numbers& n) { return number(n.clicks); }},
    {"unique_clickers", nullptr, [](const campaign_numbers& n) { return n.unique_clickers; }},
    {"ctr", nullptr, [](const campaign_numbers& n) { return n.ctr.hundredths; }},
    {"converted", nullptr, [](const campaign_numbers& n) { return n.converted; }},
    {"conversion_rate", nullptr, [](const campaign_numbers& n) { return n.conversion_rate.hundredths; }},
}};

bool is_name(const column& c) { return c.of_campaign == nullptr && c.of_numbers == nullptr; }

std::string to_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    made += digits[byte >> 4U];
    made += digits[byte & 15U];
  }
  return made;
}

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string made;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned char byte = 0;
    const auto* const end = digits.data() + i + 2;
    if (std::from_chars(digits.data() + i, end, byte, 16).ptr != end) return std::nullopt;
    made += static_cast<char>(byte);
  }
  return made;
}

}  // namespace

std::optional<campaign_order> campaign_order::of(std::string_view sort) {
  const bool down = sort.starts_with('-');
  if (down) sort.remove_prefix(1);
  for (std::size_t i = 0; i < all_columns.size(); ++i)
    if (all_columns[i].name == sort) return campaign_order(i, down);
  return std::nullopt;
}

std::string campaign_order::columns() {
  std::string names;
  for (const auto& each : all_columns) {
    if (!names.empty()) names += ", ";
    names += each.name;
  }
  return names;
}

bool campaign_order::by_numbers() const noexcept { return all_columns[column_].of_numbers != nullptr; }

campaign_place campaign_order::place_of(const campaign& of,
                                        const std::optional<campaign_numbers>& numbers) const {
  const auto& by = all_columns[column_];
  campaign_place place;
  place.id = of.id;
  if (is_name(by)) {
    place.text = of.name;
    return place;
  }
  number value;
  if (by.of_campaign != nullptr)
    value = by.of_campaign(of);
  else if (numbers)
    value = by.of_numbers(*numbers);
  place.has_value = value.has_value();
  place.number = value.value_or(0);
  return place;
}

bool campaign_order::before(const campaign_place& a, const campaign_place& b) const {
  if (a.has_value != b.has_value) return a.has_value;
  if (a.number != b.number) return (a.number < b.number) != down_;
  if (a.text != b.text) return (a.text < b.text) != down_;
  return a.id < b.id;
}

std::string campaign_order::text() const {
  return (down_ ? "-" : "") + std::string(all_columns[column_].name);
}

std::string campaign_order::cursor_of(const campaign_place& place) const {
  std::string value;
  if (is_name(all_columns[column_]))
    value = to_hex(place.text);
  else if (place.has_value)
    value = std::to_string(place.number);
  return text() + '.' + value + '.' + to_text(place.id);
}

std::optional<campaign_place> campaign_order::place_at(std::string_view cursor) const {
  const auto before_value = text() + '.';
  const auto before_id = cursor.rfind('.');
  if (!cursor.starts_with(before_value) || before_id < before_value.size()) return std::nullopt;
  const auto value = cursor.substr(before_value.size(), before_id - before_value.size());
  const auto id = parse_id<campaign_id>(cursor.substr(before_id + 1));
  if (!id) return std::nullopt;
  campaign_place place;
  place.id = *id;
  if (is_name(all_columns[column_])) {
    auto name = from_hex(value);
    if (!name) return std::nullopt;
    place.text = std::move(*name);
    return place;
  }
  place.has_value = !value.empty();
  const auto* const end = value.data() + value.size();
  if (place.has_value && std::from_chars(value.data(), end, place.number).ptr != end) return std::nullopt;
  return place;
}

}  // namespace waypost
