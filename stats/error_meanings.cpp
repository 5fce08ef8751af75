#include "stats/error_meanings.hpp"

#include <algorithm>
#include <array>

namespace waypost {
namespace {

struct meaning {
  std::string_view code;
  std::string_view text;
};

// The error codes that CleverTap's delivery callback for generic SMS providers knows
// (docs.clevertap.com/docs/generic-sms); there is no 911. Sorted.
constexpr std::array<meaning, 20> meanings{{
    {"900", "other"},          {"901", "DND failure"},         {"902", "spam detected"},
    {"903", "blacklist"},      {"904", "system error"},        {"905", "subscriber error"},
    {"906", "blocked by DLT"}, {"907", "entity DLT"},          {"908", "template DLT"},
    {"909", "DLT consent"},    {"910", "invalid subscriber"},  {"912", "inbox full"},
    {"913", "NDNC rejected"},  {"914", "undelivered"},         {"915", "dropped"},
    {"916", "expired"},        {"917", "force expired"},       {"918", "duplicate drop"},
    {"919", "DLT failure"},    {"920", "URL not whitelisted"},
}};

}  // namespace

std::string_view meaning_of_error(std::string_view code) noexcept {
  const auto found = std::lower_bound(meanings.begin(), meanings.end(), code,
                                      [](const meaning& each, std::string_view c) { return each.code < c; });
  return found != meanings.end() && found->code == code ? found->text : std::string_view();
}

}  // namespace waypost
