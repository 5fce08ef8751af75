#pragma once

#include <memory>
#include <unordered_map>

#include <waypost/campaign.hpp>
#include <waypost/ids.hpp>

#include "attribution/directory/directory.hpp"
#include "attribution/registry/fold.hpp"
#include "attribution/registry/registry.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// Puts what was folded into the directory. Owned by the registry; its thread.
class directory_feed {
 public:
  directory_feed(directory& into, answer_preparer prepare);

  // Puts what folding has touched since the last call.
  void put(const registry_state& state, const touched& t);

  // Puts all of the state in the place of what was there, in one step.
  void replace(const registry_state& state);

 private:
  std::shared_ptr<const campaign_view> view_of(const campaign_state& c);

  directory& into_;
  answer_preparer prepare_;
  // What the directory has, so that links that did not change keep their prepared answers.
  std::unordered_map<campaign_id, std::shared_ptr<const campaign_view>> views_;
};

}  // namespace waypost
