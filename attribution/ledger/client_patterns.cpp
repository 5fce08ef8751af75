#include <array>

#include "attribution/ledger/client_class.hpp"

namespace waypost {

namespace {

constexpr auto anywhere = client_pattern::place::anywhere;
constexpr auto at_start = client_pattern::place::at_start;
constexpr auto preview = client_class::kind::preview;
constexpr auto bot = client_class::kind::bot;

// Only what an ordinary browser never sends. An app's own browser names the app too ("FBAN/FBIOS",
// "Snapchat/… (like Safari…)", "Telegram-Android/…", "Slack_SSB/…") and is a person: those parts must not
// stand here.
constexpr std::array patterns{
    // iMessage pretends to be both of the following, so it comes first.
    client_pattern{"facebookexternalhit/1.1 Facebot Twitterbot/1.0", anywhere, preview, "iMessage"},
    // LINE's fetcher names itself after Facebook's.
    client_pattern{"line-poker/", anywhere, preview, "LINE"},

    client_pattern{"WhatsApp/", at_start, preview, "WhatsApp"},
    client_pattern{"TelegramBot", anywhere, preview, "Telegram"},
    client_pattern{"Slackbot", anywhere, preview, "Slack"},
    client_pattern{"Slack-ImgProxy", anywhere, preview, "Slack"},
    client_pattern{"Discordbot/", anywhere, preview, "Discord"},
    client_pattern{"SkypeUriPreview", anywhere, preview, "Skype"},
    client_pattern{"Viber/", at_start, preview, "Viber"},
    client_pattern{"Snap URL Preview Service", anywhere, preview, "Snapchat"},
    client_pattern{"BingPreview/", anywhere, preview, "Bing"},
    client_pattern{"Google-Safety", anywhere, preview, "Google-Safety"},
    client_pattern{"Google-PageRenderer", anywhere, preview, "Google"},
    client_pattern{"developers.google.com/+/web/snippet", anywhere, preview, "Google"},
    client_pattern{"facebookexternalhit/", anywhere, preview, "Facebook"},
    client_pattern{"facebookcatalog/", anywhere, preview, "Facebook"},
    client_pattern{"Facebot", anywhere, preview, "Facebook"},
    client_pattern{"meta-externalfetcher/", anywhere, preview, "Facebook"},
    client_pattern{"Twitterbot/", anywhere, preview, "Twitter"},
    client_pattern{"LinkedInBot/", anywhere, preview, "LinkedIn"},
    client_pattern{"Pinterestbot/", anywhere, preview, "Pinterest"},
    client_pattern{"Pinterest/0.", at_start, preview, "Pinterest"},
    client_pattern{"redditbot/", anywhere, preview, "Reddit"},
    client_pattern{"kakaotalk-scrap/", anywhere, preview, "KakaoTalk"},
    client_pattern{"vkShare", anywhere, preview, "VK"},
    client_pattern{"Mattermost-Bot/", anywhere, preview, "Mattermost"},
    client_pattern{"Synapse (bot;", anywhere, preview, "Matrix"},
    client_pattern{"Embedly/", anywhere, preview, "Embedly"},
    client_pattern{"Iframely/", anywhere, preview, "Iframely"},
    client_pattern{"Bluesky Cardyb/", anywhere, preview, "Bluesky"},

    client_pattern{"AdsBot-Google", anywhere, bot, "Googlebot"},
    client_pattern{"Googlebot", anywhere, bot, "Googlebot"},
    client_pattern{"GoogleOther", anywhere, bot, "Googlebot"},
    client_pattern{"Google-InspectionTool", anywhere, bot, "Googlebot"},
    client_pattern{"bingbot/", anywhere, bot, "bingbot"},
    client_pattern{"YandexBot/", anywhere, bot, "YandexBot"},
    client_pattern{"Baiduspider", anywhere, bot, "Baiduspider"},
    client_pattern{"DuckDuckBot", anywhere, bot, "DuckDuckBot"},
    client_pattern{"Applebot/", anywhere, bot, "Applebot"},
    client_pattern{"AhrefsBot/", anywhere, bot, "AhrefsBot"},
    client_pattern{"SemrushBot", anywhere, bot, "SemrushBot"},
    client_pattern{"MJ12bot/", anywhere, bot, "MJ12bot"},
    client_pattern{"PetalBot", anywhere, bot, "PetalBot"},
    client_pattern{"Bytespider", anywhere, bot, "Bytespider"},
    client_pattern{"GPTBot/", anywhere, bot, "GPTBot"},
    client_pattern{"ClaudeBot/", anywhere, bot, "ClaudeBot"},
    client_pattern{"CCBot/", anywhere, bot, "CCBot"},
    client_pattern{"Amazonbot/", anywhere, bot, "Amazonbot"},
    client_pattern{"meta-externalagent/", anywhere, bot, "Meta"},
    client_pattern{"HeadlessChrome/", anywhere, bot, "HeadlessChrome"},
    client_pattern{"PhantomJS/", anywhere, bot, "PhantomJS"},

    client_pattern{"curl/", at_start, bot, "curl"},
    client_pattern{"Wget/", at_start, bot, "Wget"},
    client_pattern{"python-requests/", at_start, bot, "python-requests"},
    client_pattern{"Python-urllib/", at_start, bot, "python-urllib"},
    client_pattern{"python-httpx/", at_start, bot, "python-httpx"},
    client_pattern{"Python/", at_start, bot, "aiohttp"},
    client_pattern{"Go-http-client/", at_start, bot, "Go-http-client"},
    client_pattern{"Java/", at_start, bot, "Java"},
    client_pattern{"Apache-HttpClient/", at_start, bot, "Apache-HttpClient"},
    client_pattern{"okhttp/", at_start, bot, "okhttp"},
    client_pattern{"axios/", at_start, bot, "axios"},
    client_pattern{"node-fetch/", at_start, bot, "node-fetch"},
    client_pattern{"libwww-perl/", at_start, bot, "libwww-perl"},
    client_pattern{"Scrapy/", at_start, bot, "Scrapy"},
    client_pattern{"PostmanRuntime/", at_start, bot, "Postman"},

    // A crawler that keeps the rules leaves an address for questions; no browser does.
    client_pattern{"+http://", anywhere, bot, "other"},
    client_pattern{"+https://", anywhere, bot, "other"},
};

}  // namespace

std::span<const client_pattern> client_patterns() noexcept { return patterns; }

}  // namespace waypost
