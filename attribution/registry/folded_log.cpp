#include "attribution/registry/folded_log.hpp"

#include "attribution/registry/change_json.hpp"

namespace waypost {

result<std::vector<offer_outcome>> folded_log::take(const entry& e, touched& t) {
  const auto changes = parse_changes(e.changes);
  if (!changes) return changes.error();
  nonces_.push_back(e.id);
  return fold(state_, e.id, *changes, e.again, t);
}

std::string marks_of(const std::vector<offer_outcome>& outcomes) {
  std::string marks;
  marks.reserve(outcomes.size());
  for (const auto& o : outcomes) marks += o.taken ? '1' : '0';
  return marks;
}

}  // namespace waypost
