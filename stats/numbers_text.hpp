#pragma once

#include "stats/json_text.hpp"
#include "stats/numbers.hpp"

// What more than one answer has.
namespace waypost {

// One link of the split, as members of the object that is open.
inline json_text& add_link(json_text& text, const campaign_numbers::link& link) {
  return text.add("link", link.label)
      .add("clicks", link.clicks)
      .add("unique_clickers", link.unique_clickers)
      .add("share", link.share);
}

}  // namespace waypost
