#pragma once

#include <filesystem>

#include <waypost/log.hpp>
#include <waypost/task.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// The account that a registry begins with. Its id is no random one, so that servers that begin the same
// registry at the same moment make one account and not several.
inline constexpr account_id first_account{1};

// The same for its first key.
inline constexpr key_id first_key{1};

// Where the registry has no key yet: makes the account "default" and a key with all scopes, and leaves the
// key in `folder`/admin.key (mode 0600). Does nothing where there are keys. To be called once the registry is
// founded and read to its end; again where it failed.
//
// The file is on disk before the key is offered, and a key found there is offered rather than another made: a
// crash at any point leaves either no key registered or one that the file has. Where another server was
// first, the file is taken away again: its key would open nothing.
task<void> make_first_key(registrar& into, const std::filesystem::path& folder, log_sink& log);

}  // namespace waypost
