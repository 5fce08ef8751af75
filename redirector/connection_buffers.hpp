#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "redirector/request_head.hpp"

namespace waypost {

// What a connection needs while a request is under way, and only then.
struct connection_buffers {
  std::array<char, longest_head> in;
  std::array<char, 2 * longest_head> out;
};

// Lends buffers out and keeps some that come back, so that those in use stay warm. One redirect thread.
class buffer_pool {
 public:
  buffer_pool() { spare_.reserve(most_spare); }

  std::unique_ptr<connection_buffers> take() {
    // Not value-initialised: 24 KiB of zeros for each would cost more than the request.
    if (spare_.empty()) return std::unique_ptr<connection_buffers>(new connection_buffers);
    auto buffers = std::move(spare_.back());
    spare_.pop_back();
    return buffers;
  }

  void give_back(std::unique_ptr<connection_buffers> buffers) {
    if (buffers && spare_.size() < most_spare) spare_.push_back(std::move(buffers));
  }

 private:
  static constexpr std::size_t most_spare = 256;
  std::vector<std::unique_ptr<connection_buffers>> spare_;
};

}  // namespace waypost
