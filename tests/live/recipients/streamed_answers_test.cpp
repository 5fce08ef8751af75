#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct read_in_pieces {
  std::size_t longest = 0;
  std::string body;
};

boost::asio::awaitable<read_in_pieces> read_pieces(api_handler& handler, api_request request) {
  auto response = co_await handler.handle(std::move(request));
  read_in_pieces read;
  while (response.stream != nullptr) {
    const auto piece = co_await response.stream->next();
    if (!piece || piece->empty()) break;
    read.longest = std::max(read.longest, piece->size());
    read.body += *piece;
  }
  co_return read;
}

std::vector<std::string> hundred_labels() {
  std::vector<std::string> labels;
  for (int i = 0; i < 100; ++i) labels.push_back("link-" + std::to_string(i));
  return labels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(streamed_answers)

// Whoever reads slowly holds a piece as long as he likes.
BOOST_AUTO_TEST_CASE(pieces_are_small_however_many_links_there_are) {
  boost::asio::io_context io;
  redis_process redis;
  upload_server server(io, redis.endpoint());
  server.make_account();
  server.make_campaign(campaign_id{1}, hundred_labels());
  std::string rows;
  for (int i = 0; i < 3000; ++i) rows += "{\"recipient\":\"r-" + std::to_string(i) + "\"}\n";
  const auto uploaded = server.run(read_pieces(
      server.upload, upload_server::request(campaign_id{1}, "application/x-ndjson", std::move(rows))));
  const auto listed = server.run(read_pieces(server.links, upload_server::request(campaign_id{1}, {}, {})));
  BOOST_TEST(std::count(listed.body.begin(), listed.body.end(), '\n') == 3000);
  BOOST_TEST((uploaded.body == listed.body));
  for (const auto& each : {uploaded, listed}) {
    BOOST_TEST(each.longest > 256'000u);
    BOOST_TEST(each.longest < 280'000u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
