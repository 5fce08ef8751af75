#include "attribution/registration/key_check.hpp"

#include <openssl/crypto.h>

#include "attribution/registration/key_text.hpp"

namespace waypost {

result<authenticated> key_check::check(std::string_view bearer) {
  const auto presented = key_text::parse(bearer);
  if (!presented) return errc::not_found;
  const auto digest = presented->digest();
  static const api_key nobody;
  const auto& keys = registrar_.state().keys;
  const auto found = keys.find(presented->id);
  const bool known = found != keys.end();
  const auto& key = known ? found->second : nobody;
  const bool same = CRYPTO_memcmp(digest.data(), key.secret_sha256.data(), digest.size()) == 0;
  if (!known || !same || key.paused || key.revoked) return errc::not_found;
  return authenticated{key.account, key.scopes, key.id};
}

}  // namespace waypost
