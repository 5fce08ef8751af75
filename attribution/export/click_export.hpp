#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/export/click_lines.hpp"
#include "attribution/export/click_places.hpp"
#include "attribution/journal/recorded_journals.hpp"
#include "attribution/journal/user_agent_hash.hpp"

namespace waypost {

// Writes the clicks of one campaign out of recorded journals, batch by batch, so that memory stays flat. Made
// for one run; one thread.
class click_export {
 public:
  // What is wanted, and where it comes from and goes to.
  struct options {
    std::int64_t from_ms = 0;  // since 1970; clicks before it are left out
    std::int64_t to_ms = std::numeric_limits<std::int64_t>::max();  // and those from here on
    std::function<client_class(const client_material&)> classify;
    // The ids of positions first … first + count - 1; empty where ids are not to be had.
    std::function<task<std::vector<std::string>>(std::uint32_t first, std::uint32_t count)> ids_of;
    std::function<result<void>(std::string_view)> write;
    std::function<void(std::uint64_t lines)> progress;  // now and then; may be empty
  };

  struct counts {
    std::uint64_t lines = 0;
    std::uint64_t missing = 0;           // events of any campaign that could not be read
    std::uint64_t lost_user_agents = 0;  // clicks of any campaign whose user agent could not be read
  };

  click_export(options o, click_places places, click_lines lines, log_sink& log);

  // Writes a head and the lines, journal by journal. After an error, whose cause the log was told, what was
  // written is cut somewhere.
  task<counts> run(std::span<const recorded_journal> journals);

 private:
  struct waiting_line {
    click_line line;
    const std::string* user_agent;
  };
  struct known_agent {
    client_class as;
    std::string text;
  };

  task<void> read(const recorded_journal& of);
  void take(const event& e);
  const known_agent& known(const client_material& client);
  task<void> give();                      // writes the lines that wait
  task<void> name();                      // fills names_
  result<void> write(std::size_t least);  // text_, where there is so much of it

  options options_;
  click_places places_;
  click_lines lines_;
  log_sink& log_;
  counts counts_;
  std::vector<waiting_line> waiting_;
  std::vector<std::string> names_;  // of those in waiting_
  std::string text_;
  std::unordered_map<std::string, known_agent, user_agent_hash, std::equal_to<>> agents_;
};

}  // namespace waypost
