#include <string_view>

#include <boost/test/unit_test.hpp>

#include "attribution/clients/client_classifier.hpp"

using namespace waypost;

namespace {

void names(std::string_view user_agent, std::string_view system, std::string_view browser,
           std::string_view model) {
  static const client_classifier classifier;
  BOOST_TEST_CONTEXT(user_agent) {
    const auto c = classifier.classify({.from = {}, .user_agent = user_agent});
    BOOST_TEST((c.who == client_class::kind::person));
    BOOST_TEST(c.system == system);
    BOOST_TEST(c.browser == browser);
    BOOST_TEST(c.model == model);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(people)

BOOST_AUTO_TEST_CASE(of_phones_of_apple) {
  names(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.5 Mobile/15E148 Safari/604.1",
      "iOS", "Mobile Safari", "iPhone");
  names(
      "Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
      "iOS", "Chrome Mobile iOS", "iPad");
  names(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Mobile/15E148 [FBAN/FBIOS;FBAV/465.0.0.41;FBBV/602060281;FBDV/iPhone14,5]",
      "iOS", "Facebook", "iPhone");
}

BOOST_AUTO_TEST_CASE(of_phones_of_android) {
  names(
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
      "Safari/537.36",
      "Android", "Chrome Mobile", "Android device");
  names(
      "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) "
      "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
      "Android", "Samsung Internet", "Samsung");
  names(
      "Mozilla/5.0 (Linux; U; Android 13; en-in; 2201117TI Build/TP1A.220624.014) AppleWebKit/537.36 (KHTML, "
      "like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.4.0-g",
      "Android", "Mi Browser", "Xiaomi");
  names(
      "Mozilla/5.0 (Linux; U; Android 12; en-us; CPH2269 Build/SP1A.210812.016) AppleWebKit/537.36 (KHTML, "
      "like Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/45.8.9.1",
      "Android", "HeyTap Browser", "Oppo");
  names(
      "Mozilla/5.0 (Linux; Android 12; V2031 Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like "
      "Gecko) Version/4.0 Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/10.6.0.2",
      "Android", "Vivo Browser", "Vivo");
  names(
      "Mozilla/5.0 (Linux; Android 11; RMX3085) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
      "Mobile Safari/537.36",
      "Android", "Chrome Mobile", "Realme");
  names("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Android", "Firefox Mobile",
        "Android device");
}

BOOST_AUTO_TEST_CASE(of_phones_of_before_smartphones) {
  names(
      "Mozilla/5.0 (Mobile; LYF/F300B/LYF-F300B-001-01-15-130718-i;Android; rv:48.0) Gecko/48.0 Firefox/48.0 "
      "KAIOS/2.5",
      "KaiOS", "Firefox Mobile", "Jio");
  names("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119", "other", "Opera Mini",
        "other");
}

BOOST_AUTO_TEST_CASE(of_desktops) {
  names(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
      "Safari/537.36 Edg/126.0.0.0",
      "Windows", "Edge", "PC");
  names(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
      "Safari/605.1.15",
      "macOS", "Safari", "Mac");
  names("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Linux", "Firefox", "PC");
  names(
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
      "Safari/537.36",
      "ChromeOS", "Chrome", "Chromebook");
}

BOOST_AUTO_TEST_CASE(what_names_nothing_is_other) {
  names("Mozilla/5.0 (something else) of nobody's", "other", "other", "other");
}

BOOST_AUTO_TEST_SUITE_END()
