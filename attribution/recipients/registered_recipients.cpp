#include "attribution/recipients/registered_recipients.hpp"

#include "attribution/recipients/campaign_codes.hpp"

namespace waypost {

task<std::uint32_t> registered_recipients::position_of(const campaign& of, std::string_view recipient) {
  const auto& campaigns = registry_.state().campaigns;
  const auto found = campaigns.find(of.id);
  if (found == campaigns.end()) co_return errc::not_found;
  const auto uploads = found->second.uploads;
  const auto positions = co_await store_.find(of.id, *uploads, {&recipient, 1});
  if (!positions) co_return positions.error();
  if (!positions->front()) co_return errc::not_found;
  co_return *positions->front();
}

task<std::vector<std::string>> registered_recipients::ids_of(const campaign& of, std::uint32_t first,
                                                             std::uint32_t count) {
  const auto& campaigns = registry_.state().campaigns;
  const auto found = campaigns.find(of.id);
  if (found == campaigns.end()) co_return errc::not_found;
  const auto uploads = found->second.uploads;
  co_return co_await store_.ids_of(of.id, *uploads, first, count);
}

std::vector<std::string> registered_recipients::short_urls(const campaign& of, std::uint32_t position) const {
  std::vector<std::string> urls(of.links.size());
  const auto& state = registry_.state();
  const auto found = state.campaigns.find(of.id);
  if (found == state.campaigns.end() || !state.key) return urls;
  const codec codes(*state.key);
  for (std::size_t link = 0; link < urls.size(); ++link) {
    const auto number = number_of(found->second.blocks, position, static_cast<std::uint16_t>(link));
    if (number) urls[link] = base_url_ + '/' + codes.encode(*number);
  }
  return urls;
}

}  // namespace waypost
