#include "attribution/recipients/chunk_by_position.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

constexpr upload_id upload{0x1234};

std::string packed(const std::vector<std::string>& ids, std::uint32_t chunk = 7) {
  const std::vector<std::string_view> views(ids.begin(), ids.end());
  return pack_by_position(upload, chunk, views);
}

std::vector<std::string> ids_of(std::string_view bytes, std::uint32_t chunk = 7) {
  const auto content = check_chunk(bytes, upload, chunk).value();
  const auto ids = ids_in(content).value();
  return {ids.begin(), ids.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chunk_by_position)

BOOST_AUTO_TEST_CASE(ids_come_out_as_they_went_in) {
  const std::vector<std::string> ids{"u1", std::string(200, 'x'), std::string("\0\xff", 2),
                                     "+49 170 1234567"};
  BOOST_TEST(ids_of(packed(ids)) == ids);
}

BOOST_AUTO_TEST_CASE(a_full_chunk_holds_256_ids) {
  std::vector<std::string> ids;
  for (int i = 0; i < 256; ++i) ids.push_back("recipient-" + std::to_string(i));
  BOOST_TEST(ids_of(packed(ids)) == ids);
}

BOOST_AUTO_TEST_CASE(an_id_costs_its_length_and_one_byte) {
  const std::vector<std::string> ids(256, "0123456789");
  BOOST_TEST(packed(ids).size() == 256 * 11 + chunk_header_size + chunk_trailer_size);
}

BOOST_AUTO_TEST_CASE(the_format_is_the_documented_one_to_the_byte) {
  const auto bytes = packed({"ab"}, 0x01020304);
  const std::string head(
      "\x01P\x01\x00\x04\x03\x02\x01\x02"
      "ab",
      11);
  BOOST_TEST(bytes.substr(0, 11) == head);
  BOOST_TEST(bytes.size() == 19u);
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_is_noticed) {
  const auto bytes = packed({"u1", "u2", "u3"});
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      auto damaged = bytes;
      damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << bit));
      BOOST_TEST(check_chunk(damaged, upload, 7).has_error());
    }
  }
}

BOOST_AUTO_TEST_CASE(every_truncation_is_noticed) {
  const auto bytes = packed({"u1", "u2", "u3"});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    BOOST_TEST(check_chunk(bytes.substr(0, size), upload, 7).has_error());
}

BOOST_AUTO_TEST_CASE(a_chunk_of_another_place_or_upload_does_not_pass) {
  const auto bytes = packed({"u1"});
  BOOST_TEST((check_chunk(bytes, upload, 8).error() == errc::corrupt));
  BOOST_TEST((check_chunk(bytes, upload_id{0x1235}, 7).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(an_unknown_format_version_is_told_apart) {
  auto bytes = packed({"u1"});
  bytes[0] = 2;
  BOOST_TEST((check_chunk(bytes, upload, 7).error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(lengths_that_do_not_add_up_are_corrupt) {
  for (const std::string_view body :
       {std::string_view("\x05u1", 3), std::string_view("\x02u1x", 4), std::string_view()}) {
    auto bytes = open_chunk(chunk_kind::by_position, 0, 1);
    bytes.append(body);
    seal_chunk(bytes, upload);
    const auto content = check_chunk(bytes, upload, 0).value();
    BOOST_TEST((ids_in(content).error() == errc::corrupt));
  }
}

BOOST_AUTO_TEST_CASE(a_last_chunk_may_be_shorter) {
  BOOST_TEST(position_chunks_for(1) == 1u);
  BOOST_TEST(position_chunks_for(256) == 1u);
  BOOST_TEST(position_chunks_for(257) == 2u);
  BOOST_TEST(position_chunks_for(0xffffffff) == 0x1000000u);
}

BOOST_AUTO_TEST_SUITE_END()
