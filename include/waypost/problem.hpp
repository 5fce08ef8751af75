#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <waypost/api.hpp>

namespace waypost {

// What was wrong with a call (RFC 9457, "Problem Details for HTTP APIs").
struct problem {
  unsigned status = 400;
  std::string_view type;  // the last part of the type's URI: "invalid-field", "not-found", …
  std::string_view title;
  std::string detail;
  std::string field;                 // the member of the request that is wrong; empty where none is
  std::optional<std::uint64_t> row;  // counted from 1
};

// The answer that reports `p` as application/problem+json.
inline api_response to_response(const problem& p) {
  boost::json::object body{{"type", "urn:waypost:problem:" + std::string(p.type)},
                           {"title", p.title},
                           {"status", p.status},
                           {"detail", p.detail}};
  if (!p.field.empty()) body["field"] = p.field;
  if (p.row) body["row"] = *p.row;
  api_response response;
  response.status = p.status;
  response.content_type = "application/problem+json";
  response.body = boost::json::serialize(body) + '\n';
  if (p.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

inline api_response not_found(std::string detail) {
  return to_response({404, "not-found", "Not found", std::move(detail), {}, {}});
}

inline api_response invalid_field(std::string field, std::string detail,
                                  std::optional<std::uint64_t> row = std::nullopt) {
  return to_response(
      {422, "invalid-field", "A field is not valid", std::move(detail), std::move(field), row});
}

inline api_response bad_syntax(std::string detail, std::optional<std::uint64_t> row = std::nullopt) {
  return to_response({400, "bad-syntax", "The request cannot be read", std::move(detail), {}, row});
}

inline api_response conflict(std::string field, std::string detail) {
  return to_response({409, "conflict", "Conflict", std::move(detail), std::move(field), {}});
}

inline api_response unavailable(std::string detail) {
  return to_response({503, "unavailable", "Temporarily unavailable", std::move(detail), {}, {}});
}

}  // namespace waypost
