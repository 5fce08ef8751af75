#pragma once

#include <cstdint>
#include <string>

#include <boost/json/object.hpp>

#include "attribution/registry/state.hpp"

namespace waypost {

// Shows single links as the API does. Immutable: any thread.
class single_link_view {
 public:
  // `base_url`: what short URLs begin with, with or without a slash at its end.
  explicit single_link_view(std::string base_url);

  // The link at `index` of a campaign of single links. `key`: the registry's.
  boost::json::object show(const secret_key& key, const campaign_state& in, std::uint16_t index) const;

 private:
  std::string base_url_;
};

}  // namespace waypost
