#include "attribution/ledger/step_machine.hpp"

#include <ostream>

#include <boost/test/unit_test.hpp>

using namespace waypost;
using kind = step_action::kind;
using verdict = apply_answer::verdict;

namespace {

constexpr std::optional<std::uint64_t> no_events;

// A machine and the words to lead it through its steps.
struct led {
  std::uint64_t tokens = 0;
  step_machine machine{[this] { return ++tokens; }};

  step_action resume(std::optional<std::uint64_t> ready = no_events) {
    return machine.next(step_result::resumed{}, ready);
  }
  step_action done(std::optional<std::uint64_t> ready = no_events) {
    return machine.next(step_result::done{}, ready);
  }
  step_action found(std::uint64_t watermark, std::optional<std::uint64_t> ready = no_events) {
    return machine.next(ledger_position{watermark, false}, ready);
  }
  step_action answered(verdict said, std::uint64_t watermark) {
    return machine.next(apply_answer{said, watermark}, no_events);
  }
  step_action fail(errc why) { return machine.next(step_result::failed{why}, no_events); }

  // Up to where the facts of [0, 10) are asked for.
  step_action to_facts() {
    resume(10);
    return found(0, 10);
  }
  step_action to_apply() {
    to_facts();
    return done();
  }
  // Up to where `watermark` is known and released.
  void settle_at(std::uint64_t watermark) {
    resume();
    if (found(watermark).what == kind::release) done();
  }
};

// A failure puts the machine back to where it asks Redis for the position before anything else.
void begins_anew(led& m, const step_action& after) {
  BOOST_TEST((after.what == kind::wait));
  BOOST_TEST(after.pause.count() > 0);
  BOOST_TEST((m.resume(10).what == kind::read_position));
}

}  // namespace

namespace waypost {
std::ostream& operator<<(std::ostream& out, const step_action& a) {
  return out << "action " << static_cast<int>(a.what) << " [" << a.from << ", " << a.to << ") token "
             << a.token;
}
}  // namespace waypost

BOOST_AUTO_TEST_SUITE(step_machine_)

BOOST_AUTO_TEST_CASE(a_step_reads_writes_facts_applies_and_releases) {
  led m;
  BOOST_TEST((m.resume(10).what == kind::read_position));
  BOOST_TEST(m.found(0, 10) == (step_action{.what = kind::write_facts, .from = 0, .to = 10, .token = 1}));
  BOOST_TEST(m.done() == (step_action{.what = kind::apply, .from = 0, .to = 10, .token = 1}));
  BOOST_TEST(m.answered(verdict::applied, 10) == (step_action{.what = kind::release, .from = 0, .to = 10}));
  BOOST_TEST((m.done().what == kind::wait));
  BOOST_TEST(m.machine.watermark() == 10u);
}

BOOST_AUTO_TEST_CASE(the_next_step_begins_where_the_last_one_ended) {
  led m;
  m.to_apply();
  m.answered(verdict::applied, 10);
  BOOST_TEST(m.done(25) == (step_action{.what = kind::write_facts, .from = 10, .to = 25, .token = 2}));
}

BOOST_AUTO_TEST_CASE(a_known_position_is_not_read_again_before_the_next_step) {
  led m;
  m.to_apply();
  m.answered(verdict::applied, 10);
  m.done();
  BOOST_TEST((m.resume(20).what == kind::write_facts));
}

BOOST_AUTO_TEST_CASE(a_watermark_of_an_earlier_run_is_taken_over) {
  led m;
  m.resume(10);
  BOOST_TEST(m.found(7, 10) == (step_action{.what = kind::release, .from = 0, .to = 7}));
  BOOST_TEST(m.done(10) == (step_action{.what = kind::write_facts, .from = 7, .to = 10, .token = 1}));
}

BOOST_AUTO_TEST_CASE(events_below_the_watermark_make_no_step) {
  led m;
  m.settle_at(10);
  BOOST_TEST((m.resume(10).what == kind::wait));
}

