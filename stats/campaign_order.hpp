#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/campaign.hpp>

#include "stats/numbers.hpp"

namespace waypost {

// Where a campaign stands in a list.
struct campaign_place {
  bool has_value = true;     // false where the number is null
  std::uint64_t number = 0;  // what the list is sorted by, or
  std::string text;          // the name
  campaign_id id{};          // decides between those alike
};

// How a list of campaigns is sorted: by one of its columns, up or down. Campaigns without a value come last
// either way, those alike are sorted by id. A value.
class campaign_order {
 public:
  // "clicks" or "-clicks"; nothing where there is no such column.
  static std::optional<campaign_order> of(std::string_view sort);

  // The columns, for a message: "name, created_at, …".
  static std::string columns();

  // Whether the order depends on the campaigns' numbers, not on the campaigns alone.
  bool by_numbers() const noexcept;

  // `numbers` matter only where the order depends on them; nothing where they cannot be read.
  campaign_place place_of(const campaign& of, const std::optional<campaign_numbers>& numbers) const;

  // Whether `a` comes before `b`.
  bool before(const campaign_place& a, const campaign_place& b) const;

  // A place as text of URL characters, and back: nothing where the text is of another order, or of none.
  std::string cursor_of(const campaign_place& place) const;
  std::optional<campaign_place> place_at(std::string_view cursor) const;

  std::string text() const;

 private:
  campaign_order(std::size_t column, bool down) : column_(column), down_(down) {}

  std::size_t column_;
  bool down_;
};

}  // namespace waypost
