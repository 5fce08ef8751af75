#pragma once

#include "attribution/directory/directory.hpp"

namespace waypost {

// Pins a reader as long as it lives: for one look-up and what is done with its answer. On the stack of the
// reader's thread.
class pinned {
 public:
  explicit pinned(directory::reader& reader) noexcept : reader_(reader) { reader_.pin(); }
  ~pinned() { reader_.unpin(); }
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;

 private:
  directory::reader& reader_;
};

}  // namespace waypost
