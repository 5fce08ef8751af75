#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/recipients/campaign_codes.hpp"
#include "attribution/recipients/row_writer.hpp"
#include "attribution/recipients/slices.hpp"

using namespace waypost;

namespace {

constexpr secret_key key{1, 2, 3};

// As many blocks as a campaign gets from so many uploads of one recipient, and one more for a link that came
// later.
std::vector<block> blocks_of_single_uploads(std::uint32_t uploads, std::uint16_t links) {
  std::vector<block> blocks;
  for (std::uint32_t i = 0; i < uploads; ++i)
    blocks.push_back(block{{}, std::uint64_t{i} * 128, 1, i, 0, links, 9, false});
  blocks.push_back(block{{}, std::uint64_t{1} << 40, uploads, 0, links, 1, 9, false});
  return blocks;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(streamed_rows)

BOOST_AUTO_TEST_CASE(codes_of_many_blocks_are_those_of_the_blocks) {
  const auto blocks = blocks_of_single_uploads(2000, 100);
  campaign_codes codes(blocks, 101, key);
  const codec plain(key);
  for (const std::uint32_t position : {0u, 1u, 1999u, 1000u, 1001u}) {
    for (const std::uint16_t link : {std::uint16_t{0}, std::uint16_t{99}, std::uint16_t{100}}) {
      std::string code;
      BOOST_TEST(codes.append(position, link, code));
      BOOST_TEST(code == plain.encode(*number_of(blocks, position, link)));
    }
  }
  std::string none;
  BOOST_TEST(!codes.append(2000, 0, none));
  BOOST_TEST(!codes.append(2000, 100, none));
}

BOOST_AUTO_TEST_SUITE_END()
