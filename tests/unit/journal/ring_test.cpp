#include "attribution/journal/ring.hpp"

#include <boost/test/unit_test.hpp>

#include "attribution/journal/ring_layout.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct ring_fixture {
  ring_fixture() { make({7, 3, 1}); }

  void make(const journal_name& name) { r = ring::create(file, name, 16384).value(); }

  bool append(const std::string& user_agent = "agent") {
    const bool done = r->append(a_click(number, user_agent));
    if (done) ++number;
    return done;
  }

  // Reads and frees all, and checks that it is what was appended.
  void consume(ring_reader& reader) {
    while (const auto e = reader.next()) {
      BOOST_REQUIRE(e->offset == consumed);
      BOOST_REQUIRE(std::get<click>(e->what).code.number == consumed);
      ++consumed;
    }
    reader.free_before(reader.position());
  }

  temporary_directory folder{"/dev/shm"};
  std::filesystem::path file = folder.path() / "1.ring";
  std::unique_ptr<ring> r;
  std::uint64_t number = 0;
  std::uint64_t consumed = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_ring, ring_fixture)

BOOST_AUTO_TEST_CASE(every_part_of_an_event_comes_back) {
  click c;
  c.time_ms = 1700000000123;
  c.code = {11, 49ULL * 49 * 49};
  c.answered = answer::fallback;
  c.client = {{network::family::ipv6, {0x20, 0x01, 0x0d, 0xb8, 1, 2}}, true, true, "agent \xff"};
  BOOST_TEST(r->append({99, c}));
  BOOST_TEST(r->append(a_report(5, "{}")));
  ring_reader reader(*r);
  const auto first = reader.next();
  BOOST_REQUIRE(first.has_value());
  const auto& got = std::get<click>(first->what);
  BOOST_TEST(first->offset == 0u);
  BOOST_TEST(got.time_ms == c.time_ms);
  BOOST_TEST((got.code == c.code));
  BOOST_TEST((got.answered == c.answered));
  BOOST_TEST((got.client.from == c.client.from));
  BOOST_TEST((got.client.head && got.client.prefetch));
  BOOST_TEST(got.client.user_agent == c.client.user_agent);
  const auto second = reader.next();
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST((told(*second) == told_event{1, 5, "{}", false}));
  BOOST_TEST(!reader.next().has_value());
}

BOOST_AUTO_TEST_CASE(events_of_all_sizes_wrap_around) {
  ring_reader reader(*r);
  for (std::size_t i = 0; i < 20000; ++i) {
    BOOST_REQUIRE(append(std::string(i * 7 % (longest_user_agent + 1), 'u')));
    if (i % 13 == 0) consume(reader);
  }
  consume(reader);
  BOOST_TEST(consumed == 20000u);
  BOOST_TEST(r->dropped() == 0u);
}

BOOST_AUTO_TEST_CASE(largest_reports_wrap_around) {
  ring_reader reader(*r);
  const std::string text(longest_report, 'x');
  for (std::uint64_t i = 0; i < 1000; ++i) {
    BOOST_REQUIRE(r->append(a_report(i, std::string_view(text).substr(i % 100))));
    const auto e = reader.next();
    BOOST_REQUIRE(e.has_value());
    BOOST_REQUIRE(std::get<report>(e->what).text.size() == text.size() - i % 100);
    reader.free_before(reader.position());
  }
}

BOOST_AUTO_TEST_CASE(a_report_that_is_too_long_is_dropped_and_counted) {
  BOOST_TEST(!r->append(a_report(1, std::string(longest_report + 1, 'x'))));
  BOOST_TEST(r->dropped() == 1u);
  BOOST_TEST(r->published() == 0u);
}

BOOST_AUTO_TEST_CASE(a_user_agent_is_cut) {
  append(std::string(1000, 'u'));
  ring_reader reader(*r);
  BOOST_TEST(told(*reader.next()).text.size() == longest_user_agent);
}

BOOST_AUTO_TEST_CASE(what_its_producer_keeps_is_not_counted_as_dropped) {
  while (append()) {
  }
  for (int i = 0; i < 9; ++i) BOOST_TEST(!r->try_append(a_report(1, "{}")));
  BOOST_TEST(r->dropped() == 1u);
  ring_reader reader(*r);
  consume(reader);
  BOOST_TEST(r->try_append(a_report(1, "{}")));
  BOOST_TEST(std::get<report>(reader.next()->what).text == "{}");
}

