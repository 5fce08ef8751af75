#include "attribution/recipients/chunk_by_hash.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

constexpr upload_id index_id{0x99};

std::vector<hash_entry> find(std::string_view bytes, std::uint32_t fingerprint) {
  const auto content = check_chunk(bytes, index_id, 0).value();
  std::vector<hash_entry> found;
  hash_entries::of(content).value().find(fingerprint, found);
  return found;
}

// So many entries, of which so many each share a fingerprint.
std::vector<hash_entry> entries_of(std::size_t count, std::size_t of_one_fingerprint) {
  std::vector<hash_entry> entries;
  for (std::uint32_t i = 0; i < count; ++i)
    entries.push_back({static_cast<std::uint32_t>(i / of_one_fingerprint), i, 0});
  return entries;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chunk_by_hash)

BOOST_AUTO_TEST_CASE(every_entry_is_found_by_its_fingerprint) {
  std::mt19937 random(1);
  std::vector<hash_entry> entries;
  for (std::uint32_t i = 0; i < 500; ++i) entries.push_back({static_cast<std::uint32_t>(random()), i, 0});
  auto packed_from = entries;
  const auto bytes = pack_by_hash(index_id, 0, false, packed_from).value();
  for (const auto& e : entries) {
    const auto found = find(bytes, e.fingerprint);
    BOOST_TEST((std::find(found.begin(), found.end(), e) != found.end()));
  }
}

BOOST_AUTO_TEST_CASE(entries_that_share_a_fingerprint_are_all_found) {
  std::vector<hash_entry> entries{{5, 30, 0}, {4, 1, 0}, {5, 10, 0}, {6, 2, 0}, {5, 20, 0}};
  const auto found = find(pack_by_hash(index_id, 0, false, entries).value(), 5);
  BOOST_TEST(found.size() == 3u);
  BOOST_TEST(found[0].offset == 10u);
  BOOST_TEST(found[2].offset == 30u);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_found) {
  std::vector<hash_entry> entries{{5, 30, 0}, {7, 1, 0}};
  const auto bytes = pack_by_hash(index_id, 0, false, entries).value();
  for (const std::uint32_t fingerprint : {0u, 4u, 6u, 8u, 0xffffffffu})
    BOOST_TEST(find(bytes, fingerprint).empty());
}

BOOST_AUTO_TEST_CASE(an_empty_chunk_finds_nothing) {
  std::vector<hash_entry> none;
  BOOST_TEST(find(pack_by_hash(index_id, 0, false, none).value(), 0).empty());
}

BOOST_AUTO_TEST_CASE(an_index_of_several_uploads_keeps_the_ordinal) {
  std::vector<hash_entry> entries{{5, 30, 65535}, {6, 1, 2}};
  const auto bytes = pack_by_hash(index_id, 0, true, entries).value();
  BOOST_TEST(find(bytes, 5).at(0).ordinal == 65535);
  BOOST_TEST(find(bytes, 6).at(0).ordinal == 2);
}

BOOST_AUTO_TEST_CASE(an_entry_costs_eight_bytes_or_ten) {
  auto entries = entries_of(480, 1);
  const auto frame = chunk_header_size + chunk_trailer_size;
  BOOST_TEST(pack_by_hash(index_id, 0, false, entries).value().size() == 480 * 8 + frame);
  BOOST_TEST(pack_by_hash(index_id, 0, true, entries).value().size() == 480 * 10 + frame);
}

BOOST_AUTO_TEST_CASE(ids_made_to_share_their_hashes_are_refused) {
  const auto refused = [](std::vector<hash_entry> entries) {
    const auto packed = pack_by_hash(index_id, 0, false, entries);
    return packed.has_error() && packed.error() == errc::quota_exceeded;
  };
  BOOST_TEST(!refused(entries_of(most_entries_in_hash_chunk, 1)));
  BOOST_TEST(refused(entries_of(most_entries_in_hash_chunk + 1, 1)));
  BOOST_TEST(!refused(entries_of(4 * most_of_one_fingerprint, most_of_one_fingerprint)));
  BOOST_TEST(refused(entries_of(most_of_one_fingerprint + 1, most_of_one_fingerprint + 1)));
}

BOOST_AUTO_TEST_CASE(a_length_that_does_not_fit_is_corrupt) {
  auto bytes = open_chunk(chunk_kind::by_hash, 0, 2);
  bytes.append(15, 'x');
  seal_chunk(bytes, index_id);
  const auto content = check_chunk(bytes, index_id, 0).value();
  BOOST_TEST((hash_entries::of(content).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_chunk_by_position_is_not_taken_for_one_by_hash) {
  auto bytes = open_chunk(chunk_kind::by_position, 0, 0);
  seal_chunk(bytes, index_id);
  const auto content = check_chunk(bytes, index_id, 0).value();
  BOOST_TEST((hash_entries::of(content).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(places_keep_the_order_of_hashes_and_reach_from_end_to_end) {
  std::mt19937_64 random(2);
  for (const std::uint32_t chunks : {1u, 2u, 3u, 1000u, 2237u, 0xffffffffu}) {
    BOOST_TEST(place_of(0, chunks).chunk == 0u);
    BOOST_TEST(place_of(UINT64_MAX, chunks).chunk == chunks - 1);
    for (int i = 0; i < 1000; ++i) {
      auto low = random();
      auto high = random();
      if (low > high) std::swap(low, high);
      const auto a = place_of(low, chunks);
      const auto b = place_of(high, chunks);
      BOOST_TEST((std::pair(a.chunk, a.fingerprint) <= std::pair(b.chunk, b.fingerprint)));
    }
  }
}

BOOST_AUTO_TEST_CASE(places_are_the_leading_bits_where_the_chunks_are_a_power_of_two) {
  const auto place = place_of(0xabcdef0123456789, 1 << 12);
  BOOST_TEST(place.chunk == 0xabcu);
  BOOST_TEST(place.fingerprint == 0xdef01234u);
}

BOOST_AUTO_TEST_CASE(a_million_ids_spread_evenly) {
  constexpr std::uint32_t ids = 1000000;
  const auto chunks = hash_chunks_for(ids);
  std::vector<std::uint32_t> filled(chunks);
  for (std::uint32_t i = 0; i < ids; ++i)
    ++filled[place_of(hash_of(campaign_id{42}, "u" + std::to_string(i)), chunks).chunk];
  BOOST_TEST(*std::max_element(filled.begin(), filled.end()) < 600u);
  BOOST_TEST(*std::min_element(filled.begin(), filled.end()) > 360u);
}

BOOST_AUTO_TEST_CASE(another_campaign_hashes_otherwise) {
  BOOST_TEST(hash_of(campaign_id{1}, "u1") != hash_of(campaign_id{2}, "u1"));
}

BOOST_AUTO_TEST_SUITE_END()
