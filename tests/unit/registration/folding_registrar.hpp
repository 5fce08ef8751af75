#pragma once

#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "attribution/registration/registrar.hpp"
#include "attribution/registry/fold.hpp"

namespace waypost::test {

// A registry in memory: folds what it is offered with the registry's own rules.
class folding_registrar final : public registrar {
 public:
  folding_registrar() {
    secret_key key{};
    key.fill(7);
    take(change::found_registry{key});
    take(change::create_account{own, "Own", 0});
    take(change::create_account{other, "Other", 0});
  }

  const registry_state& state() const noexcept override { return state_; }
  writer_id writer() const noexcept override { return own_writer; }

  task<offer_outcome> offer(change::any what) override {
    ++offers;
    if (!failures.empty()) {
      const auto failure = failures.front();
      failures.pop_front();
      if (failure != errc{}) co_return make_error_code(failure);
    }
    if (before) std::exchange(before, nullptr)();
    if (before_each) before_each();
    co_return take(std::move(what));
  }

  // Folds a change at once, as if another server had made it.
  offer_outcome take(change::any what) {
    const std::vector<change::any> changes{std::move(what)};
    touched t;
    return fold(state_, nonce{++entries_}, changes, {}, t).front();
  }

  static constexpr account_id own{11};
  static constexpr account_id other{12};

  std::deque<errc> failures;          // of the next offers; errc{} lets one pass
  std::function<void()> before;       // what happens before the next offer is folded
  std::function<void()> before_each;  // before every one
  std::size_t offers = 0;
  writer_id own_writer{1};

 private:
  registry_state state_;
  std::uint64_t entries_ = 0;
};

}  // namespace waypost::test
