#include "attribution/registration/single_links.hpp"

#include <utility>

#include "attribution/registry/fold.hpp"

namespace waypost {

single_link_view::single_link_view(std::string base_url) : base_url_(std::move(base_url)) {
  if (!base_url_.ends_with('/')) base_url_ += '/';
}

boost::json::object single_link_view::show(const secret_key& key, const campaign_state& in,
                                           std::uint16_t index) const {
  const auto code = codec(key).encode(shared_number(in, index));
  const auto& shown = in.of->links.at(index);
  const auto alias = index < in.aliases.size() ? in.aliases[index] : std::string();
  boost::json::object body{{"short_url", base_url_ + (alias.empty() ? code : alias)}, {"code", code}};
  if (!alias.empty()) body["alias"] = alias;
  body["label"] = shown.label;
  body["url"] = shown.url;
  body["paused"] = shown.paused;
  body["campaign"] = to_text(in.of->id);
  body["index"] = index;
  return body;
}

}  // namespace waypost
