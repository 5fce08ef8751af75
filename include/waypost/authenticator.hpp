#pragma once

#include <string_view>

#include <waypost/api.hpp>
#include <waypost/errors.hpp>
#include <waypost/ids.hpp>

namespace waypost {

// Who a call comes from.
struct authenticated {
  account_id account{};
  scope scopes = scope::none;
  key_id key{};
};

// Tells who a key belongs to. One thread, the API's; answers from memory, before a call's body is read.
class authenticator {
 public:
  virtual ~authenticator() = default;

  // `bearer` is what follows "Bearer " in Authorization: "wp_<id>_<secret>". errc::not_found where it is
  // malformed, unknown, paused, revoked or has another secret: who asks cannot tell these apart. The secret
  // is compared in constant time. Never throws for what a client sent.
  virtual result<authenticated> check(std::string_view bearer) = 0;
};

}  // namespace waypost
