#include "attribution/clients/client_classifier.hpp"

#include <string_view>

#include <boost/test/unit_test.hpp>

using namespace waypost;
using kind = client_class::kind;

namespace {

client_class told(client_material client) {
  static const client_classifier classifier;
  return classifier.classify(client);
}

client_class classified(std::string_view user_agent) { return told({.from = {}, .user_agent = user_agent}); }

void is_preview(std::string_view user_agent, std::string_view name) {
  BOOST_TEST_INFO(user_agent);
  BOOST_TEST((classified(user_agent) == client_class{.who = kind::preview, .name = name}));
}

void is_bot(std::string_view user_agent, std::string_view name) {
  BOOST_TEST_INFO(user_agent);
  BOOST_TEST((classified(user_agent) == client_class{.who = kind::bot, .name = name}));
}

void is_person(std::string_view user_agent, device on) {
  BOOST_TEST_INFO(user_agent);
  const auto c = classified(user_agent);
  BOOST_TEST((c.who == kind::person));
  BOOST_TEST(c.name == "");
  BOOST_TEST(name_of(c.on) == name_of(on));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_classifier_)

BOOST_AUTO_TEST_CASE(a_head_is_a_preview_whoever_sends_it) {
  BOOST_TEST((told({.from = {}, .head = true, .user_agent = "curl/8"}) ==
              client_class{.who = kind::preview, .name = "HEAD"}));
}

BOOST_AUTO_TEST_CASE(a_prefetch_is_a_preview_whoever_sends_it) {
  BOOST_TEST((told({.from = {}, .prefetch = true, .user_agent = "Mozilla/5.0 (iPhone)"}) ==
              client_class{.who = kind::preview, .name = "prefetch"}));
}

BOOST_AUTO_TEST_CASE(a_request_without_a_user_agent_is_no_person) { is_bot("", "none"); }

BOOST_AUTO_TEST_CASE(phones_and_desktops_are_people) {
  is_person(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.5 Mobile/15E148 Safari/604.1",
      device::ios);
  is_person("Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", device::ios);
  is_person(
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
      "Mobile "
      "Safari/537.36",
      device::android);
  is_person("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", device::android);
  is_person("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0", device::desktop);
  is_person("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", device::desktop);
  is_person("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", device::desktop);
  is_person("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0.0.0", device::desktop);
}

BOOST_AUTO_TEST_CASE(phones_of_before_smartphones_are_people_on_something_else) {
  is_person("Nokia6300/2.0 (05.50) Profile/MIDP-2.0 Configuration/CLDC-1.0", device::other);
  is_person("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119", device::other);
  is_person("SAMSUNG-GT-E1282T/E1282TDDAME1 SHP/VPP/R5 Dolfin/1.5 Nextreaming SMM-MMS/1.2.0", device::other);
}

BOOST_AUTO_TEST_CASE(the_phones_of_jio_are_people) {
  is_person(
      "Mozilla/5.0 (Mobile; LYF/F300B/LYF-F300B-001-01-15-130718-i;Android; rv:48.0) Gecko/48.0 Firefox/48.0 "
      "KAIOS/2.5",
      device::other);
}

BOOST_AUTO_TEST_CASE(a_windows_phone_is_no_android) {
  is_person(
      "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 Chrome/52.0 "
      "Mobile Safari/537.36 Edge/15.15063",
      device::other);
}

BOOST_AUTO_TEST_CASE(browsers_inside_apps_are_people) {
  is_person(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 "
      "[FBAN/FBIOS;FBAV/465.0.0.41;FBBV/602060281;FBDV/iPhone14,5]",
      device::ios);
  is_person(
      "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 Chrome/125.0 Mobile Safari/537.36 "
      "[FB_IAB/FB4A;FBAV/466.0.0.55.85;]",
      device::android);
  is_person(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 "
      "Snapchat/12.86.0.40 (like Safari/8615.3.12.10.2, panda)",
      device::ios);
  is_person(
      "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 "
      "Telegram-Android/10.14.5 (Samsung SM-S918B; Android 14; SDK 34; HIGH)",
      device::android);
  is_person("Mozilla/5.0 (Linux; Android 12; M2101K6G) Mobile Safari/537.36 Instagram 312.0.0.34.111 Android",
            device::android);
  is_person("Mozilla/5.0 (iPhone; CPU iPhone OS 15_1 like Mac OS X) Mobile/15E148 KAKAOTALK 10.1.5",
            device::ios);
  is_person("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Electron/28.1 Slack_SSB/4.36.140",
            device::desktop);
  is_person("Mozilla/5.0 (Linux; Android 13) Mobile Safari/537.36 [Pinterest/Android]", device::android);
}

// Each of them is a bot to npm's list: lists/overruled.hpp.
BOOST_AUTO_TEST_CASE(people_whom_the_list_takes_for_bots_are_people) {
  is_person(
      "Mozilla/5.0 (Linux; Android 15; CPH2557 Build/AP3A.240617.008; wv) AppleWebKit/537.36 (KHTML, like "
      "Gecko) Version/4.0 Chrome/142.0.7444.142 Mobile Safari/537.36 Instagram 406.0.0.58.159 Android",
      device::android);
  is_person(
      "Mozilla/5.0 (Linux; Android 16; Pixel 10 Pro XL Build/CP1A.260305.018; wv) AppleWebKit/537.36 (KHTML, "
      "like Gecko) Version/4.0 Chrome/146.0.7680.174 Mobile Safari/537.36 MetaIAB Facebook",
      device::android);
  is_person(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) WhatsApp/2.2106.10 "
      "Chrome/87.0.4280.141 Electron/11.2.3 Safari/537.36",
      device::desktop);
  is_person(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Notion/2.1.1 "
      "Chrome/93.0.4577.82 Electron/14.2.9 Safari/537.36",
      device::desktop);
  is_person(
      "Mozilla/5.0 (Linux; U; Android 4.3; en-us; HTC_Butterfly Build/JSS15J) AppleWebKit/534.30 (KHTML, "
      "like Gecko) Version/4.0 Mobile Safari/534.30",
      device::android);
  is_person(
      "Mozilla/5.0 (Linux; Android 4.4.2; ViewSonic V500 Build/KVT49L) AppleWebKit/535.19 (KHTML, like "
      "Gecko) Chrome/18.0.1025.166 Mobile Safari/535.19",
      device::android);
  is_person(
      "Mozilla/5.0 (Linux; U; Android 5.0.2; zh-cn; Redmi Note 2 Build/LRX22G) AppleWebKit/534.30 (KHTML, "
      "like Gecko) Version/4.0 Mobile Safari/534.30 SogouMSE,SogouMobileBrowser/3.8.5",
      device::android);
}

