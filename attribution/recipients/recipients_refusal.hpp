#pragma once

#include <string>

#include <waypost/api.hpp>
#include <waypost/errors.hpp>

namespace waypost {

// The answer to a call about recipients that failed with `why`. `field`: the member of the request that asks
// for recipients.
api_response refusal_of(const boost::system::error_code& why, std::string field);

}  // namespace waypost
