#include "attribution/redis/script.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace waypost::redis {
namespace {

std::string sha1_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned length = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha1(), nullptr) != 1)
    throw std::runtime_error("OpenSSL has no SHA-1");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex += digits[digest[i] >> 4];
    hex += digits[digest[i] & 15];
  }
  return hex;
}

}  // namespace

script::script(std::string lua) : lua_(std::move(lua)), sha1_(sha1_hex(lua_)) {}

command script::evalsha(std::span<const std::string> keys, std::span<const std::string> arguments) const {
  command c{"EVALSHA", sha1_};
  c.add(std::uint64_t{keys.size()});
  for (const auto& key : keys) c.add(key);
  for (const auto& argument : arguments) c.add(argument);
  return c;
}

task<void> script::load(connection& redis) const {
  command c{"SCRIPT", "LOAD", lua_};
  const auto answer = co_await redis.call({}, std::move(c));
  if (answer.has_error()) co_return answer.error();
  if (answer->text != sha1_) co_return make_error_code(errc::redis_error);
  co_return result<void>{};
}

}  // namespace waypost::redis
