#include <atomic>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/ring_reader.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::uint64_t events_per_thread = 60000;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(threads_of_a_journal, journal_fixture)

BOOST_AUTO_TEST_CASE(producers_writer_and_reader_work_at_once) {
  options.rings = 3;
  options.ring_bytes = 256 << 10;
  options.segment_bytes = 512 << 10;
  open();
  std::vector<std::thread> producers;
  for (std::size_t index = 0; index < options.rings; ++index)
    producers.emplace_back([this, index] {
      ring& to = server->ring_at(index);
      for (std::uint64_t n = 0; n < events_per_thread;)
        if (to.append(a_click(n, "agent " + std::to_string(n % 5000))))
          ++n;
        else
          std::this_thread::yield();
    });
  std::vector<std::uint64_t> next(options.rings, 0);
  bool in_order = true;
  const auto read_all = [&] {
    bool done = true;
    for (std::size_t i = 0; i < readers.size(); ++i) {
      std::uint64_t expected = next[i];
      next[i] = readers[i]
                    ->read(next[i], 500,
                           [&](const event& e) {
                             const told_event t = told(e);
                             in_order = in_order && t.offset == expected && t.number == expected &&
                                        t.text == "agent " + std::to_string(expected % 5000);
                             ++expected;
                           })
                    .value();
      done = done && next[i] == events_per_thread;
    }
    return done;
  };
  BOOST_TEST(eventually(read_all));
  BOOST_TEST(in_order);
  for (auto& p : producers) p.join();
  BOOST_TEST(!log.contains("alarm"));
}

BOOST_AUTO_TEST_CASE(who_looks_on_while_bytes_are_reused_is_given_nothing_wrong) {
  const auto r = ring::create(memory_folder.path() / "looked-at.ring", {7, 3, 1}, 16384).value();
  std::atomic<bool> over{false};
  std::thread producer([&] {
    for (std::uint64_t n = 0; n < events_per_thread * 3;)
      if (r->append(a_click(n, "agent " + std::to_string(n))))
        ++n;
      else
        std::this_thread::yield();
    over = true;
  });
  std::thread consumer([&] {
    ring_reader reader(*r);
    while (!over || !reader.at_end())
      if (reader.next())
        reader.free_before(reader.position());
      else
        std::this_thread::yield();
  });
  ring_reader onlooker(*r);
  std::uint64_t seen = 0;
  std::uint64_t wrong = 0;
  std::uint64_t least = 0;
  while (!over) {
    const auto e = onlooker.next();
    if (!e) continue;
    const told_event t = told(*e);
    if (t.offset < least || t.number != t.offset || t.text != "agent " + std::to_string(t.offset)) ++wrong;
    least = t.offset + 1;
    ++seen;
  }
  producer.join();
  consumer.join();
  BOOST_TEST(wrong == 0u);
  BOOST_TEST(seen > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
