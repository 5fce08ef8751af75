#include <fstream>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/registration/first_key.hpp"
#include "attribution/registration/key_check.hpp"
#include "attribution/registration/key_file.hpp"
#include "attribution/registration/scope_names.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/run_task.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/registration/folding_registrar.hpp"

namespace waypost::test {
namespace {

struct fixture {
  folding_registrar registrar;
  temporary_directory folder;
  recording_log log;
  boost::asio::io_context io;
  key_check check{registrar};

  key_text registered(scope scopes = scope::stats) {
    const auto key = key_text::draw(random_id<key_id>());
    change::create_key made{key.id, folding_registrar::own, "n", scopes, key.digest()};
    BOOST_TEST_REQUIRE(registrar.take(std::move(made)).taken);
    return key;
  }

  std::filesystem::path file() const { return folder.path() / "admin.key"; }
  result<void> start() { return run_task(io, make_first_key(registrar, folder.path(), log)); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_key_reads_back_what_it_spells) {
  const auto key = key_text::draw(key_id{0x2a});
  const auto text = key.text();
  BOOST_TEST(text.size() == 84U);
  BOOST_TEST(text.starts_with("wp_000000000000002a_"));
  const auto read = key_text::parse(text);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST((read->id == key.id));
  BOOST_TEST((read->secret == key.secret));
  BOOST_TEST(key_text::draw(key_id{0x2a}).text() != text);
}

BOOST_AUTO_TEST_CASE(what_is_not_spelled_like_a_key_is_none) {
  const auto text = key_text::draw(key_id{1}).text();
  auto upper = text;
  upper[25] = 'A';
  for (const std::string& wrong :
       {std::string(), std::string("wp_x_y"), text + '0', text.substr(0, 83), ' ' + text,
        "WP_" + text.substr(3), upper, text.substr(0, 19) + '-' + text.substr(20)})
    BOOST_TEST(!key_text::parse(wrong), wrong);
}

BOOST_FIXTURE_TEST_CASE(a_key_opens_its_account_with_its_scopes, fixture) {
  const auto key = registered(scope::register_ | scope::stats);
  const auto who = check.check(key.text());
  BOOST_TEST_REQUIRE(who.has_value());
  BOOST_TEST((who->account == folding_registrar::own));
  BOOST_TEST((who->key == key.id));
  BOOST_TEST(has(who->scopes, scope::stats));
  BOOST_TEST(!has(who->scopes, scope::admin));
}

BOOST_FIXTURE_TEST_CASE(wrong_unknown_paused_and_revoked_keys_look_alike, fixture) {
  auto wrong = registered();
  wrong.secret[31] ^= 1;
  const auto paused = registered();
  registrar.take(change::change_key{paused.id, true, false});
  const auto revoked = registered();
  registrar.take(change::change_key{revoked.id, std::nullopt, true});
  key_text zero{key_id{0}, {}};
  for (const auto& text : {wrong.text(), paused.text(), revoked.text(), key_text::draw(key_id{5}).text(),
                           zero.text(), std::string("wp_"), std::string()}) {
    const auto who = check.check(text);
    BOOST_TEST(!who.has_value());
    BOOST_TEST((who.error() == errc::not_found));
  }
  registrar.take(change::change_key{paused.id, false, false});
  BOOST_TEST(check.check(paused.text()).has_value());
}

BOOST_FIXTURE_TEST_CASE(the_first_start_leaves_a_key_with_all_scopes, fixture) {
  BOOST_TEST(start().has_value());
  const auto key = read_key_file(file());
  BOOST_TEST_REQUIRE(key.has_value());
  const auto who = check.check(key->text());
  BOOST_TEST_REQUIRE(who.has_value());
  BOOST_TEST((who->account == first_account));
  BOOST_TEST((who->scopes == all_scopes));
  BOOST_TEST(registrar.state().accounts.at(first_account).name == "default");
  struct stat status {};
  BOOST_TEST(::stat(file().c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777) == 0600);
  BOOST_TEST(!log.contains(key->text()));
}

BOOST_FIXTURE_TEST_CASE(a_registry_with_keys_gets_no_other, fixture) {
  registered();
  BOOST_TEST(start().has_value());
  BOOST_TEST(!std::filesystem::exists(file()));
  BOOST_TEST(registrar.offers == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_second_start_leaves_key_and_file_as_they_are, fixture) {
  BOOST_TEST(start().has_value());
  const auto key = read_key_file(file()).value().text();
  BOOST_TEST(start().has_value());
  BOOST_TEST(read_key_file(file()).value().text() == key);
  BOOST_TEST(registrar.state().keys.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_start_that_died_before_registering_is_made_good_with_the_same_key, fixture) {
  for (const std::deque<errc>& failures :
       {std::deque<errc>{errc::redis_unavailable}, std::deque<errc>{errc{}, errc::redis_timeout}}) {
    registrar.failures = failures;
    BOOST_TEST(!start().has_value());
    BOOST_TEST(registrar.state().keys.empty());
    BOOST_TEST(read_key_file(file()).has_value());
  }
  const auto kept = read_key_file(file()).value().text();
  BOOST_TEST(start().has_value());
  BOOST_TEST(read_key_file(file()).value().text() == kept);
  BOOST_TEST(check.check(kept).has_value());
}

BOOST_FIXTURE_TEST_CASE(what_a_start_left_half_written_is_no_obstacle, fixture) {
  std::ofstream(file().string() + ".new") << "wp_00";
  BOOST_TEST(start().has_value());
  BOOST_TEST(read_key_file(file()).has_value());
  BOOST_TEST(!std::filesystem::exists(file().string() + ".new"));
}

BOOST_FIXTURE_TEST_CASE(the_slower_of_two_first_servers_takes_its_file_away, fixture) {
  const auto theirs = key_text::draw(first_key);
  registrar.before_each = [&] {
    registrar.take(change::create_account{first_account, "default", 0});
    registrar.take(change::create_key{theirs.id, first_account, "admin.key", all_scopes, theirs.digest()});
  };
  BOOST_TEST(start().has_value());
  BOOST_TEST(!std::filesystem::exists(file()));
  BOOST_TEST(check.check(theirs.text()).has_value());
  BOOST_TEST(registrar.state().keys.size() == 1U);
  BOOST_TEST(log.contains("another server"));
}

BOOST_FIXTURE_TEST_CASE(a_key_file_that_holds_no_key_is_left_alone_and_told, fixture) {
  std::ofstream(file()) << "not a key\n";
  const auto outcome = start();
  BOOST_TEST((outcome.error() == errc::corrupt));
  BOOST_TEST(registrar.state().keys.empty());
  BOOST_TEST(log.contains("alarm"));
}

}  // namespace waypost::test
