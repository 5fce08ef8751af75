#include "attribution/ledger/read_callbacks.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <waypost/parameters.hpp>
#include <waypost/problem.hpp>

#include "attribution/ledger/fields.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

std::vector<redis::command> questions(account_id account) {
  std::vector<redis::command> asked;
  asked.push_back({"GET", keys::unknown_messages(account)});
  // An account's ledger stands where a campaign's does.
  const campaign_id ledger{static_cast<std::uint64_t>(account)};
  asked.push_back({"HGET", keys::ledger(ledger), fields::unknown_messages});
  for (std::uint32_t hash = 0; hash < keys::hashes_of_waiting; ++hash)
    asked.push_back({"HLEN", keys::waiting(account, hash)});
  return asked;
}

}  // namespace

boost::asio::awaitable<api_response> read_callbacks::handle(api_request request) {
  api_response refusal;
  if (!has_only({}, request, refusal)) co_return refusal;
  const std::string slot = keys::of_account(request.account);
  const auto replies = co_await redis_.call_all(slot, questions(request.account));
  bool good = replies.has_value();
  for (std::size_t i = 0; good && i < replies->size(); ++i) good = !(*replies)[i].is_error();
  if (!good) co_return unavailable("Redis cannot be asked now.");
  std::int64_t waiting = 0;
  for (std::size_t i = 2; i < replies->size(); ++i) waiting += (*replies)[i].integer;
  const auto given_up = fields::number<std::uint64_t>((*replies)[0].text).value_or(0);
  const auto without_room = fields::number<std::uint64_t>((*replies)[1].text).value_or(0);
  const auto unknown = given_up + without_room;
  const boost::json::object body{{"waiting", waiting}, {"unknown_messages", unknown}};
  api_response answer;
  answer.body = boost::json::serialize(body) + '\n';
  co_return answer;
}

}  // namespace waypost
