#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "attribution/redis/reply.hpp"

struct redisReader;

namespace waypost::redis {

// Turns the bytes of one connection into its replies. hiredis parses, building our `reply` in place, so that
// a large string is copied once. Owned by its pipeline, on the pipeline's thread. No use after an error.
class reply_reader {
 public:
  reply_reader();

  void feed(std::span<const char> bytes);

  // The next whole reply, or nothing while its bytes are not all here. errc::redis_protocol for bytes that
  // are not RESP2, and for arrays nested deeper than hiredis goes (7): see trouble().
  result<std::optional<reply>> next();

  // What was wrong, in hiredis' words.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  struct free_reader {
    void operator()(redisReader* reader) const noexcept;
  };

  std::unique_ptr<redisReader, free_reader> reader_;
  std::string trouble_;
};

}  // namespace waypost::redis
