#include "attribution/registry/recorded_state.hpp"

#include "attribution/registry/change_json.hpp"
#include "attribution/registry/fold.hpp"
#include "attribution/registry/local_log.hpp"

namespace waypost {

result<registry_state> read_recorded_state(const std::filesystem::path& folder) {
  registry_state state;
  boost::system::error_code unreadable;
  const auto looked = local_log::look(folder, [&](const folded_entry& e) {
    if (unreadable) return;
    const auto changes = parse_changes(e.of.changes);
    if (!changes) {
      unreadable = changes.error();
      return;
    }
    touched ignored;
    fold(state, e.of.id, *changes, e.of.again, ignored);
  });
  if (!looked) return looked.error();
  if (unreadable) return unreadable;
  return state;
}

}  // namespace waypost
