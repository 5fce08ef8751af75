#include "attribution/registration/list_keys.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/page.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

boost::asio::awaitable<api_response> list_keys::handle(api_request request) {
  api_response refusal;
  const auto asked = read_page(request, refusal);
  if (!asked) co_return refusal;
  const auto owner = request.parameter("account");
  const auto of_owner = [&](const api_key& key) { return !owner || to_text(key.account) == *owner; };
  co_return json_answer(200, page_by_id(registrar_.state().keys, *asked, of_owner));
}

}  // namespace waypost
