#include "attribution/recipients/index_tiers.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <boost/test/unit_test.hpp>

#include "attribution/recipients/chunk_by_hash.hpp"

using namespace waypost;

namespace {

// A campaign whose uploads and merges are made one by one.
struct uploads_in_time {
  recipient_uploads in;
  std::uint32_t recipients = 0;
  std::uint64_t next_id = 1;
  std::uint64_t rewritten = 0;

  void upload(std::uint32_t count) {
    const upload_id id{next_id++};
    in.uploads.push_back({id, recipients, count, 1, 1});
    in.indexes.push_back({id, 1, {id}});
    recipients += count;
  }

  bool merge() {
    const auto covers = uploads_to_merge(in);
    if (covers.empty()) return false;
    for (const auto id : covers) rewritten += in.uploads[static_cast<std::uint64_t>(id) - 1].count;
    std::erase_if(in.indexes, [&](const recipient_index& i) {
      return std::find(covers.begin(), covers.end(), i.covers.front()) != covers.end();
    });
    in.indexes.push_back({upload_id{1000000 + next_id}, 1, covers});
    return true;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(index_tiers)

BOOST_AUTO_TEST_CASE(one_upload_is_left_alone) {
  uploads_in_time t;
  BOOST_TEST(uploads_to_merge(t.in).empty());
  t.upload(1000);
  BOOST_TEST(uploads_to_merge(t.in).empty());
}

BOOST_AUTO_TEST_CASE(an_index_twice_as_large_is_taken_in_and_a_larger_one_is_not) {
  uploads_in_time t;
  t.upload(200);
  t.upload(100);
  BOOST_TEST((uploads_to_merge(t.in) == std::vector{upload_id{1}, upload_id{2}}));
  uploads_in_time larger;
  larger.upload(201);
  larger.upload(100);
  BOOST_TEST(uploads_to_merge(larger.in).empty());
}

BOOST_AUTO_TEST_CASE(what_was_taken_in_helps_to_take_in_more) {
  uploads_in_time t;
  t.upload(600);
  t.upload(200);
  t.upload(100);
  BOOST_TEST(uploads_to_merge(t.in).size() == 3u);
}

BOOST_AUTO_TEST_CASE(indexes_are_judged_by_position_and_not_by_place_in_the_list) {
  uploads_in_time t;
  t.upload(10000);
  t.upload(100);
  t.upload(100);
  std::reverse(t.in.indexes.begin(), t.in.indexes.end());
  BOOST_TEST((uploads_to_merge(t.in) == std::vector{upload_id{2}, upload_id{3}}));
}

BOOST_AUTO_TEST_CASE(single_uploads_leave_few_indexes_and_are_not_rewritten_often) {
  uploads_in_time t;
  constexpr std::uint32_t uploads = 3000;
  for (std::uint32_t i = 0; i < uploads; ++i) {
    t.upload(1);
    while (t.merge()) {
    }
    BOOST_REQUIRE_LE(static_cast<double>(t.in.indexes.size()), std::log2(i + 2.0) + 1e-9);
  }
  BOOST_TEST(t.rewritten <= uploads * std::log(uploads) / std::log(1.5));
}

BOOST_AUTO_TEST_CASE(uploads_of_any_size_leave_few_indexes) {
  std::mt19937 random(7);
  uploads_in_time t;
  for (int i = 0; i < 500; ++i) {
    t.upload(1 + static_cast<std::uint32_t>(random() % 100000) /
                     (1 + static_cast<std::uint32_t>(random() % 5000)));
    while (t.merge()) {
    }
    BOOST_REQUIRE_LE(static_cast<double>(t.in.indexes.size()), std::log2(t.recipients + 1.0) + 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(no_index_covers_more_uploads_than_an_ordinal_can_name) {
  recipient_uploads in;
  recipient_index full{upload_id{1u << 20}, 1, {}};
  for (std::uint32_t i = 0; i < most_covered_uploads; ++i) {
    in.uploads.push_back({upload_id{i + 1}, i, 1, 1, 1});
    full.covers.push_back(upload_id{i + 1});
  }
  in.indexes.push_back(full);
  in.uploads.push_back({upload_id{70000}, most_covered_uploads, 1000000, 1, 1});
  in.indexes.push_back({upload_id{70000}, 1, {upload_id{70000}}});
  BOOST_TEST(uploads_to_merge(in).empty());
}

BOOST_AUTO_TEST_SUITE_END()
