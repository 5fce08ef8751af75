#pragma once

#include <string_view>
#include <vector>

#include "attribution/clients/agent_names.hpp"
#include "attribution/clients/client_class.hpp"
#include "attribution/clients/client_rules.hpp"
#include "attribution/clients/ordered_patterns.hpp"

namespace waypost {

// Tells clients by what they sent. Made once, in some milliseconds; does not change, so any number of threads
// may ask it at once. Never used to answer a redirect.
class client_classifier {
 public:
  client_classifier();

  // Pure: the same material is always the same class. A HEAD and a prefetch are previews whoever sends them;
  // a request without a user agent is a bot's; whom no rule knows is a person. A person's system, browser and
  // model are never empty. Costs some microseconds and at most some tens, whatever the user agent.
  client_class classify(const client_material& client) const;

 private:
  client_class person_of(std::string_view user_agent) const;

  std::vector<client_rule> rules_;
  ordered_patterns patterns_;
  agent_names systems_;
  agent_names browsers_;
  agent_names devices_;
};

// The kind of device that a system runs on.
device device_of(std::string_view system) noexcept;

// What a device is called whose user agent names no maker.
std::string_view unnamed_device(std::string_view system) noexcept;

}  // namespace waypost
