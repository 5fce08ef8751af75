#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

namespace waypost {

// What a key may do. Bits, so that a key holds a set of them.
enum class scope : std::uint8_t { none = 0, register_ = 1, stats = 2, admin = 4, callback = 8 };

constexpr scope operator|(scope a, scope b) noexcept {
  return static_cast<scope>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

constexpr bool has(scope held, scope wanted) noexcept {
  return (static_cast<std::uint8_t>(held) & static_cast<std::uint8_t>(wanted)) ==
         static_cast<std::uint8_t>(wanted);
}

constexpr bool has_any(scope held, scope of) noexcept {
  return (static_cast<std::uint8_t>(held) & static_cast<std::uint8_t>(of)) != 0;
}

// A body that is read piece by piece while it comes in, so that a million rows need no memory.
class body_reader {
 public:
  virtual ~body_reader() = default;

  // The next piece, valid up to the next call; empty at the end. An error where the rest does not come: the
  // call is over then, and who reads the connection says so to whom there is to tell.
  virtual task<std::string_view> next() = 0;
};

// A call to the API after its key was checked: a value, without a socket.
struct api_request {
  std::string method;             // "GET", "POST", …
  std::vector<std::string> path;  // what the pattern's {…} stood for, percent-decoded, in order
  std::vector<std::pair<std::string, std::string>> query;  // percent-decoded, in order
  std::string content_type;  // without parameters, lower case; empty where absent
  std::string accept;
  std::string accept_encoding;
  std::string if_none_match;
  std::string idempotency_key;
  std::string body;
  body_reader* pieces = nullptr;  // instead of body, where the endpoint reads it so; as long as the call
  account_id account{};
  scope scopes = scope::none;
  key_id key{};  // whose account and scopes these are

  // The first value of the query parameter `name`.
  std::optional<std::string_view> parameter(std::string_view name) const {
    for (const auto& [each, value] : query)
      if (each == name) return value;
    return std::nullopt;
  }
};

// A body that is made piece by piece while it is sent, so that a million rows need no memory.
class body_source {
 public:
  virtual ~body_source() = default;

  // The next piece; empty at the end. An error ends the connection, so that the client sees the body is cut.
  virtual task<std::string> next() = 0;
};

// What a handler answers: a value, without a socket.
struct api_response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;  // besides Content-Type and -Length
  std::string body;
  std::unique_ptr<body_source> stream;  // instead of body, sent chunked
};

// One call of the API. A handler owns what it needs by reference, and never throws for what a client sent.
class api_handler {
 public:
  virtual ~api_handler() = default;
  virtual boost::asio::awaitable<api_response> handle(api_request request) = 0;
};

// A row of the table of calls, which main() composes.
struct endpoint {
  std::string_view method;
  std::string_view pattern;      // "/api/v1/campaigns/{id}/links": {…} stands for one segment
  scope needs = scope::none;     // any one of these suffices; none: no key is asked for
  std::size_t largest_body = 0;  // bytes; a larger one is answered 413 before it is read
  api_handler* handler = nullptr;
  bool in_pieces = false;  // the handler reads the body itself, while it comes in
  // The pattern ends in "/{account}/{secret}", and that secret is the key: for callers that send no headers
  // of ours. A wrong one looks like a call that there is not.
  bool key_in_path = false;
};

}  // namespace waypost
