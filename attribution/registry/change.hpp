#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/ids.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/registry/writer.hpp"

// What a registry entry can say. Each change is taken whole or is void; the changes of one entry are judged
// one by one, since they come from different calls that only share an append.
namespace waypost::change {

// The registry's first change: the key that all codes are made with.
struct found_registry {
  secret_key key{};
};

// Void where the id is known already.
struct create_account {
  account_id id{};
  std::string name;
  std::uint64_t most_numbers = 0;  // quota: numbers over all its campaigns; 0 = none
};

// A key with the digest of its secret. Void where the id is known already, or the account is not.
struct create_key {
  key_id id{};
  account_id account{};
  std::string name;
  scope scopes = scope::none;
  std::array<std::uint8_t, 32> secret_sha256{};
};

// Pauses a key or lets it work again; once revoked it is gone for good.
struct change_key {
  key_id id{};
  std::optional<bool> paused;
  bool revoked = false;
};

// Void where the id is known already. For a campaign of single links, `singles` is set and `run` is its block
// of shared codes, to which only `writer` adds.
struct create_campaign {
  campaign made;  // version, recipients and registrations are the fold's
  std::optional<block> run;
  writer_id writer{};
};

// Sets what is there. Void where `built_on` is there and not the campaign's version.
struct change_campaign {
  campaign_id id{};
  std::optional<std::uint64_t> built_on;
  std::optional<std::string> name;
  std::optional<std::string> time_zone;
  std::optional<std::optional<std::int64_t>> expires_ms;  // an inner nothing takes it away
  std::optional<std::optional<std::string>> fallback_url;
  std::optional<bool> paused;
  std::optional<std::vector<conversion_goal>> conversions;  // none takes them away
  std::optional<std::vector<std::string>> funnel;           // none takes it away
};

// Sets what is there, of a link that there is; all its short links lead to the new URL.
struct change_link {
  campaign_id campaign{};
  std::uint16_t index = 0;
  std::optional<std::string> url;
  std::optional<bool> paused;
};

// A further link, with a block for the recipients that exist (none where there are none). Void where
// `built_on` is not the campaign's version (but not when offered again), the label is taken or the block
// overlaps another. It takes the next index, whatever run->first_link said.
struct add_link {
  campaign_id campaign{};
  std::uint64_t built_on = 0;
  link added;
  std::optional<block> run;
  std::optional<std::uint16_t>
      index{};  // where its writer expects it; the registry sets it when it is offered
};

// New recipients: they take the campaign's next positions when this is folded, whatever run->first_recipient
// said. Void where `built_on` is not the campaign's version (but not when offered again) or the block
// overlaps.
struct add_recipients {
  campaign_id campaign{};
  std::uint64_t built_on = 0;
  std::uint32_t count = 0;
  block run;
  // Where the platform gave ids of its own: the staged rows, live from here on.
  struct rows {
    upload_id upload{};
    std::uint32_t position_chunks = 0;
    std::uint32_t hash_chunks = 0;
    std::uint64_t checksum = 0;  // XXH3 over the chunks, in order
  };
  std::optional<rows> ids;
  // When they were registered, seconds since 1970, by their writer's clock; stays when offered again. Entries
  // of older programs have none: then it was when the campaign was made.
  std::optional<std::int64_t> at_s{};
};

// One index by hash instead of those of several uploads, so that a campaign of many small uploads stays
// quick.
struct merge_indexes {
  campaign_id campaign{};
  upload_id index{};  // a staged name of its own
  std::uint32_t hash_chunks = 0;
  std::uint64_t checksum = 0;
  std::vector<upload_id> covers;
};

// A single short link, at a place of its campaign that its writer gave to no other. So its code is in the
// entry, and offered again, in whatever order, it can lead nowhere else. Void where the run has no such
// place, the place is taken, or the alias is (but offered again it is then taken without its alias).
struct add_single {
  campaign_id campaign{};
  std::uint16_t index = 0;
  link added;
  std::string alias;  // empty: none
  std::uint32_t domain = 0;
};

// Any one of them.
using any = std::variant<found_registry, create_account, create_key, change_key, create_campaign,
                         change_campaign, change_link, add_link, add_recipients, merge_indexes, add_single>;

}  // namespace waypost::change
