#include "attribution/recipients/recipients_refusal.hpp"

#include <utility>

#include <waypost/problem.hpp>

namespace waypost {

api_response refusal_of(const boost::system::error_code& why, std::string field) {
  if (why == errc::not_found) return not_found("There is no such campaign.");
  if (why == errc::invalid)
    return conflict("links", "Recipients need a campaign with links of its own; this one has none.");
  if (why == errc::quota_exceeded)
    return to_response(
        {422, "quota-exceeded", "A limit is reached",
         "With these recipients the campaign or its account would have more codes than it may.",
         std::move(field), std::nullopt});
  if (why == errc::conflict)
    return unavailable("Other uploads to this campaign came first time and again; nothing was registered.");
  if (why == errc::full) return unavailable("There is no room left on the server's disk.");
  if (why == errc::closed) return unavailable("The server is stopping.");
  if (why == errc::corrupt || why == errc::unknown_version)
    return to_response({500, "corrupt", "Stored data cannot be read",
                        "The recipients' ids of this campaign are damaged or missing in Redis.",
                        std::string(), std::nullopt});
  return unavailable("Redis cannot be reached or refuses: " + why.message() + ".");
}

}  // namespace waypost
