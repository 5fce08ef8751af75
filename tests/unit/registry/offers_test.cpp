#include "attribution/registry/offers.hpp"

#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

using namespace waypost;
using namespace std::chrono_literals;

namespace {

struct offering {
  boost::asio::io_context io;
  offers queue;

  std::future<result<offer_outcome>> offer(const std::string& change, std::chrono::milliseconds limit = 60s) {
    auto answer = boost::asio::co_spawn(io, queue.offer(change, limit), boost::asio::use_future);
    settle();
    return answer;
  }
  // Runs what can run without waiting.
  void settle() {
    io.restart();
    io.poll();
  }
  // The entry under way is folded as the stream's `number`-th.
  void fold(std::uint64_t number, const std::vector<offer_outcome>& outcomes) {
    auto e = *queue.next();
    e.number = number;
    queue.folded(e, outcomes);
  }
};

bool is_open(std::future<result<offer_outcome>>& f) { return f.wait_for(0s) != std::future_status::ready; }

const offer_outcome taken{true, {}, {}, 0};

}  // namespace

BOOST_AUTO_TEST_SUITE(offers_under_way)

BOOST_AUTO_TEST_CASE(what_is_offered_meanwhile_shares_an_entry) {
  offering o;
  auto one = o.offer("1");
  auto two = o.offer("2");
  BOOST_TEST(o.queue.next()->changes == "[1,2]");
  auto three = o.offer("3");
  BOOST_TEST(o.queue.next()->changes == "[1,2]");
  o.fold(5, {taken, {false, "taken already", errc::conflict, 0}});
  BOOST_TEST(o.queue.next()->changes == "[3]");
  BOOST_TEST(is_open(one));
  o.queue.kept(5);
  o.settle();
  BOOST_TEST(one.get()->taken);
  BOOST_TEST((two.get()->why == errc::conflict));
  BOOST_TEST(is_open(three));
  o.queue.refuse_all(errc::closed);
  o.settle();
}

BOOST_AUTO_TEST_CASE(an_answer_waits_for_the_local_log) {
  offering o;
  auto answer = o.offer("1");
  o.fold(5, {taken});
  o.queue.kept(4);
  o.settle();
  BOOST_TEST(is_open(answer));
  o.queue.kept(6);
  o.settle();
  BOOST_TEST(answer.get()->taken);
}

BOOST_AUTO_TEST_CASE(an_entry_in_doubt_stays_as_it_is) {
  offering o;
  auto patient = o.offer("1");
  auto hasty = o.offer("2", 1ms);
  const auto id = o.queue.next()->id;
  o.queue.doubt();
  o.io.restart();
  o.io.run_for(50ms);
  BOOST_TEST((hasty.get().error() == errc::redis_unavailable));
  o.queue.refuse_queued(errc::redis_unavailable);
  BOOST_REQUIRE(o.queue.next() != nullptr);
  BOOST_TEST((o.queue.next()->id == id));
  BOOST_TEST(o.queue.next()->changes == "[1,2]");
  o.fold(9, {taken, taken});
  o.queue.kept(9);
  o.settle();
  BOOST_TEST(patient.get()->taken);
}

BOOST_AUTO_TEST_CASE(an_entry_in_doubt_that_nobody_waits_for_is_dropped) {
  offering o;
  auto hasty = o.offer("1", 1ms);
  BOOST_REQUIRE(o.queue.next() != nullptr);
  o.queue.doubt();
  o.io.restart();
  o.io.run_for(50ms);
  BOOST_TEST((o.queue.next() == nullptr));
}

BOOST_AUTO_TEST_CASE(a_refused_entry_is_put_together_anew_without_who_has_left) {
  offering o;
  auto patient = o.offer("1");
  auto hasty = o.offer("2", 1ms);
  const auto id = o.queue.next()->id;
  o.io.restart();
  o.io.run_for(50ms);
  BOOST_TEST(o.queue.next()->changes == "[1]");
  BOOST_TEST((o.queue.next()->id != id));
  o.queue.refuse_all(errc::closed);
  o.settle();
  BOOST_TEST((patient.get().error() == errc::closed));
}

BOOST_AUTO_TEST_CASE(an_entry_of_somebody_else_answers_nobody) {
  offering o;
  auto answer = o.offer("1");
  auto theirs = *o.queue.next();
  theirs.id = nonce{static_cast<std::uint64_t>(theirs.id) + 1};
  o.queue.folded(theirs, {taken});
  o.queue.kept(100);
  o.settle();
  BOOST_TEST(is_open(answer));
  o.queue.refuse_queued(errc::redis_unavailable);
  o.settle();
  BOOST_TEST((answer.get().error() == errc::redis_unavailable));
}

BOOST_AUTO_TEST_CASE(an_entry_carries_500_changes_at_the_most) {
  offering o;
  std::vector<std::future<result<offer_outcome>>> answers;
  for (int i = 0; i < 501; ++i) answers.push_back(o.offer("1"));
  BOOST_TEST(o.queue.next()->changes.size() == 1001u);  // [1,1,…]
  o.fold(1, std::vector<offer_outcome>(500, taken));
  BOOST_TEST(o.queue.next()->changes == "[1]");
  o.queue.refuse_all(errc::closed);
  o.settle();
}

BOOST_AUTO_TEST_SUITE_END()
