#pragma once

#include <functional>

namespace waypost {

// Lets the directory take in what other servers registered lately. Asked by redirect threads for links they
// do not know; carried out on the thread of the registry.
class catch_up {
 public:
  virtual ~catch_up() = default;

  // Reads on to what is registered as of now, then calls `done`, from any thread, whether that went well or
  // not. Comes back at once. Must not throw.
  virtual void request(std::function<void()> done) = 0;
};

}  // namespace waypost
