#pragma once

#include <string>

#include <boost/json/object.hpp>

#include <waypost/errors.hpp>
#include <waypost/problem.hpp>

#include "attribution/registry/registry.hpp"

namespace waypost {

// A JSON answer.
api_response json_answer(unsigned status, const boost::json::object& body);

// What a caller is told when something failed: 503 where Redis is needed and gone, 422 over a quota, 404,
// 409, 500 for what no caller can help.
api_response answer_to(boost::system::error_code failure);

// The same for a change that was offered and is void.
api_response answer_to(const offer_outcome& refused);

// 404 for a campaign that is not there or another account's: one text, so that nobody can tell these apart.
api_response no_such_campaign();

}  // namespace waypost
