#pragma once

#include <memory>
#include <re2/re2.h>
#include <string_view>
#include <vector>

#include "attribution/clients/agent_rules.hpp"
#include "attribution/clients/ordered_patterns.hpp"

namespace waypost {

// What user agents say of one thing: the browser, the system or the device. Immutable; any thread.
class agent_names {
 public:
  agent_names(agent_rules own, agent_rules listed, vocabulary words);

  // A name of the vocabulary, or one of our own rules'; empty where none is told.
  std::string_view name_in(std::string_view user_agent) const;

 private:
  agent_names(std::vector<agent_rule> rules, vocabulary words);

  std::vector<agent_rule> rules_;
  vocabulary words_;
  ordered_patterns patterns_;
  std::vector<std::unique_ptr<const re2::RE2>> readers_;  // of the rules whose name is in the user agent
};

}  // namespace waypost
