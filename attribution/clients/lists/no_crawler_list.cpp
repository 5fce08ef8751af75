#include "attribution/clients/client_rules.hpp"

namespace waypost {

// Stands for npm's list where that was not there to build.
client_rules listed_bot_rules() noexcept { return {}; }

}  // namespace waypost
