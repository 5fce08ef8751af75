#pragma once

#include <waypost/errors.hpp>
#include <waypost/problem.hpp>

namespace waypost {

// Whether no other numbers could be read either.
inline bool is_of_all_numbers(const boost::system::error_code& failure) {
  return is_of_redis(failure) || failure == errc::closed;
}

// What a caller is told when numbers cannot be read: 503 where Redis is gone, 500 otherwise.
inline api_response answer_to_failed_read(boost::system::error_code failure) {
  if (is_of_all_numbers(failure))
    return unavailable("The numbers cannot be read now. Clicks go on being counted: try again.");
  return to_response({500, "internal", "The server failed", failure.message(), {}, {}});
}

}  // namespace waypost