BOOST_AUTO_TEST_CASE(a_phone_that_is_called_bot_is_a_person) {
  is_person(
      "Mozilla/5.0 (Linux; Android 9; CUBOT_P30 Build/PPR1.180610.011) Chrome/95.0 Mobile Safari/537.36",
      device::android);
  is_person(
      "Mozilla/5.0 (Linux; Android 7.0; ID bot 53+ Build/NRD90M) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/55.0.2883.91 Mobile Safari/537.36",
      device::android);
}

BOOST_AUTO_TEST_CASE(imessage_is_known_by_the_two_it_pretends_to_be) {
  is_preview(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
      "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
      "iMessage");
}

BOOST_AUTO_TEST_CASE(the_messages_apps_of_phones_fetching_a_preview_are_previews) {
  is_preview(
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile "
      "Safari/537.36 GoogleMessages/20.1",
      "Google Messages");
  is_preview("Mozilla/5.0 (X11; Ubuntu; Linux i686; rv:24.0) Gecko/20100101 Firefox/24.0",
             "Samsung Messages");
  is_person("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0",
            device::desktop);
  is_preview("Dalvik/2.1.0 (Linux; U; Android 13; SM-A536B Build/TP1A.220624.014)", "Android app");
  is_preview("SomeMessages/3112 CFNetwork/1410.0.3 Darwin/22.6.0", "Apple app");
}

BOOST_AUTO_TEST_CASE(messengers_fetching_a_preview_are_previews) {
  is_preview("WhatsApp/2.23.20.0 A", "WhatsApp");
  is_preview("TelegramBot (like TwitterBot)", "Telegram");
  is_preview("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slack");
  is_preview("Slack-ImgProxy (+https://api.slack.com/robots)", "Slack");
  is_preview("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "Discord");
  is_preview("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "Skype");
  is_preview("Viber/13.3.0.5", "Viber");
  is_preview("Mozilla/5.0 (compatible; Snap URL Preview Service; bot; +https://snapchat.com)", "Snapchat");
  is_preview("Mozilla/5.0 (Windows NT 6.1) AppleWebKit/534+ Safari/534+ BingPreview/1.0b", "Microsoft");
  is_preview("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "Facebook");
  is_preview("facebookexternalhit/1.1;line-poker/1.0", "LINE");
  is_preview("Twitterbot/1.0", "Twitter");
  is_preview("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
             "LinkedIn");
}

BOOST_AUTO_TEST_CASE(who_tries_links_for_safety_is_a_bot) {
  is_bot("Mozilla/5.0 (X11; Linux x86_64) Chrome/100 Safari/537.36 Google-Safety", "Google-Safety");
  is_bot("Mozilla/5.0 (Windows NT 10.0) Barracuda Sentinel (EE)", "Barracuda");
}

BOOST_AUTO_TEST_CASE(crawlers_and_tools_are_bots) {
  is_bot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot");
  is_bot("Mozilla/5.0 (Linux; Android 6.0.1) (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
         "Googlebot");
  is_bot("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot");
  is_bot("curl/7.88.1", "curl");
  is_bot("Wget/1.21.3", "Wget");
  is_bot("python-requests/2.31.0", "python-requests");
  is_bot("Go-http-client/2.0", "Go-http-client");
  is_bot("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0 Safari/537.36", "HeadlessChrome");
}

BOOST_AUTO_TEST_CASE(tools_have_their_own_names) {
  is_bot("sqlmap/1.8#stable (https://sqlmap.org)", "sqlmap");
  is_bot("Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", "Nmap");
  is_bot("masscan/1.3 (https://github.com/robertdavidgraham/masscan)", "masscan");
  is_bot("Mozilla/5.0 zgrab/0.x", "zgrab");
  is_bot("undici", "undici");
  is_bot("Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)",
         "Let's Encrypt");
  is_bot("libwww-perl/6.67", "libwww-perl");
}

BOOST_AUTO_TEST_CASE(a_browser_in_a_text_terminal_is_a_person_whatever_library_it_names) {
  is_person("Lynx/2.8.9rel.1 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.9", device::other);
}

BOOST_AUTO_TEST_CASE(a_bot_that_nobody_knows_shows_itself) {
  is_bot("Mozilla/5.0 (compatible; SomethingNew/1.0; +https://example.org/about)", "other");
  is_bot("somethingnew (ops@example.org)", "other");
  is_bot("SomethingSpider", "other");
  is_bot("somelibrary/0.3.1", "other");
  is_bot("Mozilla/5.0", "other");
  is_bot("Mozilla/5.0 (compatible)", "other");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_no_trouble) {
  std::string bytes;
  for (int i = 1; i < 256; ++i) bytes += static_cast<char>(i);
  BOOST_TEST((classified(bytes).who == kind::person));
}

BOOST_AUTO_TEST_SUITE_END()
