#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/field_reader.hpp"
#include "attribution/registration/time_zones.hpp"

// The members that several calls read in the same way. What is wrong with one, the reader keeps.
namespace waypost {

inline constexpr std::size_t longest_name = 200;  // characters
inline constexpr std::size_t longest_label = 64;  // characters

// "name": 1 to 200 characters, none of them a control character.
std::optional<std::string> read_name(field_reader& from, bool required);

// "label" of a link: 1 to 64 characters, none of them a control character.
std::optional<std::string> read_label(field_reader& from, bool required);

// "time_zone": a name of the IANA database.
std::optional<std::string> read_time_zone(field_reader& from, const time_zones& zones, bool required);

// "expires_at": RFC 3339 with an offset, as milliseconds since 1970.
std::optional<std::int64_t> read_expiry(field_reader& from);

// A destination in the member `name`.
std::optional<std::string> read_url(field_reader& from, std::string_view name,
                                    const destination_check& destinations, bool required);

// A link as an object of its own: label, url, paused. Valid only where the reader kept no error.
link read_link(field_reader& from, const destination_check& destinations);

// "links": 1 to 100 of them, no two with the same label.
std::vector<link> read_links(field_reader& from, const destination_check& destinations,
                             std::optional<field_error>& error);

}  // namespace waypost
