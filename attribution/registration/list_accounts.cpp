#include "attribution/registration/list_accounts.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/page.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

boost::asio::awaitable<api_response> list_accounts::handle(api_request request) {
  api_response refusal;
  const auto asked = read_page(request, refusal);
  if (!asked) co_return refusal;
  const auto all = [](const account&) { return true; };
  co_return json_answer(200, page_by_id(registrar_.state().accounts, *asked, all));
}

}  // namespace waypost
