#include <algorithm>

#include "attribution/registry/fold_rules.hpp"

namespace waypost {
namespace {

bool is_admin_in_use(const api_key& key) {
  return has(key.scopes, scope::admin) && !key.paused && !key.revoked;
}

}  // namespace

bool is_last_admin(const registry_state& state, key_id id) {
  const auto found = state.keys.find(id);
  if (found == state.keys.end() || !is_admin_in_use(found->second)) return false;
  return std::none_of(state.keys.begin(), state.keys.end(),
                      [&](const auto& each) { return each.first != id && is_admin_in_use(each.second); });
}

}  // namespace waypost

namespace waypost::fold_rules {

offer_outcome apply(folding& f, const change::found_registry& c) {
  if (f.state.key) return is_void(errc::conflict, "the registry has its key");
  f.state.key = c.key;
  return taken();
}

offer_outcome apply(folding& f, const change::create_account& c) {
  if (f.state.accounts.contains(c.id)) return is_void(errc::conflict, "the account is known already");
  f.state.accounts.emplace(c.id, account{c.id, c.name, c.most_numbers, 0});
  return taken();
}

offer_outcome apply(folding& f, const change::create_key& c) {
  if (!f.state.accounts.contains(c.account)) return is_void(errc::not_found, "no such account");
  if (f.state.keys.contains(c.id)) return is_void(errc::conflict, "the key is known already");
  f.state.keys.emplace(c.id, api_key{c.id, c.account, c.name, c.scopes, c.secret_sha256, false, false});
  return taken();
}

offer_outcome apply(folding& f, const change::change_key& c) {
  const auto found = f.state.keys.find(c.id);
  if (found == f.state.keys.end()) return is_void(errc::not_found, "no such key");
  if ((c.revoked || c.paused == true) && is_last_admin(f.state, c.id))
    return is_void(errc::conflict, "this is the last key in use with the scope admin");
  if (c.paused) found->second.paused = *c.paused;
  found->second.revoked = found->second.revoked || c.revoked;  // for good
  return taken();
}

}  // namespace waypost::fold_rules
