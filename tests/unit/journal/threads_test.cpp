#include <atomic>
#include <chrono>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "attribution/journal/ring_reader.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

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

// Who is overtaken sees only what is not freed yet: so the producer goes on until enough was seen, however
// seldom the onlooker has its turn, and the consumer frees by the batch, as the journal's writer does.
BOOST_AUTO_TEST_CASE(who_looks_on_while_bytes_are_reused_is_given_nothing_wrong) {
  constexpr std::uint64_t enough = 1000;
  constexpr std::uint64_t batch = 32;
  const auto r = ring::create(memory_folder.path() / "looked-at.ring", {7, 3, 1}, 16384).value();
  const auto give_up = std::chrono::steady_clock::now() + 2min;
  std::atomic<std::uint64_t> seen{0};
  std::atomic<bool> over{false};
  std::thread producer([&] {
    const auto wanted = [&] { return seen < enough && std::chrono::steady_clock::now() < give_up; };
    for (std::uint64_t n = 0; n < events_per_thread * 3 || wanted();)
      if (r->append(a_click(n, "agent " + std::to_string(n))))
        ++n;
      else
        std::this_thread::yield();
    over = true;
  });
  std::thread consumer([&] {
    ring_reader reader(*r);
    for (std::uint64_t read = 0; !over || !reader.at_end();)
      if (!reader.next())
        std::this_thread::yield();
      else if (++read % batch == 0)
        reader.free_before(reader.position());
  });
  ring_reader onlooker(*r);
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
  BOOST_TEST(seen >= enough);
}

BOOST_AUTO_TEST_SUITE_END()
