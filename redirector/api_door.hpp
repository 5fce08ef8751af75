#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/authenticator.hpp>

#include "redirector/endpoint_table.hpp"

namespace waypost {

// What the head of a call says. Borrows.
struct call_head {
  std::string_view method;
  std::string_view target;
  std::string_view authorization;
  std::string_view content_type;
  std::string_view accept;
  std::string_view accept_encoding;
  std::string_view if_none_match;
  std::optional<std::string_view> idempotency_key;
  std::string_view content_encoding;
  std::optional<std::uint64_t> content_length;
  bool several_authorizations = false;
};

// A call that may come in: its body is still to be read.
struct admitted_call {
  const endpoint* row = nullptr;
  api_request request;
};

// Judges a call by its head alone, so that nobody without a key makes the server read a body. One thread, the
// API's.
class api_door {
 public:
  api_door(std::vector<endpoint> rows, authenticator& keys) : table_(std::move(rows)), keys_(keys) {}

  // The call, or what it is answered instead: 400, 401, 403, 404, 405, 413, 415.
  std::variant<admitted_call, api_response> admit(const call_head& head) const;

 private:
  std::optional<api_response> check_key(const call_head& head, scope needs, api_request& request) const;
  std::optional<api_response> check_key_in(const std::vector<std::string>& path, scope needs,
                                           api_request& request) const;

  endpoint_table table_;
  authenticator& keys_;
};

// The answer to a body of more than `largest` bytes.
api_response body_too_large(std::size_t largest);

}  // namespace waypost
