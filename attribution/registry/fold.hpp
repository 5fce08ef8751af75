#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <waypost/code.hpp>
#include <waypost/ids.hpp>

#include "attribution/registry/change.hpp"
#include "attribution/registry/outcome.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// How many links a campaign may have, and how many a campaign of single links, whose run is made for as many.
inline constexpr std::size_t most_links = 100;
inline constexpr std::uint16_t most_singles = 1024;

// Whether nobody has this place of a campaign of single links: its code is as good as unknown. Single links
// are not folded in the order of their places, and a place may stay empty for good.
inline bool is_empty_place(const link& l) noexcept { return l.url.empty(); }

// What folding changed of what redirects need to know.
struct touched {
  struct alias {
    std::uint32_t domain = 0;
    std::string text;
    code_number number;
  };

  std::unordered_set<campaign_id> campaigns;
  std::vector<block> runs;  // new ones
  std::vector<alias> aliases;
};

// Takes the changes of one entry, the next in the log, into the state: the same pure function on every
// server, so that all come to the same state. Answers for each change what became of it. A change that breaks
// a rule is void, and the others are judged without it. An entry whose nonce was folded before folds to
// nothing; its changes are all void.
//
// `again` (see entry::again) is empty for an entry offered for the first time. A change offered again is void
// where it was void before. It is not void for its version or its account's quota: its codes were handed out.
std::vector<offer_outcome> fold(registry_state& into, nonce id, std::span<const change::any> changes,
                                std::string_view again, touched& t);

// Whether this is the only key in use with the scope admin: a change that would take it out of use is void,
// since nobody could make another.
bool is_last_admin(const registry_state& state, key_id id);

// Whether the aligned run of `b` meets that of a known block of its length.
bool overlaps(const registry_state& state, const block& b);

// The number of a shared code: what an alias or a single link stands for. `index` must lie in one of the
// blocks.
code_number shared_number(const campaign_state& of, std::uint16_t index);

}  // namespace waypost
