#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "tests/support/server_process.hpp"

namespace waypost::test {

// A campaign as its platform sees it: made, filled and asked through the API. Every call that the server
// refuses throws with its answer.
class sms_campaign {
 public:
  // Links labelled as given, each to https://shop.example/<label>.
  sms_campaign(server_process& at, std::string name, std::vector<std::string> labels);

  const std::string& id() const noexcept { return id_; }
  std::string path(std::string_view rest = {}) const;

  // Recipients u<first> … u<first + count - 1>; keeps their short URLs' codes.
  void upload(std::size_t first, std::size_t count);

  // The path ("/Kq7…") of recipient i's link.
  const std::string& short_path(std::size_t recipient, std::size_t link) const {
    return paths_.at(recipient).at(link);
  }
  std::size_t recipients() const noexcept { return paths_.size(); }
  std::size_t links() const noexcept { return labels_.size(); }
  std::string destination(std::size_t link) const { return "https://shop.example/" + labels_.at(link); }

  boost::json::value stats();
  // Asks until `clicks` is at least that, at the longest for a minute; the last answer.
  boost::json::value stats_when_clicks_reach(std::uint64_t clicks);
  boost::json::value recipient(std::string_view id);
  // The positions of those who clicked the link.
  std::set<std::size_t> clickers(std::size_t link);

 private:
  server_process& at_;
  std::string id_;
  std::vector<std::string> labels_;
  std::vector<std::vector<std::string>> paths_;  // by recipient and link
};

// What a call answered, as JSON; throws where its status is not 2xx.
boost::json::value json_of(const http_response& response);

}  // namespace waypost::test
