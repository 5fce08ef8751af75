#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/code.hpp>

#include "attribution/directory/epochs.hpp"

namespace waypost {

// What the redirect thread needs of one link. Immutable.
struct link_target {
  std::string answer;  // the prepared bytes of the redirect, as the preparer given to the directory made them
  bool paused = false;
};

// What the redirect threads and the drain need of a campaign. Immutable; replaced as a whole.
struct campaign_view {
  std::shared_ptr<const campaign> of;
  std::vector<std::shared_ptr<const link_target>> links;  // by index
  std::shared_ptr<const link_target> fallback;            // null where the campaign has none
  std::shared_ptr<const void> recipients;                 // the upload list, for who resolves recipients' ids
};

// Where a code leads.
struct place {
  const campaign_view* campaign = nullptr;  // valid while the reader is pinned
  std::uint32_t recipient = 0;
  std::uint16_t link = 0;
  bool shared = false;
  code_number number;  // of an alias: the number of the code it stands for
};

// The in-memory answer to "where does this code lead?". One thread writes; each reading thread has a `reader`
// of its own, whose look-ups are wait-free while the writer goes on. What a reader got stays valid until it
// is unpinned: the writer frees what it replaced only when no reader that might hold it is pinned.
class directory {
 public:
  class reader;

  directory();
  ~directory();
  directory(const directory&) = delete;
  directory& operator=(const directory&) = delete;

  // Writer's thread only. What breaks a contract here is a bug of the caller: std::invalid_argument for what
  // is malformed, std::logic_error for what does not fit what is there; nothing has changed then.
  void put(std::shared_ptr<const campaign_view> view);  // a new campaign, or its newer version
  void put(const block& run);                           // its campaign must be there; must overlap no other
  // `number` must lead somewhere; an alias known already leads there from now on.
  void put_alias(std::uint32_t domain, std::string_view alias, code_number number);
  void erase(campaign_id id);  // its blocks and aliases lead nowhere from now on
  // Takes over all of `other`, which nobody reads yet, in one step, and leaves it empty.
  void replace_with(directory&& other);
  // Frees what was replaced and no reader can hold any more, as every call above does too: to be called now
  // and then while there is nothing else to write.
  void reclaim();
  // How many replaced things are kept for readers that may hold them.
  std::size_t unreclaimed() const noexcept;

 private:
  struct shared_state;
  std::unique_ptr<shared_state> state_;
};

// A thread's way into the directory. Made by any thread, used by one; gone before the directory.
class directory::reader {
 public:
  explicit reader(const directory& of);
  ~reader();
  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  // Between pin() and unpin() whatever find() returned stays valid. Not nested; keep it short.
  void pin() noexcept;
  void unpin() noexcept;

  // Pinned only. Wait-free, allocates nothing; one probe for each size of run in use at that length.
  std::optional<place> find(code_number number) const noexcept;
  std::optional<place> find_alias(std::uint32_t domain, std::string_view alias) const noexcept;
  const campaign_view* find_campaign(campaign_id id) const noexcept;

  // How many recipients the campaigns of each account have together. Pinned only. Goes through all campaigns.
  std::unordered_map<account_id, std::uint64_t> recipients_by_account() const;

 private:
  shared_state& state_;
  epochs::pin_slot* slot_;
};

}  // namespace waypost
