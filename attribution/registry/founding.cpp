#include <stdexcept>
#include <utility>

#include <openssl/rand.h>

#include "attribution/redis/durability.hpp"
#include "attribution/registry/change_json.hpp"
#include "attribution/registry/random.hpp"
#include "attribution/registry/registry_impl.hpp"

namespace waypost {
namespace {

entry first_entry() {
  change::found_registry founded;
  if (RAND_bytes(founded.key.data(), static_cast<int>(founded.key.size())) != 1)
    throw std::runtime_error("no random bytes for the registry's key");
  const std::string text = to_json(founded);
  entry e;
  e.number = 1;
  e.id = nonce{random_bits()};
  e.changes = join_changes(std::span(&text, 1));
  return e;
}

}  // namespace

// The key is not taken, not even from another server, before Redis has it on disk: what Redis forgets,
// somebody may found anew with another key.
boost::asio::awaitable<bool> registry::impl::found() {
  auto first = co_await stream_.nonce_of(1);
  if (!first) {
    if (first.error() == errc::unknown_version || first.error() == errc::corrupt)
      stand(standing::halted, first.error().message());
    co_return false;
  }
  if (!*first) {
    const auto mine = first_entry();
    const auto appended = co_await stream_.append(mine);
    if (!appended) co_return false;
    if (appended->appended) log_sink_.info("the registry is founded");
    first = co_await stream_.nonce_of(1);
    if (!first || !*first) co_return false;
  }
  const auto on_disk = co_await redis::wait_durable(redis_);
  if (!on_disk) {
    if (!std::exchange(told_of_disk_, true))
      log_sink_.warn("the registry's key is not on Redis' disk yet: " + on_disk.error().message());
    co_return false;
  }
  const auto nonce_now = co_await stream_.nonce_of(1);
  if (!nonce_now) co_return false;
  co_return *nonce_now == *first;
}

}  // namespace waypost
