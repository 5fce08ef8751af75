#include "attribution/clients/client_classifier.hpp"

namespace waypost {

namespace {

// Nearly all of these patterns are plain words, of which one pass finds thousands as fast as one.
constexpr std::size_t patterns_together = 512;

std::vector<client_rule> all_rules() {
  std::vector<client_rule> all;
  for (const auto rules :
       {preview_rules(), bot_rules(), listed_bot_rules(), person_rules(), bot_sign_rules()})
    all.insert(all.end(), rules.begin(), rules.end());
  return all;
}

std::vector<std::string_view> patterns_of(const std::vector<client_rule>& rules) {
  std::vector<std::string_view> patterns;
  for (const auto& r : rules) patterns.push_back(r.pattern);
  return patterns;
}

std::string_view or_else(std::string_view name, std::string_view instead) {
  return name.empty() ? instead : name;
}

}  // namespace

client_classifier::client_classifier()
    : rules_(all_rules()),
      patterns_(patterns_of(rules_), patterns_together),
      systems_({}, listed_system_rules(), system_words()),
      browsers_(own_browser_rules(), listed_browser_rules(), browser_words()),
      devices_(own_device_rules(), listed_device_rules(), device_words()) {}

client_class client_classifier::classify(const client_material& client) const {
  using kind = client_class::kind;
  if (client.head) return {.who = kind::preview, .name = "HEAD"};
  if (client.prefetch) return {.who = kind::preview, .name = "prefetch"};
  // No browser goes without; scripts and scanners do.
  if (client.user_agent.empty()) return {.who = kind::bot, .name = "none"};
  const auto first = patterns_.first_in(client.user_agent);
  if (!first || rules_[*first].who == kind::person) return person_of(client.user_agent);
  return {.who = rules_[*first].who, .name = rules_[*first].name};
}

client_class client_classifier::person_of(std::string_view user_agent) const {
  client_class told;
  told.system = or_else(systems_.name_in(user_agent), other_name);
  told.browser = or_else(browsers_.name_in(user_agent), other_name);
  told.model = or_else(devices_.name_in(user_agent), unnamed_device(told.system));
  told.on = device_of(told.system);
  return told;
}

device device_of(std::string_view system) noexcept {
  if (system == "Android") return device::android;
  if (system == "iOS") return device::ios;
  for (const std::string_view desk : {"Windows", "macOS", "Linux", "ChromeOS", "BSD"})
    if (system == desk) return device::desktop;
  return device::other;
}

std::string_view unnamed_device(std::string_view system) noexcept {
  if (system == "Android") return "Android device";
  if (system == "macOS") return "Mac";
  if (system == "ChromeOS") return "Chromebook";
  for (const std::string_view on_pc : {"Windows", "Linux", "BSD"})
    if (system == on_pc) return "PC";
  return other_name;
}

}  // namespace waypost
