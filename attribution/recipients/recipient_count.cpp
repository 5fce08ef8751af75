#include "attribution/recipients/recipient_count.hpp"

#include <algorithm>
#include <string>

#include <boost/json/parse.hpp>

#include <waypost/errors.hpp>
#include <waypost/problem.hpp>

#include "attribution/recipients/byte_order_mark.hpp"
#include "attribution/recipients/recipients_refusal.hpp"

namespace waypost {
namespace {

constexpr std::size_t longest_count_body = 1024;

api_response not_the_count_alone(std::string field) {
  return invalid_field(std::move(field),
                       "An object has the member \"count\" alone; rows come as application/x-ndjson, "
                       "text/csv or a JSON array.");
}

}  // namespace

std::optional<api_response> read_count(std::string_view body, std::uint64_t most, std::uint32_t& count) {
  if (body.size() > longest_count_body) return not_the_count_alone("count");
  body = without_byte_order_mark(body);
  boost::system::error_code ec;
  const auto value = boost::json::parse(boost::json::string_view(body.data(), body.size()), ec);
  if (ec) return bad_syntax("The body is not valid JSON: " + ec.message() + ".");
  if (!value.is_object()) return not_the_count_alone("count");
  const auto& members = value.get_object();
  for (const auto& member : members)
    if (member.key() != "count") return not_the_count_alone(std::string(member.key()));
  const auto* given = members.if_contains("count");
  if (given == nullptr) return invalid_field("count", "\"count\" is missing.");
  const std::string wanted = "\"count\" must be a whole number from 1 to " + std::to_string(most) + ".";
  if (!given->is_number()) return invalid_field("count", wanted);
  // The parser keeps the last of several; a member and a number have one colon, the one between them.
  if (std::count(body.begin(), body.end(), ':') > 1)
    return invalid_field("count", "\"count\" is there more than once.");
  if (given->to_number<double>() > static_cast<double>(most))
    return refusal_of(errc::quota_exceeded, "count");
  boost::system::error_code not_whole;
  const auto n = given->to_number<std::uint64_t>(not_whole);
  if (not_whole || n == 0) return invalid_field("count", wanted);
  count = static_cast<std::uint32_t>(n);
  return std::nullopt;
}

}  // namespace waypost
