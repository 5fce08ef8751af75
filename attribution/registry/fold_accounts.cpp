#include "attribution/registry/fold_rules.hpp"

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
  if (c.paused) found->second.paused = *c.paused;
  found->second.revoked = found->second.revoked || c.revoked;  // for good
  return taken();
}

}  // namespace waypost::fold_rules
