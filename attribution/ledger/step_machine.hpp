#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>

#include <waypost/errors.hpp>

#include "attribution/ledger/apply_call.hpp"

namespace waypost {

// What a chain of steps has to do next.
struct step_action {
  enum class kind : std::uint8_t {
    read_position,  // read the journal's watermark in the campaign's ledger
    load_scripts,   // Redis does not know them
    write_facts,    // of the events in [from, to), with the token in the fence
    apply,          // the counts of the events in [from, to), under the token
    release,        // all events below `to` are in Redis, none from `to` on: forget those, take up from there
    wait,           // for events where `pause` is zero, else that long
    stop,           // the journal's start is retired
  };

  kind what = kind::wait;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::uint64_t token = 0;
  std::chrono::milliseconds pause{0};
  bool rolled_back = false;  // of release: Redis knew more before; [to, from) has to be applied again

  friend bool operator==(const step_action&, const step_action&) = default;
};

// What became of the last action.
namespace step_result {
struct resumed {};  // of wait: there may be events, or the pause is over
struct done {};     // of load_scripts, write_facts and release
struct failed {     // of any: what Redis carried out of it is unknown
  boost::system::error_code why;
};
using any = std::variant<resumed, done, failed, ledger_position, apply_answer>;
}  // namespace step_result

// Decides the steps of one journal's events of one campaign. Knows no Redis and no events, only offsets: it
// is told what became of its last action and says what to do next. docs/ledger.md proves it by its
// invariants.
//
// Protocol of use: begin with next(resumed), carry out what it says, tell the outcome to next(), and so on. A
// token is drawn for every write of facts and never used twice.
class step_machine {
 public:
  explicit step_machine(std::function<std::uint64_t()> next_token) : next_token_(std::move(next_token)) {}

  // `ready_to`: all events in [watermark, *ready_to) are at hand, with at least one among them; nothing where
  // there are none.
  step_action next(const step_result::any& last, std::optional<std::uint64_t> ready_to);

  // The position is asked for again before the next step; what is under way is finished first.
  void doubt() noexcept { doubted_ = true; }

  // All below is in Redis, as far as is known.
  std::uint64_t watermark() const noexcept { return watermark_; }
  bool position_known() const noexcept { return known_ && !doubted_; }
  // Between write_facts and what became of apply: the step's events are fixed.
  bool mid_step() const noexcept { return phase_ == phase::writing || phase_ == phase::applying; }
  bool stopped() const noexcept { return phase_ == phase::stopped; }
  unsigned failures() const noexcept { return failures_; }  // in a row

 private:
  enum class phase : std::uint8_t { resting, reading, loading, writing, applying, releasing, stopped };

  step_action go_on(std::optional<std::uint64_t> ready_to);
  step_action settle(std::uint64_t watermark, std::optional<std::uint64_t> ready_to);
  step_action judge(const apply_answer& answer);
  step_action fail(boost::system::error_code why);
  step_action back_off();
  step_action stop();

  std::function<std::uint64_t()> next_token_;
  phase phase_ = phase::resting;
  bool known_ = false;
  bool doubted_ = false;
  std::uint64_t watermark_ = 0;
  std::uint64_t to_ = 0;
  std::uint64_t token_ = 0;
  unsigned failures_ = 0;
  unsigned loads_ = 0;  // of scripts, since the last step or pause
};

}  // namespace waypost
