#pragma once

#include <waypost/task.hpp>

#include "attribution/registry/registry.hpp"

namespace waypost {

// What the calls of the registration API need of the registry: to look at what is registered, and to register
// more. One thread, the API's.
class registrar {
 public:
  virtual ~registrar() = default;

  // See registry::state(). Not kept across a co_await: folding changes it.
  virtual const registry_state& state() const noexcept = 0;

  // See registry::writer().
  virtual writer_id writer() const noexcept = 0;

  // See registry::offer().
  virtual task<offer_outcome> offer(change::any what) = 0;
};

// The registrar of a server: its registry.
class registry_registrar final : public registrar {
 public:
  explicit registry_registrar(registry& of) : registry_(of) {}

  const registry_state& state() const noexcept override { return registry_.state(); }
  writer_id writer() const noexcept override { return registry_.writer(); }
  task<offer_outcome> offer(change::any what) override { return registry_.offer(std::move(what)); }

 private:
  registry& registry_;
};

}  // namespace waypost