BOOST_AUTO_TEST_CASE(full_ring_drops_and_counts_exactly) {
  while (append()) {
  }
  const std::uint64_t held = number;
  for (int i = 0; i < 9; ++i) BOOST_TEST(!append());
  BOOST_TEST(r->dropped() == 10u);
  BOOST_TEST(r->published() == held);
  ring_reader reader(*r);
  consume(reader);
  BOOST_TEST(consumed == held);
  BOOST_TEST(append());
  BOOST_TEST(r->freed() == held);
}

BOOST_AUTO_TEST_CASE(freeing_in_part_makes_room_in_part) {
  while (append()) {
  }
  const std::uint64_t held = number;
  ring_reader reader(*r);
  reader.pass_to(10);
  reader.free_before(reader.position());
  while (append()) {
  }
  BOOST_TEST(number - held >= 9u);
  BOOST_TEST(number - held <= 10u);
}

BOOST_AUTO_TEST_CASE(who_looks_on_is_overtaken_and_never_given_reused_bytes) {
  ring_reader consumer(*r);
  ring_reader onlooker(*r);
  append();
  BOOST_TEST(onlooker.next()->offset == 0u);
  for (int i = 0; i < 5000; ++i) {
    BOOST_REQUIRE(append("agent " + std::to_string(i)));
    consume(consumer);
  }
  append("last");
  const auto e = onlooker.next();
  BOOST_REQUIRE(e.has_value());
  BOOST_TEST((told(*e) == told_event{5001, 5001, "last", true}));
}

BOOST_AUTO_TEST_CASE(stale_bytes_of_an_older_lap_never_pass) {
  ring_reader consumer(*r);
  // Records of one size, so that each lap's lie where the older lap's lay.
  for (int i = 0; i < 1000; ++i) {
    append();
    consume(consumer);
  }
  r.reset();
  // As if the newest publication had claimed more than was written: the older lap's records lie there whole.
  std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
  std::uint64_t bytes = 0;
  f.seekg(offsetof(ring_layout, published_bytes));
  f.read(reinterpret_cast<char*>(&bytes), sizeof bytes);
  bytes += 56 * 20;
  f.seekp(offsetof(ring_layout, published_bytes));
  f.write(reinterpret_cast<const char*>(&bytes), sizeof bytes);
  f.close();
  const auto again = ring::open(file).value();
  ring_reader reader(*again);
  BOOST_TEST(!reader.next().has_value());
}

BOOST_AUTO_TEST_CASE(another_journals_bytes_never_pass) {
  for (int i = 0; i < 10; ++i) append();
  r.reset();
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::filesystem::remove(file);
  make({7, 4, 1});
  append();
  r.reset();
  std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
  f.seekp(ring_data_at);
  f.write(bytes.data() + ring_data_at, 56 * 10);
  f.close();
  const auto again = ring::open(file).value();
  ring_reader reader(*again);
  BOOST_TEST(!reader.next().has_value());
}

BOOST_AUTO_TEST_CASE(a_flipped_byte_costs_one_event) {
  for (int i = 0; i < 10; ++i) append();
  r.reset();
  journal_fixture::flip_byte(file, ring_data_at + 56 * 4 + 20);
  const auto again = ring::open(file).value();
  ring_reader reader(*again);
  std::vector<std::uint64_t> offsets;
  while (const auto e = reader.next()) offsets.push_back(e->offset);
  const std::vector<std::uint64_t> expected{0, 1, 2, 3, 5, 6, 7, 8, 9};
  BOOST_TEST(offsets == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_unknown_version_is_refused) {
  r.reset();
  journal_fixture::flip_byte(file, offsetof(ring_layout, version));
  BOOST_TEST((ring::open(file).error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(what_is_no_ring_is_refused) {
  r.reset();
  journal_fixture::flip_byte(file, offsetof(ring_layout, node));
  BOOST_TEST((ring::open(file).error() == errc::corrupt));
  journal_fixture::truncate(file, 4096);
  BOOST_TEST((ring::open(file).error() == errc::corrupt));
  journal_fixture::truncate(file, std::filesystem::file_size(file));
  BOOST_TEST((ring::open(file).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_ring_is_never_made_over_another) {
  BOOST_TEST(ring::create(file, {7, 3, 1}, 16384).has_error());
}

BOOST_AUTO_TEST_CASE(no_room_for_a_ring_is_said) {
  const auto made = ring::create(folder.path() / "2.ring", {7, 3, 2}, std::size_t{1} << 46);
  BOOST_TEST(made.has_error());
  BOOST_TEST(!std::filesystem::exists(folder.path() / "2.ring"));
}

BOOST_AUTO_TEST_SUITE_END()
