#include "attribution/redis/reply.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace waypost::redis {
namespace {

using namespace std::string_view_literals;

// The first word of an error reply is its code (redis/src: "shared.…err" and the commands' own).
constexpr std::array meanings{
    std::pair{"NOSCRIPT"sv, errc::redis_noscript},   std::pair{"MOVED"sv, errc::redis_moved},
    std::pair{"ASK"sv, errc::redis_moved},           std::pair{"TRYAGAIN"sv, errc::redis_moved},
    std::pair{"CLUSTERDOWN"sv, errc::redis_moved},   std::pair{"READONLY"sv, errc::redis_readonly},
    std::pair{"MISCONF"sv, errc::redis_readonly},    std::pair{"OOM"sv, errc::redis_readonly},
    std::pair{"NOREPLICAS"sv, errc::redis_readonly}, std::pair{"MASTERDOWN"sv, errc::redis_readonly},
    std::pair{"LOADING"sv, errc::redis_loading},     std::pair{"NOAUTH"sv, errc::redis_auth},
    std::pair{"WRONGPASS"sv, errc::redis_auth},      std::pair{"NOPERM"sv, errc::redis_forbidden},
    std::pair{"DENIED"sv, errc::redis_auth},
};

}  // namespace

errc error_of(std::string_view error_text) noexcept {
  const auto code = error_text.substr(0, error_text.find_first_of(" \r\n"));
  const auto found = std::ranges::find(meanings, code, &std::pair<std::string_view, errc>::first);
  return found == meanings.end() ? errc::redis_error : found->second;
}

}  // namespace waypost::redis
