#include "redirector/miss_limit.hpp"

#include <algorithm>
#include <cstring>
#include <random>

#include <xxhash.h>

namespace waypost {
namespace {

// 8,192 sets of 4 buckets: 512 KiB a thread.
constexpr std::size_t sets = 8192;
constexpr std::size_t ways = 4;

}  // namespace

struct miss_limit::bucket {
  std::uint32_t tag = 0;  // a part of the hash that did not choose the set; 0: unused
  float tokens = 0;
  std::int64_t at_ms = 0;  // when `tokens` was true
};

miss_limit::miss_limit(miss_limit_options o) : options_(o), seed_(0), buckets_(new bucket[sets * ways]) {
  // Drawn, so that nobody can choose networks that share a set.
  std::random_device random;
  seed_ = (std::uint64_t{random()} << 32) | random();
}

miss_limit::~miss_limit() = default;

float miss_limit::tokens_at(const bucket& b, std::int64_t now_ms) const noexcept {
  const auto elapsed = static_cast<double>(std::max<std::int64_t>(0, now_ms - b.at_ms));
  return static_cast<float>(std::min(options_.burst, b.tokens + elapsed * options_.per_second / 1000));
}

miss_limit::bucket& miss_limit::bucket_of(std::uint64_t hash, std::int64_t now_ms) noexcept {
  bucket* const first = &buckets_[hash % sets * ways];
  const auto tag = static_cast<std::uint32_t>(hash >> 32) | 1U;
  bucket* least_in_debt = first;
  for (bucket* b = first; b != first + ways; ++b) {
    if (b->tag == tag) return *b;
    if (least_in_debt->tag == 0) continue;
    if (b->tag == 0 || tokens_at(*b, now_ms) > tokens_at(*least_in_debt, now_ms)) least_in_debt = b;
  }
  *least_in_debt = {tag, static_cast<float>(options_.burst), now_ms};
  return *least_in_debt;
}

bool miss_limit::allow(const network& from, std::int64_t now_ms) noexcept {
  if (options_.per_second <= 0) return true;
  std::array<unsigned char, 7> key{static_cast<unsigned char>(from.kind)};
  std::memcpy(key.data() + 1, from.prefix.data(), from.prefix.size());
  auto& b = bucket_of(XXH3_64bits_withSeed(key.data(), key.size(), seed_), now_ms);
  b.tokens = tokens_at(b, now_ms);
  b.at_ms = now_ms;
  if (b.tokens < 1) return false;
  b.tokens -= 1;
  return true;
}

}  // namespace waypost
