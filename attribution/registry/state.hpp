#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/ids.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/registry/writer.hpp"

namespace waypost {

// Whose campaigns and keys something is; numbers are codes, over all its campaigns.
struct account {
  account_id id{};
  std::string name;
  std::uint64_t most_numbers = 0;  // 0 = no quota
  std::uint64_t numbers = 0;       // in use
};

// A key to the API; its secret is not kept.
struct api_key {
  key_id id{};
  account_id account{};
  std::string name;
  scope scopes = scope::none;
  std::array<std::uint8_t, 32> secret_sha256{};
  bool paused = false;
  bool revoked = false;
};

// Recipients that came in one upload with ids of the platform's own.
struct upload {
  upload_id id{};
  std::uint32_t first_position = 0;
  std::uint32_t count = 0;
  std::uint32_t position_chunks = 0;
  std::uint32_t hash_chunks = 0;
};

// An index from hash to recipient, over one upload or several.
struct recipient_index {
  upload_id id{};
  std::uint32_t hash_chunks = 0;
  std::vector<upload_id> covers;
};

// All of a campaign's recipients that have ids: immutable, shared with who resolves ids on other threads.
struct recipient_uploads {
  std::vector<upload> uploads;           // by first_position
  std::vector<recipient_index> indexes;  // together they cover every upload, each once
};

// Positions that recipients had before Redis lost their entry, and where they came to lie when it was offered
// again.
struct moved_positions {
  std::uint32_t from = 0;
  std::uint32_t count = 0;
  std::uint32_t to = 0;
};

// The index that no link has.
inline constexpr std::uint16_t no_link = 0xffff;

// A campaign, and what the registry alone needs to know of it.
struct campaign_state {
  std::shared_ptr<const campaign> of;
  std::shared_ptr<const recipient_uploads> uploads;  // never null
  std::vector<block> blocks;
  std::vector<std::string> aliases;  // of single links, by link index; empty where there is none
  std::uint64_t numbers = 0;         // in use: those of all its blocks
  writer_id writer{};                // of single links: who adds to it
  // Both empty unless others wrote to the campaign between a loss and the second offer of what was lost.
  std::vector<moved_positions> moved;
  std::map<std::uint16_t, std::uint16_t> moved_links;  // to no_link where a link is void now
};

// What the folded entries add up to. Plain data; only fold() changes it.
struct registry_state {
  std::optional<secret_key> key;
  std::unordered_map<account_id, account> accounts;
  std::unordered_map<key_id, api_key> keys;
  std::unordered_map<campaign_id, campaign_state> campaigns;
  std::unordered_map<account_id, std::map<std::pair<std::int64_t, campaign_id>, campaign_id>>
      campaigns_by_account;  // by created_s, for lists
  std::map<std::pair<std::uint32_t, std::string>, std::pair<campaign_id, std::uint16_t>> aliases;
  std::map<std::uint8_t, std::map<std::uint64_t, block>> runs;  // by length and first number
  std::map<std::uint8_t, std::uint64_t> live_numbers;           // by length
  std::unordered_set<nonce> folded;                             // identities of all entries folded so far
  std::uint64_t entries = 0;                                    // folded so far: the id of the last one
};

}  // namespace waypost