BOOST_AUTO_TEST_CASE(every_failure_of_reading_begins_anew) {
  for (const auto why : {errc::redis_timeout, errc::redis_unavailable, errc::redis_error, errc::redis_moved,
                         errc::redis_loading, errc::redis_readonly, errc::redis_protocol}) {
    led m;
    m.resume(10);
    begins_anew(m, m.fail(why));
  }
}

BOOST_AUTO_TEST_CASE(every_failure_of_the_facts_begins_anew_facts_included) {
  for (const auto why : {errc::redis_timeout, errc::redis_unavailable, errc::redis_error, errc::redis_moved,
                         errc::redis_loading, errc::redis_readonly, errc::redis_protocol}) {
    led m;
    m.to_facts();
    begins_anew(m, m.fail(why));
    BOOST_TEST(m.found(0, 10) == (step_action{.what = kind::write_facts, .from = 0, .to = 10, .token = 2}));
  }
}

BOOST_AUTO_TEST_CASE(every_failure_of_apply_begins_anew_facts_included) {
  for (const auto why : {errc::redis_timeout, errc::redis_unavailable, errc::redis_error, errc::redis_moved,
                         errc::redis_loading, errc::redis_readonly, errc::redis_protocol}) {
    led m;
    m.to_apply();
    begins_anew(m, m.fail(why));
    BOOST_TEST(m.found(0, 10) == (step_action{.what = kind::write_facts, .from = 0, .to = 10, .token = 2}));
  }
}

BOOST_AUTO_TEST_CASE(unknown_scripts_are_loaded_and_the_step_begins_anew) {
  led m;
  m.to_facts();
  BOOST_TEST((m.fail(errc::redis_noscript).what == kind::load_scripts));
  BOOST_TEST((m.done(10).what == kind::read_position));
  BOOST_TEST(m.found(0, 10) == (step_action{.what = kind::write_facts, .from = 0, .to = 10, .token = 2}));
  m.done();
  BOOST_TEST((m.fail(errc::redis_noscript).what == kind::load_scripts));
}

BOOST_AUTO_TEST_CASE(scripts_that_stay_unknown_are_not_loaded_in_a_hot_loop) {
  led m;
  m.to_facts();
  auto next = m.fail(errc::redis_noscript);
  for (int i = 0; i < 10 && next.what == kind::load_scripts; ++i) {
    m.done(10);
    m.found(0, 10);
    next = m.fail(errc::redis_noscript);
  }
  BOOST_TEST((next.what == kind::wait));
  BOOST_TEST(next.pause.count() > 0);
}

BOOST_AUTO_TEST_CASE(unknown_scripts_are_loaded_however_often_it_failed_before) {
  led m;
  for (int i = 0; i < 20; ++i) {
    m.resume(10);
    m.fail(errc::redis_unavailable);
  }
  m.to_facts();
  BOOST_TEST((m.fail(errc::redis_noscript).what == kind::load_scripts));
}

BOOST_AUTO_TEST_CASE(a_failure_to_load_scripts_begins_anew) {
  led m;
  m.to_facts();
  m.fail(errc::redis_noscript);
  begins_anew(m, m.fail(errc::redis_unavailable));
}

BOOST_AUTO_TEST_CASE(a_step_whose_answer_was_lost_is_found_to_be_in) {
  led m;
  m.to_apply();
  m.fail(errc::redis_timeout);
  m.resume(10);
  BOOST_TEST(m.found(10, 10) == (step_action{.what = kind::release, .from = 0, .to = 10}));
  BOOST_TEST((m.done().what == kind::wait));
  BOOST_TEST(m.tokens == 1u);
}

BOOST_AUTO_TEST_CASE(a_refusal_with_the_watermark_ahead_releases_up_to_it) {
  led m;
  m.to_apply();
  BOOST_TEST(m.answered(verdict::watermark, 15) == (step_action{.what = kind::release, .from = 0, .to = 15}));
  BOOST_TEST(m.machine.watermark() == 15u);
}

