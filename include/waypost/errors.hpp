#pragma once

#include <string>
#include <type_traits>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace waypost {

// Everything that can go wrong and that a caller may want to tell apart. What the operating system reports
// stays an error of the system category.
enum class errc {
  not_found = 1,      // no such campaign, link, recipient, key
  invalid,            // an argument breaks its contract
  conflict,           // built on a version that is no longer the current one, or a name that is taken
  void_entry,         // a registry entry broke a rule when its turn came
  quota_exceeded,     // an account's or a campaign's limit
  corrupt,            // a checksum or a length does not fit
  unknown_version,    // a file or record of a format version this program does not know
  full,               // a ring or a disk has no room
  too_many,           // more than is taken into memory at once
  locked,             // somebody else owns it
  closed,             // used after its end
  redis_unavailable,  // no connection to Redis
  redis_timeout,      // Redis did not answer in time: whether it acted is unknown
  redis_error,        // Redis answered with an error
  redis_noscript,     // Redis does not know the script's digest
  redis_moved,        // MOVED, ASK or TRYAGAIN: the slot is, or is going, elsewhere
  redis_readonly,     // a replica, or a server that refuses writes (disk, memory)
  redis_loading,      // Redis is still loading its data
  redis_auth,         // wrong or missing password
  redis_forbidden,    // Redis' access list does not let this user do it (NOPERM)
  redis_protocol,     // the bytes are not RESP2
  redis_settings,     // Redis is set up in a way that would lose data
};

namespace detail {

class waypost_category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "waypost"; }

  std::string message(int value) const override {
    switch (static_cast<errc>(value)) {
      case errc::not_found:
        return "not found";
      case errc::invalid:
        return "invalid argument";
      case errc::conflict:
        return "conflict with a newer version";
      case errc::void_entry:
        return "the registry entry is void";
      case errc::quota_exceeded:
        return "quota exceeded";
      case errc::corrupt:
        return "corrupt data";
      case errc::unknown_version:
        return "unknown format version";
      case errc::full:
        return "no room left";
      case errc::too_many:
        return "more than can be read at once";
      case errc::locked:
        return "owned by another process";
      case errc::closed:
        return "closed";
      case errc::redis_unavailable:
        return "Redis is unavailable";
      case errc::redis_timeout:
        return "Redis did not answer in time";
      case errc::redis_error:
        return "Redis answered with an error";
      case errc::redis_noscript:
        return "Redis does not know the script";
      case errc::redis_moved:
        return "the slot is on another Redis node";
      case errc::redis_readonly:
        return "Redis refuses writes";
      case errc::redis_loading:
        return "Redis is loading its data";
      case errc::redis_auth:
        return "Redis refused the password";
      case errc::redis_forbidden:
        return "Redis refused the command: NOPERM";
      case errc::redis_protocol:
        return "Redis answered with malformed bytes";
      case errc::redis_settings:
        return "Redis is set up in a way that would lose data";
    }
    return "unknown waypost error";
  }
};

}  // namespace detail

inline const boost::system::error_category& waypost_category() noexcept {
  static const detail::waypost_category category;
  return category;
}

inline boost::system::error_code make_error_code(errc e) noexcept {
  return {static_cast<int>(e), waypost_category()};
}

// Whether Redis failed, or was not there to be asked.
inline bool is_of_redis(const boost::system::error_code& failure) noexcept {
  return failure.category() == waypost_category() &&
         failure.value() >= static_cast<int>(errc::redis_unavailable);
}

// The outcome of anything that can fail after start-up.
template <class T>
using result = boost::system::result<T>;

}  // namespace waypost

template <>
struct boost::system::is_error_code_enum<waypost::errc> : std::true_type {};
