#include "attribution/registration/change_key.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/field_reader.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost {

boost::asio::awaitable<api_response> change_key::handle(api_request request) {
  const auto id = parse_id<key_id>(request.path.at(0));
  const auto& keys = registrar_.state().keys;
  if (!id || !keys.contains(*id) || keys.at(*id).revoked) co_return not_found("There is no such key.");

  change::change_key change;
  change.id = *id;
  change.revoked = request.method == "DELETE";
  if (!change.revoked) {
    api_response refusal;
    const auto body = read_object(request.body, refusal);
    if (!body) co_return refusal;
    std::optional<field_error> error;
    field_reader reader(*body, {}, error);
    change.paused = reader.flag("paused");
    reader.refuse_others();
    if (!error && !change.paused) reader.refuse("paused", "This member is required.");
    if (error) co_return invalid_field(error->field, error->detail);
  }
  if ((change.revoked || change.paused == true) && is_last_admin(registrar_.state(), *id))
    co_return conflict({}, "This is the last key in use with the scope admin.");

  change::any what = change;
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken) co_return answer_to(*outcome);
  if (!change.revoked) co_return json_answer(200, to_json(registrar_.state().keys.at(*id)));
  api_response gone;
  gone.status = 204;
  co_return gone;
}

}  // namespace waypost
