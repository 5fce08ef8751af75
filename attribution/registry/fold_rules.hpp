#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <utility>

#include "attribution/registry/fold.hpp"

// The rules of folding, one function for each kind of change. Each checks everything before it changes
// anything.
namespace waypost::fold_rules {

// What a rule works on.
struct folding {
  registry_state& state;
  touched& changed;
  bool again = false;  // the entry had been lost and is offered again
};

inline offer_outcome taken(std::uint32_t place = 0) { return {true, {}, {}, place}; }
inline offer_outcome is_void(errc why, std::string reason) { return {false, std::move(reason), why, 0}; }

// The object itself where nobody else holds it, otherwise a copy that takes its place: who holds the old one
// goes on seeing it as it was.
template <class T>
T& own(std::shared_ptr<const T>& held) {
  if (held.use_count() != 1) {
    held = std::make_shared<T>(*held);
  } else {
    // Another thread may have dropped its share just now; what it read must come before what we write.
    std::atomic_thread_fence(std::memory_order_acquire);
  }
  return const_cast<T&>(*held);  // every one is made by make_shared<T>, T not const
}

offer_outcome apply(folding& f, const change::found_registry& c);
offer_outcome apply(folding& f, const change::create_account& c);
offer_outcome apply(folding& f, const change::create_key& c);
offer_outcome apply(folding& f, const change::change_key& c);
offer_outcome apply(folding& f, const change::create_campaign& c);
offer_outcome apply(folding& f, const change::change_campaign& c);
offer_outcome apply(folding& f, const change::change_link& c);
offer_outcome apply(folding& f, const change::add_link& c);
offer_outcome apply(folding& f, const change::add_recipients& c);
offer_outcome apply(folding& f, const change::merge_indexes& c);
offer_outcome apply(folding& f, const change::add_single& c);

// Whether `run` can become a block of a campaign that has `in_use` numbers: taken() or why not.
offer_outcome check_run(const folding& f, const account& of, std::uint64_t in_use, const block& run);

// Gives the checked run to the campaign.
void give_run(folding& f, campaign_state& to, const block& run);

// A campaign that a change names; null where there is none.
campaign_state* find_campaign(folding& f, campaign_id id);

}  // namespace waypost::fold_rules
