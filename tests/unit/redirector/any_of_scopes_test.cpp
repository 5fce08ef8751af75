#include <string>

#include <boost/test/unit_test.hpp>

#include "redirector/api_door.hpp"

namespace {

using namespace waypost;

// A key of each scope.
class key_of_each_scope final : public authenticator {
 public:
  result<authenticated> check(std::string_view bearer) override {
    if (bearer == "wp_r") return authenticated{account_id{7}, scope::register_, key_id{1}};
    if (bearer == "wp_s") return authenticated{account_id{7}, scope::stats, key_id{2}};
    if (bearer == "wp_a") return authenticated{account_id{7}, scope::admin, key_id{3}};
    if (bearer == "wp_c") return authenticated{account_id{7}, scope::callback, key_id{4}};
    return errc::not_found;
  }
};

struct fixture {
  key_of_each_scope keys;
  api_door door{{{"GET", "/two", scope::register_ | scope::stats, 0, nullptr},
                 {"GET", "/three", scope::register_ | scope::stats | scope::admin, 0, nullptr}},
                keys};

  std::variant<admitted_call, api_response> ask(std::string_view target, const std::string& key) {
    const auto authorization = "Bearer " + key;
    call_head head;
    head.method = "GET";
    head.target = target;
    head.authorization = authorization;
    return door.admit(head);
  }
  // The key that the call was let in with; what it was refused with otherwise.
  std::string answer(std::string_view target, const std::string& key) {
    const auto said = ask(target, key);
    if (const auto* refused = std::get_if<api_response>(&said))
      return std::to_string(refused->status) + ' ' + refused->body;
    return to_text(std::get<admitted_call>(said).request.key);
  }
};

BOOST_AUTO_TEST_SUITE(any_of_scopes)

BOOST_FIXTURE_TEST_CASE(any_of_the_scopes_of_a_call_opens_it, fixture) {
  BOOST_TEST(answer("/two", "wp_r") == to_text(key_id{1}));
  BOOST_TEST(answer("/two", "wp_s") == to_text(key_id{2}));
  BOOST_TEST(answer("/three", "wp_a") == to_text(key_id{3}));
}

BOOST_FIXTURE_TEST_CASE(a_refusal_names_all_that_would_do, fixture) {
  BOOST_TEST(answer("/two", "wp_a").starts_with("403 "));
  BOOST_TEST(answer("/two", "wp_a").find("the scope register or stats.") != std::string::npos);
  BOOST_TEST(answer("/three", "wp_c").find("the scope register or stats or admin.") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
