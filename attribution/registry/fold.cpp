#include "attribution/registry/fold.hpp"

#include "attribution/registry/fold_rules.hpp"

namespace waypost {

std::vector<offer_outcome> fold(registry_state& into, nonce id, std::span<const change::any> changes,
                                std::string_view again, touched& t) {
  ++into.entries;
  std::vector<offer_outcome> outcomes;
  outcomes.reserve(changes.size());
  const bool known = !into.folded.insert(id).second;
  fold_rules::folding f{into, t, !again.empty()};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool void_before = f.again && (i >= again.size() || again[i] != '1');
    if (known || void_before)
      outcomes.push_back(
          fold_rules::is_void(errc::void_entry, known ? "folded before" : "void when first offered"));
    else
      outcomes.push_back(std::visit([&](const auto& c) { return fold_rules::apply(f, c); }, changes[i]));
  }
  return outcomes;
}

}  // namespace waypost
