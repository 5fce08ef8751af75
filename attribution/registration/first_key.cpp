#include "attribution/registration/first_key.hpp"

#include "attribution/registration/key_file.hpp"
#include "attribution/registration/key_text.hpp"
#include "attribution/registration/scope_names.hpp"

namespace waypost {
namespace {

result<key_text> kept_or_new(const std::filesystem::path& file) {
  auto kept = read_key_file(file);
  if (kept || kept.error() != errc::not_found) return kept;
  const auto drawn = key_text::draw(first_key);
  if (const auto written = write_key_file(file, drawn); !written) return written.error();
  return drawn;
}

bool is_registered(const registry_state& state, const key_text& key) {
  const auto found = state.keys.find(key.id);
  return found != state.keys.end() && found->second.secret_sha256 == key.digest();
}

}  // namespace

task<void> make_first_key(registrar& into, const std::filesystem::path& folder, log_sink& log) {
  if (!into.state().keys.empty()) co_return result<void>{};
  const auto file = folder / "admin.key";
  const auto key = kept_or_new(file);
  if (!key) {
    log.alarm("the first admin key cannot be kept in " + file.string() + ": " + key.error().message());
    co_return key.error();
  }

  change::any account = change::create_account{first_account, "default", 0};
  const auto with_account = co_await into.offer(std::move(account));
  if (!with_account) co_return with_account.error();
  change::create_key made;
  made.id = key->id;
  made.account = first_account;
  made.name = "admin.key";
  made.scopes = all_scopes;
  made.secret_sha256 = key->digest();
  change::any what = std::move(made);
  const auto outcome = co_await into.offer(std::move(what));
  if (!outcome) co_return outcome.error();

  if (is_registered(into.state(), *key)) {
    log.info("the first admin key is in " + file.string());
  } else {
    log.warn("another server made the registry's first admin key: " + file.string() + " is taken away");
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
  co_return result<void>{};
}

}  // namespace waypost
