#pragma once

#include <cstdint>
#include <memory>

#include <waypost/click.hpp>

namespace waypost {

// How many requests for unknown links a network (IPv4 /24, IPv6 /48) may make, on each redirect thread.
struct miss_limit_options {
  double per_second = 20;  // 0: no limit
  double burst = 100;
};

// Keeps a token bucket for each network that missed lately, in a table of fixed size: networks that come on
// top push out those that are least in debt. Allocates only when it is made. One redirect thread.
class miss_limit {
 public:
  explicit miss_limit(miss_limit_options o);
  ~miss_limit();
  miss_limit(const miss_limit&) = delete;
  miss_limit& operator=(const miss_limit&) = delete;

  // Whether one more miss of this network is within its limit, which it then counts against. `now_ms`:
  // milliseconds since 1970; a clock that was set back gives nothing and takes nothing.
  bool allow(const network& from, std::int64_t now_ms) noexcept;

 private:
  struct bucket;
  bucket& bucket_of(std::uint64_t hash, std::int64_t now_ms) noexcept;
  float tokens_at(const bucket& b, std::int64_t now_ms) const noexcept;

  miss_limit_options options_;
  std::uint64_t seed_;
  std::unique_ptr<bucket[]> buckets_;
};

}  // namespace waypost
