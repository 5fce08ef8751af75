#include "attribution/registry/recorded_state.hpp"

#include <atomic>
#include <fstream>
#include <map>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/registry/local_log.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;
namespace fs = std::filesystem;

namespace {

// A local log that somebody else looks at.
struct looked_at {
  explicit looked_at(std::uint64_t merge_at = std::uint64_t{16} << 20) : files(folder.path(), log, merge_at) {
    files.open([](const folded_entry&) {});
  }

  // Any thread: the macros of tests are for one.
  bool append(const change::any& what) {
    const std::vector<std::string> texts{to_json(what)};
    const folded_entry e{{next, nonce{next}, nonce{next - 1}, join_changes(texts), {}}, "1"};
    ++next;
    return files.append(std::span(&e, 1)).has_value();
  }
  void said(const change::any& what) { BOOST_REQUIRE(append(what)); }

  void register_campaign() {
    said(change::create_account{shop, "shop", 0});
    said(campaign_of(spring, {"a", "b"}));
    said(recipients_of(spring, 1, run_at(run_a, 100, 2)));
  }

  fs::path tail() const {
    for (const auto& file : fs::directory_iterator(folder.path()))
      if (file.path().filename().string().starts_with("tail-")) return file.path();
    throw std::runtime_error("no tail");
  }

  std::uint64_t entries_seen() const {
    std::uint64_t seen = 0;
    bool in_order = true;
    const auto looked = local_log::look(
        folder.path(), [&](const folded_entry& e) { in_order = in_order && e.of.number == ++seen; });
    BOOST_REQUIRE(looked.has_value());
    BOOST_REQUIRE(in_order);
    return seen;
  }

  temporary_directory folder;
  recording_log log;
  local_log files;
  std::uint64_t next = 1;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(who_looks_at_a_local_log)

BOOST_AUTO_TEST_CASE(sees_what_is_registered) {
  looked_at server;
  server.register_campaign();
  const auto state = read_recorded_state(server.folder.path());
  BOOST_REQUIRE(state.has_value());
  const auto& found = state->campaigns.at(spring);
  BOOST_TEST(found.of->recipients == 100U);
  BOOST_TEST(found.of->links.at(1).label == "b");
  BOOST_TEST_REQUIRE(found.blocks.size() == 1U);
  BOOST_TEST(found.blocks[0].first_number == run_a);
}

BOOST_AUTO_TEST_CASE(sees_snapshot_and_tail) {
  looked_at server(2000);
  for (int i = 0; i < 100; ++i) server.said(change::create_account{account_id{1000U + server.next}, "a", 0});
  BOOST_TEST(fs::file_size(server.folder.path() / "snapshot") > 1000U);
  BOOST_TEST(fs::file_size(server.tail()) > 100U);
  BOOST_TEST(server.entries_seen() == 100U);
}

BOOST_AUTO_TEST_CASE(passes_over_what_is_torn_and_changes_nothing) {
  looked_at server;
  server.register_campaign();
  std::ofstream(server.tail(), std::ios::app | std::ios::binary) << "half a frame";
  const auto size = fs::file_size(server.tail());
  const auto written = fs::last_write_time(server.tail());
  BOOST_TEST(server.entries_seen() == 3U);
  BOOST_TEST(fs::file_size(server.tail()) == size);
  BOOST_TEST((fs::last_write_time(server.tail()) == written));
}

BOOST_AUTO_TEST_CASE(is_told_where_there_is_none_or_it_is_damaged) {
  const temporary_directory empty;
  BOOST_TEST((read_recorded_state(empty.path()).error() == errc::not_found));
  looked_at server(1);
  server.register_campaign();
  fs::resize_file(server.folder.path() / "snapshot", fs::file_size(server.folder.path() / "snapshot") - 1);
  BOOST_TEST((read_recorded_state(server.folder.path()).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(is_told_of_entries_that_a_newer_program_made) {
  looked_at server;
  const folded_entry e{{1, nonce{1}, nonce{}, R"([{"do":"something_new"}])", {}}, "1"};
  BOOST_REQUIRE(server.files.append(std::span(&e, 1)).has_value());
  BOOST_TEST((read_recorded_state(server.folder.path()).error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(sees_a_log_that_is_merged_meanwhile) {
  looked_at server(1);  // merged whenever half as much has come as there was
  std::atomic<std::uint64_t> kept{0};
  std::atomic<bool> stopping{false};
  std::thread owner([&] {
    while (!stopping && server.append(change::create_account{account_id{1000U + server.next}, "a", 0}))
      ++kept;
  });
  bool right = true;
  BOOST_TEST(eventually([&] {
    const auto before = kept.load();
    const auto seen = server.entries_seen();
    right = right && seen >= before && seen <= kept + 1;
    return !right || kept > 500;
  }));
  BOOST_TEST(right);
  stopping = true;
  owner.join();
}

BOOST_AUTO_TEST_SUITE_END()
