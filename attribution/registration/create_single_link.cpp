#include "attribution/registration/create_single_link.hpp"

#include <algorithm>
#include <utility>

#include "attribution/registration/answers.hpp"
#include "attribution/registration/campaign_fields.hpp"
#include "attribution/registration/registered.hpp"
#include "attribution/registry/alias.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost {
namespace {

// How often another place is looked for, or a campaign made, because the one found was taken after all.
constexpr int most_attempts = 8;

change::add_single read_single(field_reader& reader, const destination_check& destinations) {
  change::add_single read;
  read.added.url = read_url(reader, "url", destinations, true).value_or("");
  if (const auto alias = reader.text("alias")) {
    if (!valid_alias(*alias))
      reader.refuse("alias",
                    "This must have 1 to 64 letters, digits, hyphens or underscores, and not look like "
                    "a code.");
    read.alias = *alias;
  }
  if (auto label = read_label(reader, false))
    read.added.label = std::move(*label);
  else
    read.added.label = read.alias.empty() ? read.added.url.substr(0, longest_label) : read.alias;
  reader.refuse_others();
  return read;
}

}  // namespace

create_single_link::create_single_link(registrar& into, const destination_check& destinations,
                                       const single_link_view& view, std::uint8_t shortest, wall_clock now)
    : registrar_(into), destinations_(destinations), view_(view), shortest_(shortest), now_(std::move(now)) {}

std::optional<create_single_link::place> create_single_link::next_place(account_id owner,
                                                                        campaign_id in) const {
  const auto found = registrar_.state().campaigns.find(in);
  if (found == registrar_.state().campaigns.end()) return std::nullopt;
  const auto& of = *found->second.of;
  if (of.account != owner || !of.singles || of.paused || found->second.writer != registrar_.writer())
    return std::nullopt;
  const auto given = next_index_.find(in);
  const auto next = std::max(of.links.size(), given == next_index_.end() ? std::size_t{0} : given->second);
  if (next >= most_singles) return std::nullopt;
  return place{in, static_cast<std::uint16_t>(next)};
}

std::optional<create_single_link::place> create_single_link::find_place(account_id owner) const {
  if (const auto last = last_used_.find(owner); last != last_used_.end())
    if (const auto next = next_place(owner, last->second)) return next;
  const auto owned = registrar_.state().campaigns_by_account.find(owner);
  if (owned == registrar_.state().campaigns_by_account.end()) return std::nullopt;
  for (const auto& [made, id] : owned->second)
    if (const auto next = next_place(owner, id)) return next;
  return std::nullopt;
}

task<create_single_link::place> create_single_link::give_place(account_id owner) {
  auto failure = make_error_code(errc::conflict);
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (const auto found = find_place(owner)) {
      last_used_[owner] = found->in;
      next_index_[found->in] = static_cast<std::uint16_t>(found->index + 1);
      co_return *found;
    }
    change::create_campaign making;
    making.made.id = random_id<campaign_id>();
    making.made.account = owner;
    making.made.name = "Single links";
    making.made.time_zone = "UTC";
    making.made.created_s = now_() / 1000;
    making.made.singles = true;
    making.writer = registrar_.writer();
    const auto run = draw_block(registrar_.state(), making.made, 1, 0, most_singles, true, shortest_);
    if (!run) co_return run.error();
    making.run = *run;
    change::any what = std::move(making);
    const auto outcome = co_await registrar_.offer(std::move(what));
    if (!outcome) co_return outcome.error();
    if (!outcome->taken) failure = make_error_code(outcome->why);
    if (!outcome->taken && outcome->why == errc::quota_exceeded) break;
  }
  co_return failure;
}

boost::asio::awaitable<api_response> create_single_link::handle(api_request request) {
  api_response refusal;
  const auto body = read_object(request.body, refusal);
  if (!body) co_return refusal;
  std::optional<field_error> error;
  field_reader reader(*body, {}, error);
  const auto wanted = read_single(reader, destinations_);
  if (error) co_return invalid_field(error->field, error->detail);

  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (!wanted.alias.empty() && registrar_.state().aliases.contains({wanted.domain, wanted.alias}))
      co_return conflict("alias", "Another link has this alias.");
    const auto given = co_await give_place(request.account);
    if (!given) co_return answer_to(given.error());
    auto change = wanted;
    change.campaign = given->in;
    change.index = given->index;
    change::any what = std::move(change);
    const auto outcome = co_await registrar_.offer(std::move(what));
    if (!outcome) co_return answer_to(outcome.error());
    if (outcome->taken) {
      const auto& state = registrar_.state();
      co_return json_answer(201, view_.show(state.key.value(), state.campaigns.at(given->in), given->index));
    }
    if (outcome->why != errc::conflict && outcome->why != errc::quota_exceeded) co_return answer_to(*outcome);
  }
  co_return answer_to(make_error_code(errc::conflict));
}

}  // namespace waypost
