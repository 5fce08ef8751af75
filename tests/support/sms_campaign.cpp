#include "tests/support/sms_campaign.hpp"

#include <sstream>
#include <stdexcept>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace waypost::test {

namespace json = boost::json;

json::value json_of(const http_response& response) {
  if (response.status / 100 != 2)
    throw std::runtime_error(std::to_string(response.status) + ": " + response.body);
  return json::parse(response.body);
}

sms_campaign::sms_campaign(server_process& at, std::string name, std::vector<std::string> labels)
    : at_(at), labels_(std::move(labels)) {
  json::array links;
  for (std::size_t i = 0; i < labels_.size(); ++i)
    links.push_back(json::object{{"label", labels_[i]}, {"url", destination(i)}});
  const json::object body{{"name", name}, {"time_zone", "Asia/Kolkata"}, {"links", links}};
  const auto made = json_of(at_.call("POST", "/api/v1/campaigns", json::serialize(body)));
  id_ = made.at("id").as_string().c_str();
}

std::string sms_campaign::path(std::string_view rest) const {
  return "/api/v1/campaigns/" + id_ + std::string(rest);
}

void sms_campaign::upload(std::size_t first, std::size_t count) {
  std::string rows;
  for (std::size_t i = first; i < first + count; ++i)
    rows += "{\"recipient\":\"u" + std::to_string(i) + "\"}\n";
  const auto response = at_.call("POST", path("/recipients"), std::move(rows), "application/x-ndjson");
  if (response.status != 200) throw std::runtime_error("upload: " + response.body);
  std::istringstream lines(response.body);
  for (std::string line; std::getline(lines, line);) {
    const auto row = json::parse(line);
    const auto position = row.at("position").to_number<std::size_t>();
    if (paths_.size() <= position) paths_.resize(position + 1);
    paths_[position].clear();
    for (const auto& label : labels_) {
      const std::string url = row.at("short_urls").at(label).as_string().c_str();
      paths_[position].push_back(url.substr(url.rfind('/')));
    }
  }
}

json::value sms_campaign::stats() { return json_of(at_.call("GET", path("/stats"))); }

json::value sms_campaign::stats_when_clicks_reach(std::uint64_t clicks) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (;;) {
    const auto answer = at_.call("GET", path("/stats"));
    const bool late = std::chrono::steady_clock::now() > end;
    // A server whose Redis has just come back says 503 until it is connected again.
    if (answer.status != 503 || late) {
      auto now = json_of(answer);
      if (now.at("clicks").to_number<std::uint64_t>() >= clicks || late) return now;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

std::set<std::size_t> sms_campaign::clickers(std::size_t link) {
  const auto answer = at_.call("GET", path("/recipients?clicked=true&link=" + labels_.at(link)), {}, {},
                               "application/x-ndjson");
  if (answer.status != 200) throw std::runtime_error("clickers: " + answer.body);
  std::set<std::size_t> positions;
  std::istringstream lines(answer.body);
  for (std::string line; std::getline(lines, line);)
    positions.insert(json::parse(line).at("position").to_number<std::size_t>());
  return positions;
}

json::value sms_campaign::recipient(std::string_view id) {
  return json_of(at_.call("GET", path("/recipients/" + std::string(id))));
}

}  // namespace waypost::test
