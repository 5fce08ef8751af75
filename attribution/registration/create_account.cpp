#include "attribution/registration/create_account.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/registered.hpp"

namespace waypost {

boost::asio::awaitable<api_response> create_account::handle(api_request request) {
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;

  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  change::create_account made;
  made.id = random_id<account_id>();
  made.name = read_name(reader, true).value_or("");
  made.most_numbers = reader.number("most_numbers").value_or(0);
  reader.refuse_others();
  if (error) co_return invalid_field(error->field, error->detail);

  const auto id = made.id;
  change::any what = std::move(made);
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken) co_return answer_to(*outcome);
  co_return json_answer(201, to_json(registrar_.state().accounts.at(id)));
}

}  // namespace waypost
