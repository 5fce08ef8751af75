#include <boost/test/unit_test.hpp>

#include "attribution/journal/checksum.hpp"
#include "attribution/journal/record.hpp"
#include "attribution/journal/segment_reader.hpp"
#include "attribution/journal/segment_writer.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// One segment, written and read without a journal around it.
struct segment_fixture {
  void write(const std::vector<event>& events, std::uint64_t first = 0) {
    auto writer = segment_writer::create(on, folder.path(), {name, first, first, 1}).value();
    end = first;
    for (event e : events) {
      e.offset = end++;
      writer.put(e);
    }
    BOOST_REQUIRE(writer.write().has_value());
    BOOST_REQUIRE(writer.sync().has_value());
    file = writer.file();
  }

  void write_clicks(std::uint64_t count) {
    std::vector<event> events;
    for (std::uint64_t i = 0; i < count; ++i) events.push_back(a_click(i));
    write(events);
  }

  std::vector<told_event> read(std::uint64_t from = 0) {
    auto reader = segment_reader::open(file, name, 0).value();
    header_corrupt = reader.header_corrupt();
    std::vector<told_event> all;
    std::size_t most = 1000000;
    const auto next = reader.read(
        from, end, std::filesystem::file_size(file), most, [&](const event& e) { all.push_back(told(e)); },
        [&](std::uint64_t gap_from, std::uint64_t gap_to) {
          gaps.emplace_back(gap_from, gap_to);
          return true;
        });
    BOOST_TEST(next.value() == end);
    return all;
  }

  using gap = std::pair<std::uint64_t, std::uint64_t>;

  temporary_directory folder;
  disk on;
  journal_name name{7, 3, 1};
  std::filesystem::path file;
  std::uint64_t end = 0;
  bool header_corrupt = false;
  std::vector<gap> gaps;
};

// Where the record of click `number` begins when all clicks have the fixture's one user agent.
std::uint64_t place_of(std::uint64_t number) { return segment_header_bytes + 72 + 48 * number; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_segment, segment_fixture)

BOOST_AUTO_TEST_CASE(user_agents_are_written_once) {
  write_clicks(100);
  BOOST_TEST(std::filesystem::file_size(file) == place_of(100));
  BOOST_TEST(are_all(read(), 100));
}

BOOST_AUTO_TEST_CASE(user_agents_beyond_the_table_are_written_out) {
  std::vector<std::string> agents;
  for (int i = 0; i < most_user_agents + 500; ++i) agents.push_back("agent " + std::to_string(i));
  std::vector<event> events;
  for (int lap = 0; lap < 2; ++lap)
    for (std::size_t i = 0; i < agents.size(); ++i) events.push_back(a_click(events.size(), agents[i]));
  write(events);
  const auto got = read();
  BOOST_TEST(are_all(got, events.size()));
  for (const auto& e : got) BOOST_REQUIRE(e.text == agents[e.offset % agents.size()]);
}

BOOST_AUTO_TEST_CASE(clicks_without_a_user_agent_stay_without) {
  write({a_click(0, ""), a_click(1, "x"), a_click(2, "")});
  const auto got = read();
  BOOST_REQUIRE(got.size() == 3u);
  BOOST_TEST(got[0].text.empty());
  BOOST_TEST(got[1].text == "x");
  BOOST_TEST(got[2].text.empty());
}

BOOST_AUTO_TEST_CASE(reports_come_back) {
  const std::string text(longest_report, 'r');
  write({a_report(17, text), a_report(18, "")});
  const auto got = read();
  BOOST_REQUIRE(got.size() == 2u);
  BOOST_TEST((got[0] == told_event{0, 17, text, false}));
  BOOST_TEST((got[1] == told_event{1, 18, "", false}));
}

BOOST_AUTO_TEST_CASE(every_byte_flipped_costs_at_most_its_own_record) {
  write_clicks(20);
  for (std::uint64_t at = place_of(0); at < place_of(20); ++at) {
    journal_fixture::flip_byte(file, at);
    gaps.clear();
    const std::uint64_t hit = (at - place_of(0)) / 48;
    const auto got = read();
    BOOST_REQUIRE(got.size() == 19u);
    for (const auto& e : got) BOOST_REQUIRE(e.number == e.offset && e.offset != hit);
    BOOST_REQUIRE((gaps == std::vector<gap>{{hit, hit + 1}}));
    journal_fixture::flip_byte(file, at);
  }
  BOOST_TEST(are_all(read(), 20));
}

BOOST_AUTO_TEST_CASE(cut_anywhere_it_gives_the_whole_records_before_the_cut) {
  write_clicks(10);
  const auto size = std::filesystem::file_size(file);
  for (std::uint64_t cut = 1; cut <= size; ++cut) {
    journal_fixture::truncate(file, 1);
    const std::uint64_t left = size - cut;
    const std::uint64_t whole = left < place_of(0) ? 0 : (left - place_of(0)) / 48;
    auto reader = segment_reader::open(file, name, 0).value();
    BOOST_REQUIRE(reader.find_end(left).value() == whole);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_table_entry_costs_the_user_agent_and_not_the_click) {
  write_clicks(10);
  journal_fixture::flip_byte(file, segment_header_bytes + 50);
  const auto got = read();
  BOOST_TEST(are_all(got, 10));
  BOOST_TEST(got[0].text.empty());
  BOOST_TEST(gaps.empty());
}

BOOST_AUTO_TEST_CASE(a_corrupt_header_costs_nothing) {
  write_clicks(10);
  journal_fixture::flip_byte(file, 40);
  BOOST_TEST(are_all(read(), 10));
  BOOST_TEST(header_corrupt);
}

BOOST_AUTO_TEST_CASE(an_unknown_version_is_refused) {
  write_clicks(10);
  // A later version's header: the same magic, its own number, a checksum that fits.
  std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
  std::array<char, segment_header_bytes> header;
  f.read(header.data(), header.size());
  header[8] = 2;
  const std::uint64_t sum = checksum(header.data(), 56);
  std::memcpy(header.data() + 56, &sum, sizeof sum);
  f.seekp(0);
  f.write(header.data(), header.size());
  f.close();
  BOOST_TEST((segment_reader::open(file, name, 0).error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(another_journals_segment_gives_nothing) {
  write_clicks(10);
  name.start = 4;
  BOOST_TEST(read().empty());
  BOOST_TEST((gaps == std::vector<gap>{{0, 10}}));
  BOOST_TEST(header_corrupt);
}

BOOST_AUTO_TEST_CASE(zeros_after_the_last_record_are_no_events) {
  write_clicks(10);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) + 100000);
  auto reader = segment_reader::open(file, name, 0).value();
  BOOST_TEST(reader.find_end(std::filesystem::file_size(file)).value() == 10u);
}

BOOST_AUTO_TEST_CASE(a_record_hidden_in_a_user_agent_does_not_pass) {
  // The checksums of a journal cannot be made without its key, which begins with a random number.
  std::array<std::byte, largest_record> fake;
  const auto length = encode(a_click(99, ""), 1, key_of({8, 3, 1}), fake.data());
  const std::string agent(reinterpret_cast<const char*>(fake.data()), length);
  write({a_click(0, "x"), a_click(1, agent), a_click(2, "x")});
  journal_fixture::flip_byte(file, segment_header_bytes + 56 + 48 + 1);
  const auto got = read();
  for (const auto& e : got) BOOST_TEST(e.number == e.offset);
}

BOOST_AUTO_TEST_SUITE_END()
