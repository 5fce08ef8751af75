#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

// A request target of the API, taken apart.
struct api_target {
  std::vector<std::string> path;                           // its segments, percent-decoded
  std::vector<std::pair<std::string, std::string>> query;  // percent-decoded, in order
};

// Takes an origin-form or absolute-form target apart. Nothing where a percent-encoding is broken or stands
// for a control byte.
std::optional<api_target> parse_api_target(std::string_view target);

// Finds the call that is meant. The rows come from main(); immutable afterwards.
class endpoint_table {
 public:
  struct match {
    const endpoint* row = nullptr;  // null where there is none
    std::vector<std::string> path;  // what the pattern's {…} stood for
    std::string allow;  // where only the method is wrong: the methods there are, "GET, HEAD, POST"
  };

  explicit endpoint_table(std::vector<endpoint> rows);

  // HEAD finds the row for GET. Of several patterns that fit, the one with the most literal segments wins.
  match find(std::string_view method, const std::vector<std::string>& path) const;

 private:
  struct entry {
    endpoint row;
    std::vector<std::string_view> segments;
    std::size_t literals = 0;
  };
  std::vector<entry> entries_;  // most literal segments first
};

}  // namespace waypost