BOOST_AUTO_TEST_CASE(a_refusal_with_the_watermark_behind_takes_up_the_journal_from_there) {
  led m;
  m.settle_at(10);
  m.resume(20);
  m.done();
  const auto back = m.answered(verdict::watermark, 4);
  BOOST_TEST(back == (step_action{.what = kind::release, .from = 10, .to = 4, .rolled_back = true}));
  BOOST_TEST(m.done(20) == (step_action{.what = kind::write_facts, .from = 4, .to = 20, .token = 2}));
}

BOOST_AUTO_TEST_CASE(a_position_behind_takes_up_the_journal_from_there) {
  led m;
  m.settle_at(10);
  m.machine.doubt();
  BOOST_TEST((m.resume().what == kind::read_position));
  BOOST_TEST(m.found(0) == (step_action{.what = kind::release, .from = 10, .to = 0, .rolled_back = true}));
}

BOOST_AUTO_TEST_CASE(a_fence_that_is_gone_begins_the_step_anew) {
  led m;
  m.to_apply();
  begins_anew(m, m.answered(verdict::fence, 0));
  BOOST_TEST(m.found(0, 10) == (step_action{.what = kind::write_facts, .from = 0, .to = 10, .token = 2}));
}

BOOST_AUTO_TEST_CASE(a_refusal_that_makes_no_sense_begins_anew) {
  led m;
  m.to_apply();
  begins_anew(m, m.answered(verdict::watermark, 0));
}

BOOST_AUTO_TEST_CASE(a_retired_start_stops_when_it_reads) {
  led m;
  m.resume(10);
  BOOST_TEST((m.machine.next(ledger_position{3, true}, 10).what == kind::stop));
  BOOST_TEST(m.machine.stopped());
}

BOOST_AUTO_TEST_CASE(a_retired_start_stops_when_it_applies) {
  led m;
  m.to_apply();
  BOOST_TEST((m.answered(verdict::retired, 0).what == kind::stop));
  BOOST_TEST((m.resume(20).what == kind::stop));
}

BOOST_AUTO_TEST_CASE(no_token_is_used_twice) {
  led m;
  for (std::uint64_t i = 1; i <= 5; ++i) {
    m.resume(10);
    BOOST_TEST(m.found(0, 10).token == i);
    m.fail(errc::redis_timeout);
  }
}

BOOST_AUTO_TEST_CASE(pauses_grow_while_it_fails_and_are_short_again_after_a_step) {
  led m;
  m.resume(10);
  const auto first = m.fail(errc::redis_unavailable).pause;
  auto last = first;
  for (int i = 0; i < 20; ++i) {
    m.resume(10);
    const auto pause = m.fail(errc::redis_unavailable).pause;
    BOOST_TEST(pause.count() >= last.count());
    last = pause;
  }
  BOOST_TEST(last.count() > first.count());
  BOOST_TEST(last.count() <= 2000);
  m.resume(10);
  m.found(0, 10);
  m.done();
  m.answered(verdict::applied, 10);
  BOOST_TEST(m.machine.failures() == 0u);
}

BOOST_AUTO_TEST_CASE(a_doubt_while_a_step_is_under_way_is_settled_after_it) {
  led m;
  m.to_apply();
  m.machine.doubt();
  m.answered(verdict::applied, 10);
  BOOST_TEST((m.done(20).what == kind::read_position));
  BOOST_TEST(m.found(4, 20) ==
             (step_action{.what = kind::release, .from = 10, .to = 4, .rolled_back = true}));
}

BOOST_AUTO_TEST_CASE(an_outcome_that_does_not_fit_the_action_begins_anew) {
  led m;
  m.to_apply();
  begins_anew(m, m.found(0, 10));
}

BOOST_AUTO_TEST_SUITE_END()
