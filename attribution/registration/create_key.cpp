#include "attribution/registration/create_key.hpp"

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/key_text.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registration/scope_names.hpp"

namespace waypost {
namespace {

scope read_scopes(field_reader& reader) {
  const auto* list = reader.list("scopes", true);
  if (list == nullptr) return scope::none;
  if (list->empty()) reader.refuse("scopes", "A key needs a scope: register, stats, admin or callback.");
  scope scopes = scope::none;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* name = (*list)[i].if_string();
    const auto one = name ? scope_of({name->data(), name->size()}) : std::nullopt;
    if (!one)
      reader.refuse("scopes[" + std::to_string(i) + ']', "This must be register, stats, admin or callback.");
    scopes = scopes | one.value_or(scope::none);
  }
  // It is part of an address, and addresses are written into many logs.
  if (has(scopes, scope::callback) && scopes != scope::callback)
    reader.refuse("scopes", "A key for callbacks can have no other scope.");
  return scopes;
}

account_id read_account(field_reader& reader, const registry_state& state, account_id own) {
  const auto text = reader.text("account");
  if (!text) return own;
  const auto id = parse_id<account_id>(*text);
  if (id && state.accounts.contains(*id)) return *id;
  reader.refuse("account", "There is no such account.");
  return own;
}

}  // namespace

boost::asio::awaitable<api_response> create_key::handle(api_request request) {
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;

  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  change::create_key made;
  made.name = read_name(reader, true).value_or("");
  made.scopes = read_scopes(reader);
  made.account = read_account(reader, registrar_.state(), request.account);
  reader.refuse_others();
  if (error) co_return invalid_field(error->field, error->detail);

  const auto key = key_text::draw(random_id<key_id>());
  made.id = key.id;
  made.secret_sha256 = key.digest();
  change::any what = std::move(made);
  const auto outcome = co_await registrar_.offer(std::move(what));
  if (!outcome) co_return answer_to(outcome.error());
  if (!outcome->taken) co_return answer_to(*outcome);
  auto shown = to_json(registrar_.state().keys.at(key.id));
  shown["key"] = key.text();
  auto answer = json_answer(201, shown);
  answer.headers.emplace_back("Cache-Control", "no-store");
  co_return answer;
}

}  // namespace waypost
