#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/directory/directory.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/registry/change.hpp"
#include "attribution/registry/outcome.hpp"
#include "attribution/registry/random.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// Makes the bytes with which a link to `url` is answered.
using answer_preparer = std::function<std::string(std::string_view url)>;

// This server's copy of all that was registered: follows the stream in Redis, folds it, keeps it on its own
// disk and puts what redirects need into the directory. One thread, the API's.
class registry : public campaign_catalogue {
 public:
  struct options {
    std::filesystem::path folder;  // of the local log
    bool refill_empty = false;     // the operator's word that an empty stream may be refilled from here
    std::chrono::milliseconds offer_limit{5000};  // how long an offer waits for its answer
    std::chrono::milliseconds without_redis{
        1000};  // after that long without Redis offers are refused at once
  };

  // How this server's copy stands to the stream.
  enum class standing : std::uint8_t {
    apart,       // not connected, or not compared yet on this connection
    following,   // the same, up to the last read
    recovering,  // Redis lost entries; they are being offered again
    emptied,     // the stream is empty and the local log is not: waits for the operator's word
    foreign,     // the stream is another registry's, with another key
    halted,  // the stream holds an entry that cannot be read or does not follow the one before, or a fault
             // of the server ended the following for good
  };

  registry(options o, redis::connection& redis, directory& into, answer_preparer prepare, log_sink& log);
  ~registry() override;

  // Loads the local log into state and directory. Needs no Redis. False where there is none yet. Throws
  // std::runtime_error where it cannot be read.
  bool load();

  // Follows the stream until stop(); makes entry 1 where the stream is empty and nothing is known locally. An
  // exception ends it before: then the registry stands halted, offers are refused, and what is known serves
  // on; the exception comes out.
  boost::asio::awaitable<void> run();
  void stop();

  // Completes when the key is known: at once after a successful load(). redis_unavailable after the timeout.
  task<void> wait_founded(std::chrono::milliseconds timeout);

  // Completes when the local log and the stream have been compared for the first time. errc::conflict where
  // the stream is another registry's: this start is to be refused. redis_unavailable after the timeout.
  task<void> wait_compared(std::chrono::milliseconds timeout);

  // Appends the change to the stream (together with what others offer meanwhile), and answers when this
  // server has folded it and synced it to its local log. redis_unavailable where Redis is gone: then nothing
  // was registered, unless the error came after the append, in which case a repeated offer is void or
  // harmless.
  task<offer_outcome> offer(change::any what);

  // Reads on to the stream's top as of now, shared with everybody who asks meanwhile, at most one read every
  // 50 ms. False where the follower is not connected, it took longer than 100 ms, or 1,000 wait already.
  boost::asio::awaitable<bool> catch_up();

  const registry_state& state() const noexcept;
  // This server among those that write to the registry; known after load().
  writer_id writer() const noexcept;
  // Whether it follows the stream.
  bool connected() const noexcept;
  standing stands() const noexcept;
  // Why readiness is degraded: "redis", "registry-recovering", "registry-emptied", "registry-foreign",
  // "registry-halted" or "registry-disk"; empty where nothing is wrong.
  std::string_view trouble() const noexcept;

  std::shared_ptr<const campaign> find(account_id account, campaign_id id) const override;
  std::vector<std::shared_ptr<const campaign>> all_of(account_id account) const override;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

// Draws a block for `recipients` and `links` of a campaign: an aligned random run of `shortest` symbols (one
// more where that length is too densely used) that overlaps no known block.
// errc::quota_exceeded where the campaign or its account would have too many numbers.
result<block> draw_block(const registry_state& state, const campaign& of, std::uint32_t recipients,
                         std::uint16_t first_link, std::uint16_t links, bool shared, std::uint8_t shortest);

// A random id of 62 bits.
template <class Id>
Id random_id() {
  return Id{random_bits() & largest_id};
}

}  // namespace waypost
