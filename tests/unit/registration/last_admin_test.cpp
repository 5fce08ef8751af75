#include <boost/test/unit_test.hpp>

#include "tests/unit/registration/api_fixture.hpp"

namespace waypost::test {
namespace {

constexpr auto one = "/api/v1/keys/{id}";

struct fixture : api_fixture {
  key_id first = admin();
  key_id second = admin();

  key_id admin() {
    const auto id = random_id<key_id>();
    BOOST_TEST_REQUIRE(
        registrar.take(change::create_key{id, folding_registrar::own, "n", scope::admin, {}}).taken);
    return id;
  }
  const api_key& key(key_id id) const { return registrar.state().keys.at(id); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(last_admin_key)

BOOST_FIXTURE_TEST_CASE(stays_when_another_server_revokes_the_other_meanwhile, fixture) {
  registrar.before = [this] { registrar.take(change::change_key{second, std::nullopt, true}); };
  is_problem(call("DELETE", one, {to_text(first)}), 409);
  BOOST_TEST(!key(first).revoked);
  BOOST_TEST(key(second).revoked);
}

BOOST_FIXTURE_TEST_CASE(stays_when_another_server_pauses_the_other_meanwhile, fixture) {
  registrar.before = [this] { registrar.take(change::change_key{second, true, false}); };
  is_problem(call("PATCH", one, {to_text(first)}, R"({"paused":true})"), 409);
  BOOST_TEST(!key(first).paused);
}

BOOST_FIXTURE_TEST_CASE(goes_when_there_is_another_again, fixture) {
  registrar.take(change::change_key{second, true, false});
  is_problem(call("DELETE", one, {to_text(first)}), 409);
  BOOST_TEST(call("PATCH", one, {to_text(second)}, R"({"paused":false})").status == 200U);
  BOOST_TEST(call("DELETE", one, {to_text(first)}).status == 204U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace waypost::test
