#include "attribution/registration/read_campaign.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

boost::asio::awaitable<api_response> read_campaign::handle(api_request request) {
  const auto found = find_campaign(registrar_.state(), request.account, request.path.at(0));
  co_return found ? json_answer(200, to_json(*found)) : no_such_campaign();
}

}  // namespace waypost
