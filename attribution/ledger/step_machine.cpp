#include "attribution/ledger/step_machine.hpp"

#include <algorithm>

namespace waypost {

namespace {

constexpr std::chrono::milliseconds first_pause{20};
constexpr unsigned most_doublings = 6;

// Loading scripts helps at once or, behind something that routes calls elsewhere, not at all: then after a
// pause.
constexpr unsigned most_loads = 3;

}  // namespace

step_action step_machine::next(const step_result::any& last, std::optional<std::uint64_t> ready_to) {
  if (phase_ == phase::stopped) return stop();
  if (const auto* failure = std::get_if<step_result::failed>(&last)) return fail(failure->why);
  const bool done = std::holds_alternative<step_result::done>(last);
  switch (phase_) {
    case phase::resting:
      if (std::holds_alternative<step_result::resumed>(last)) return go_on(ready_to);
      break;
    case phase::loading:
    case phase::releasing:
      if (done) return go_on(ready_to);
      break;
    case phase::reading:
      if (const auto* at = std::get_if<ledger_position>(&last))
        return at->retired ? stop() : settle(at->watermark, ready_to);
      break;
    case phase::writing:
      if (!done) break;
      phase_ = phase::applying;
      return {.what = step_action::kind::apply, .from = watermark_, .to = to_, .token = token_};
    case phase::applying:
      if (const auto* answer = std::get_if<apply_answer>(&last)) return judge(*answer);
      break;
    case phase::stopped:
      break;
  }
  return fail(errc::invalid);
}

step_action step_machine::go_on(std::optional<std::uint64_t> ready_to) {
  if (!known_ || doubted_) {
    doubted_ = false;
    known_ = false;
    phase_ = phase::reading;
    return {.what = step_action::kind::read_position};
  }
  if (!ready_to || *ready_to <= watermark_) {
    phase_ = phase::resting;
    failures_ = 0;
    return {.what = step_action::kind::wait};
  }
  phase_ = phase::writing;
  to_ = *ready_to;
  token_ = next_token_();
  return {.what = step_action::kind::write_facts, .from = watermark_, .to = to_, .token = token_};
}

// Redis' watermark decides, wherever ours is: ahead, a step went in whose answer was lost; behind, Redis lost
// its tail.
step_action step_machine::settle(std::uint64_t watermark, std::optional<std::uint64_t> ready_to) {
  known_ = true;
  if (watermark == watermark_) return go_on(ready_to);
  const step_action release{.what = step_action::kind::release,
                            .from = watermark_,
                            .to = watermark,
                            .rolled_back = watermark < watermark_};
  phase_ = phase::releasing;
  watermark_ = watermark;
  return release;
}

step_action step_machine::judge(const apply_answer& answer) {
  using verdict = apply_answer::verdict;
  switch (answer.said) {
    case verdict::applied:
      failures_ = 0;
      loads_ = 0;
      return settle(answer.watermark, std::nullopt);
    case verdict::retired:
      return stop();
    case verdict::watermark:
      // The same position under this name can only be a reply that makes no sense: begin anew by reading.
      if (answer.watermark == watermark_) return fail(errc::redis_protocol);
      return settle(answer.watermark, std::nullopt);
    case verdict::fence:
      // Somebody else's step came between, or the facts are gone. Two writers that meet here must not go on
      // displacing each other's fence, hence the pause.
      known_ = false;
      return back_off();
  }
  return fail(errc::invalid);
}

step_action step_machine::fail(boost::system::error_code why) {
  known_ = false;
  if (why == errc::redis_noscript && phase_ != phase::loading && loads_ < most_loads) {
    ++loads_;
    phase_ = phase::loading;
    return {.what = step_action::kind::load_scripts};
  }
  loads_ = 0;
  return back_off();
}

step_action step_machine::back_off() {
  const auto pause = first_pause * (1u << std::min(failures_, most_doublings));
  ++failures_;
  phase_ = phase::resting;
  return {.what = step_action::kind::wait, .pause = pause};
}

step_action step_machine::stop() {
  phase_ = phase::stopped;
  return {.what = step_action::kind::stop};
}

}  // namespace waypost
