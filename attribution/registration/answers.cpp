#include "attribution/registration/answers.hpp"

#include <boost/json/serialize.hpp>

namespace waypost {

api_response json_answer(unsigned status, const boost::json::object& body) {
  api_response answer;
  answer.status = status;
  answer.body = boost::json::serialize(body) + '\n';
  return answer;
}

api_response answer_to(boost::system::error_code failure) {
  if (is_of_redis(failure)) return unavailable("The registry cannot be reached now: try again.");
  if (failure == errc::closed) return unavailable("The server is stopping: try again.");
  if (failure == errc::full)
    return unavailable("There is no room left on the server's disk: try again later.");
  if (failure == errc::conflict || failure == errc::void_entry)
    return conflict({}, "Somebody else changed this at the same time: read it again and repeat the call.");
  if (failure == errc::not_found) return not_found("There is no such thing.");
  if (failure == errc::quota_exceeded)
    return to_response({422,
                        "quota-exceeded",
                        "A limit is reached",
                        "The campaign or its account would have more short links than it may.",
                        {},
                        {}});
  return to_response({500, "internal", "The server failed", failure.message(), {}, {}});
}

api_response answer_to(const offer_outcome& refused) {
  if (refused.why == errc::conflict && !refused.reason.empty()) return conflict({}, refused.reason);
  if (refused.why == errc::invalid) return invalid_field({}, refused.reason);
  return answer_to(make_error_code(refused.why));
}

api_response no_such_campaign() { return not_found("There is no such campaign."); }

}  // namespace waypost
