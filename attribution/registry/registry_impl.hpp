#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attribution/registry/bell.hpp"
#include "attribution/registry/directory_feed.hpp"
#include "attribution/registry/entry_stream.hpp"
#include "attribution/registry/folded_log.hpp"
#include "attribution/registry/lobby.hpp"
#include "attribution/registry/log_keeper.hpp"
#include "attribution/registry/offers.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// One coroutine, follow(), does everything that concerns the stream: it compares, reads, appends and
// recovers, one after the other, so that nothing is folded while something else is under way. A second one
// carries what was folded to the local log.
struct registry::impl {
  using clock = std::chrono::steady_clock;

  impl(options o, redis::connection& redis, directory& into, answer_preparer prepare, log_sink& log);

  // registry.cpp
  bool load();
  void stop();
  void stand(standing now, std::string_view why = {});  // logs a change
  bool refuses_offers() const noexcept;
  void note_kept();
  void halt_for_good(std::exception_ptr fault);

  // following.cpp
  boost::asio::awaitable<void> follow();
  clock::time_point next_read() const;
  boost::asio::awaitable<void> wait_for_connection();
  boost::asio::awaitable<void> compare();  // whether the stream is still the one this server followed
  boost::asio::awaitable<bool> read_on();  // folds up to the top; false where it did not get there
  bool fold_page(const entry_stream::page& p);
  bool fold_next(const entry& e, touched& t);  // false where it stands halted
  boost::asio::awaitable<void> append(entry& e);
  void suspect();
  // The nonce of the stream's entry; an entry that is not one of ours has none. Other errors: not known.
  task<std::optional<nonce>> nonce_there(std::uint64_t number);

  // founding.cpp
  boost::asio::awaitable<bool> found();  // true when entry 1 is on Redis' disk

  // recovering.cpp
  boost::asio::awaitable<void> judge_difference();
  boost::asio::awaitable<bool> recover(std::uint64_t common);
  struct recovery;
  boost::asio::awaitable<bool> read_into(recovery& r);
  boost::asio::awaitable<bool> offer_again(recovery& r);
  boost::asio::awaitable<bool> take_over(recovery& r);

  options options_;
  redis::connection& redis_;
  log_sink& log_sink_;
  entry_stream stream_;
  folded_log log_;
  directory_feed feed_;
  log_keeper keeper_;
  offers offers_;
  writer_id writer_{};
  bell bell_;
  lobby catching_up_;
  lobby founding_;
  lobby comparing_;
  standing standing_ = standing::apart;
  std::optional<std::uint64_t> compared_;  // the connection's generation, once the stream was compared on it
  bool confirmed_ = false;                 // compared, and not read on since
  clock::time_point last_read_{};
  clock::time_point connected_last_ = clock::now();
  bool must_read_ = false;  // an append ended in doubt: read on before the next
  bool told_of_disk_ = false;
  bool founded_ = false;
  bool stopping_ = false;
  std::exception_ptr fault_;  // what ended the following, or the keeping
};

}  // namespace waypost
