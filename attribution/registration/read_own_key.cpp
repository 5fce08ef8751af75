#include "attribution/registration/read_own_key.hpp"

#include <boost/json/array.hpp>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/scope_names.hpp"

namespace waypost {

boost::asio::awaitable<api_response> read_own_key::handle(api_request request) {
  const auto& keys = registrar_.state().keys;
  const auto found = keys.find(request.key);
  if (found == keys.end()) co_return not_found("There is no such key.");
  const auto& key = found->second;
  boost::json::array scopes;
  for (const auto name : names_of(key.scopes)) scopes.emplace_back(name);
  co_return json_answer(200, {{"id", to_text(key.id)},
                              {"name", key.name},
                              {"account", to_text(key.account)},
                              {"scopes", std::move(scopes)}});
}

}  // namespace waypost
