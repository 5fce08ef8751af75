#pragma once

#include <string>
#include <string_view>

#include <waypost/campaign.hpp>

#include "stats/numbers.hpp"

// How numbers are written. JSON is put together by hand, since Boost.JSON writes 66.67 as 6.667E1.
namespace waypost {

// The answer of GET …/stats. `as_of`: RFC 3339.
std::string stats_json(const campaign& of, const campaign_numbers& numbers, std::string_view as_of);

// The answer of GET …/stats/links: the split alone, as JSON and as CSV (RFC 4180).
std::string links_json(const campaign& of, const campaign_numbers& numbers, std::string_view as_of);
std::string links_csv(const campaign_numbers& numbers);

// A cell of CSV: quoted where it must be, and with an apostrophe in front where a spreadsheet would take it
// for a formula.
std::string csv_cell(std::string_view text);

}  // namespace waypost
