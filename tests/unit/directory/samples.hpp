#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <waypost/block.hpp>

#include "attribution/directory/directory.hpp"

namespace waypost::test {

// A view of a campaign with `links` links; `version` tells one put from the next.
inline std::shared_ptr<const campaign_view> view_of(std::uint64_t id, std::uint64_t version = 1,
                                                    std::size_t links = 3) {
  auto made = std::make_shared<campaign>();
  made->id = campaign_id{id};
  made->version = version;
  auto view = std::make_shared<campaign_view>();
  for (std::size_t i = 0; i < links; ++i) {
    made->links.push_back({"link " + std::to_string(i), "https://shop.example/", false});
    view->links.push_back(std::make_shared<link_target>(link_target{std::to_string(id), false}));
  }
  view->of = made;
  return view;
}

// A block at the `run`-th place where runs of its size can be.
inline block block_of(std::uint64_t campaign, std::uint64_t run, std::uint32_t recipients,
                      std::uint16_t links, std::uint8_t length = 9) {
  block made;
  made.campaign = campaign_id{campaign};
  made.recipients = recipients;
  made.links = links;
  made.length = length;
  made.first_number = run * made.run_size();
  return made;
}

// A directory and who looks things up in it.
struct with_reader {
  directory places;
  directory::reader reader{places};
};

// Keeps a reader pinned while it lives.
class pinned {
 public:
  explicit pinned(directory::reader& reader) : reader_(reader) { reader_.pin(); }
  ~pinned() { reader_.unpin(); }
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;

 private:
  directory::reader& reader_;
};

inline std::uint64_t id_of(const place& found) { return static_cast<std::uint64_t>(found.campaign->of->id); }

}  // namespace waypost::test
