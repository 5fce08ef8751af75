#include "attribution/ledger/client_class.hpp"

namespace waypost {

namespace {

bool fits(const client_pattern& pattern, std::string_view user_agent) noexcept {
  return pattern.where == client_pattern::place::at_start ? user_agent.starts_with(pattern.part)
                                                          : user_agent.find(pattern.part) != user_agent.npos;
}

bool has(std::string_view user_agent, std::string_view part) noexcept {
  return user_agent.find(part) != user_agent.npos;
}

}  // namespace

client_class classify(const client_material& client) noexcept {
  using kind = client_class::kind;
  if (client.head) return {kind::preview, device::other, "HEAD"};
  if (client.prefetch) return {kind::preview, device::other, "prefetch"};
  // No browser goes without; scripts and scanners do.
  if (client.user_agent.empty()) return {kind::bot, device::other, "none"};
  for (const auto& pattern : client_patterns())
    if (fits(pattern, client.user_agent)) return {pattern.who, device::other, pattern.name};
  return {kind::person, device_of(client.user_agent), {}};
}

device device_of(std::string_view user_agent) noexcept {
  // Windows phones call themselves Android and iPhone as well, so that sites serve them.
  if (has(user_agent, "Windows Phone")) return device::other;
  if (has(user_agent, "Android")) return device::android;
  if (has(user_agent, "iPhone") || has(user_agent, "iPad") || has(user_agent, "iPod")) return device::ios;
  if (has(user_agent, "Windows NT") || has(user_agent, "Macintosh") || has(user_agent, "X11;") ||
      has(user_agent, "CrOS"))
    return device::desktop;
  return device::other;
}

}  // namespace waypost
