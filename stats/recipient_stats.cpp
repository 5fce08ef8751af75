#include "stats/recipient_stats.hpp"

#include <algorithm>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <waypost/problem.hpp>
#include <waypost/rfc3339.hpp>

#include "stats/failures.hpp"

namespace waypost {
namespace {

namespace json = boost::json;

json::array links_of(const campaign& of, const recipient_facts& facts, const std::vector<std::string>& urls) {
  json::array links;
  for (std::size_t i = 0; i < of.links.size(); ++i) {
    json::array devices;
    if (i < facts.links.size())
      for (std::size_t kind = 0; kind < device_kinds; ++kind)
        if (facts.links[i].clicked_on[kind]) devices.emplace_back(name_of(static_cast<device>(kind)));
    json::object link{{"link", of.links[i].label}};
    const bool has_url = i < urls.size() && !urls[i].empty();
    link["short_url"] = has_url ? json::value(urls[i]) : json::value(nullptr);
    link["clicked"] = !devices.empty();
    link["devices"] = std::move(devices);
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace

boost::asio::awaitable<api_response> recipient_stats::handle(api_request request) {
  const auto id = parse_id<campaign_id>(request.path.at(0));
  const auto found = id ? campaigns_.find(request.account, *id) : nullptr;
  if (!found) co_return not_found("There is no such campaign.");
  const std::string recipient = request.path.at(1);

  const auto position = co_await recipients_.position_of(*found, recipient);
  if (!position && position.error() == errc::not_found)
    co_return not_found("The campaign has no such recipient.");
  if (!position) co_return answer_to_failed_read(position.error());
  const auto links = static_cast<std::uint16_t>(found->links.size());
  const auto facts = co_await counters_.read_recipient(*id, *position, links, found->created_s);
  if (!facts) co_return answer_to_failed_read(facts.error());

  json::object body{{"recipient", recipient}, {"position", *position}};
  body["links"] = links_of(*found, *facts, recipients_.short_urls(*found, *position));
  body["first_click"] =
      facts->first_click ? json::value(rfc3339_of_s(*facts->first_click)) : json::value(nullptr);
  api_response answer;
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.body = json::serialize(body) + '\n';
  co_return answer;
}

}  // namespace waypost
