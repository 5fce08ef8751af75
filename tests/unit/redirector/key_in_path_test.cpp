#include <boost/test/unit_test.hpp>

#include "redirector/api_door.hpp"

namespace {

using namespace waypost;

// Two keys for callbacks, and one of the first account for something else.
class provider_keys final : public authenticator {
 public:
  result<authenticated> check(std::string_view bearer) override {
    if (bearer == "wp_1") return authenticated{account_id{7}, scope::callback, key_id{1}};
    if (bearer == "wp_2") return authenticated{account_id{8}, scope::callback, key_id{2}};
    if (bearer == "wp_3") return authenticated{account_id{7}, scope::stats, key_id{3}};
    return errc::not_found;
  }
};

struct fixture {
  provider_keys keys;
  api_door door{{{"POST", "/callbacks/{account}/{secret}", scope::callback, 100, nullptr, true, true},
                 {"GET", "/stats", scope::stats, 0, nullptr}},
                keys};

  unsigned status(std::string_view method, std::string_view target, std::string_view authorization = {}) {
    call_head head;
    head.method = method;
    head.target = target;
    head.authorization = authorization;
    const auto answer = door.admit(head);
    if (const auto* refused = std::get_if<api_response>(&answer)) return refused->status;
    account = std::get<admitted_call>(answer).request.account;
    return 200;
  }

  account_id account{};
};

BOOST_AUTO_TEST_SUITE(keys_in_paths)

BOOST_FIXTURE_TEST_CASE(the_right_secret_of_the_account_opens_without_headers, fixture) {
  BOOST_TEST(status("POST", "/callbacks/0000000000000007/wp_1") == 200U);
  BOOST_TEST((account == account_id{7}));
  BOOST_TEST(status("POST", "/callbacks/0000000000000008/wp_2") == 200U);
  BOOST_TEST((account == account_id{8}));
}

BOOST_FIXTURE_TEST_CASE(every_other_address_looks_as_if_it_were_none, fixture) {
  for (const auto* target :
       {"/callbacks/0000000000000007/wp_9", "/callbacks/0000000000000008/wp_1", "/callbacks/7/wp_1",
        "/callbacks/0000000000000007/wp_3", "/callbacks/0000000000000007/", "/callbacks/0000000000000007"})
    for (const auto* authorization : {"", "Bearer wp_1", "Bearer wp_3"})
      BOOST_TEST(status("POST", target, authorization) == 404U, target << ' ' << authorization);
}

BOOST_FIXTURE_TEST_CASE(a_key_for_callbacks_opens_nothing_else, fixture) {
  BOOST_TEST(status("GET", "/stats", "Bearer wp_1") == 403U);
  BOOST_TEST(status("GET", "/stats", "Bearer wp_3") == 200U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
