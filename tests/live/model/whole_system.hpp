#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attribution/clients/country_file.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/recipients/recipient_store.hpp"
#include "tests/live/model/campaign_model.hpp"
#include "tests/live/model/dice.hpp"
#include "tests/live/model/differences.hpp"
#include "tests/live/model/drawn_campaign.hpp"
#include "tests/live/model/happenings.hpp"
#include "tests/live/model/own_server.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// The real parts that an event goes through until it is a number: a Redis, one server or two, and a reader.
// Campaigns are registered upload by upload.
class whole_system {
 public:
  whole_system(const std::vector<drawn_campaign>& campaigns, dice& by);
  ~whole_system();

  // How many uploads of the campaign are registered.
  std::size_t registered(std::size_t campaign) const { return known_[campaign].registered; }
  void register_next(std::size_t campaign);

  // Into any server's ring for such events, by any redirect thread.
  void append(std::size_t campaign, const happening& h);

  void kill_redis();
  void revive_redis();
  void restart_a_server();
  // Reads the numbers of a campaign as it is now, so that later readings have remembered some.
  void look_at(std::size_t campaign);

  // Waits until all is applied and so many callbacks wait for their messages as should. What was not so
  // after a minute; nothing where all was. Restarted, servers go on.
  std::string finish(std::uint64_t waiting_callbacks);
  void restart_all();

  // What of a campaign is not as the model says: read by one who read before, and by one who did not.
  std::string difference(const campaign_model& model, const std::vector<std::uint32_t>& recipients);
  std::size_t numbers_compared() const noexcept { return compared_; }
  std::vector<std::string> log() const { return log_.lines(); }

 private:
  struct known_campaign {
    std::size_t registered = 0;
    std::vector<recipient_uploads> uploads;  // by how many are registered
  };

  std::unique_ptr<const country_file> some_countries() const;
  void stage(std::size_t campaign);
  bool finish_once();
  std::uint64_t waiting_callbacks();
  std::string compare(const std::string& of, const named_numbers& expected, const named_numbers& got);
  // What the coroutine answers; tried again while the connection is not back.
  template <class Make>
  auto ask(const Make& make);

  const std::vector<drawn_campaign>& campaigns_;
  dice& by_;
  temporary_directory folder_;
  recording_log log_;
  std::unique_ptr<const country_file> countries_ = some_countries();
  redis_process redis_;
  bool redis_is_up_ = true;
  connected link_;
  recipient_store store_;
  ledger_reader reader_;
  directory directory_;
  std::vector<known_campaign> known_;
  std::vector<std::unique_ptr<own_server>> servers_;
  std::size_t compared_ = 0;
};

}  // namespace waypost::test
