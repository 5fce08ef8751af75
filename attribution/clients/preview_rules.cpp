#include <array>

#include "attribution/clients/client_rules.hpp"

namespace waypost {

namespace {

constexpr auto preview = client_class::kind::preview;

// Only what an ordinary browser never sends. An app's own browser names the app too ("FBAN/FBIOS",
// "Snapchat/… (like Safari…)", "Telegram-Android/…", "Slack_SSB/…") and is a person: those parts must not
// stand here. The comment behind a line is its source: "list" is npm's crawler-user-agents, of whose entries
// these are the previews; "itself" means that the user agent names its page.
constexpr std::array rules{
    // Messages on phones: where an SMS is read.
    client_rule{preview, "iMessage",
                R"(facebookexternalhit/1\.1 Facebot Twitterbot/1\.0)"},  // PhpUserAgent #71
    client_rule{preview, "Google Messages", R"(GoogleMessages/)"},       // CrawlerDetect #575
    // What Samsung's Messages sends from every phone; browscap #2157. Nobody has that browser any more.
    client_rule{preview, "Samsung Messages",
                R"(^Mozilla/5\.0 \(X11; Ubuntu; Linux i686; rv:24\.0\) Gecko/20100101 Firefox/24\.0$)"},
    client_rule{preview, "Android app", R"(^Dalvik/|^AndroidDownloadManager)"},  // Android's fetch library
    client_rule{preview, "Apple app", R"(CFNetwork/.*Darwin/)"},                 // Apple's, uap-core
    client_rule{preview, "Android app", R"(^okhttp/)"},                          // list

    // Messengers and mail.
    client_rule{preview, "WhatsApp", R"(^WhatsApp)"},           // list; Signal sends it too
    client_rule{preview, "Telegram", R"(TelegramBot)"},         // list
    client_rule{preview, "LINE", R"(line-poker/|Linespider)"},  // list, itself
    client_rule{preview, "KakaoTalk", R"(kakaotalk-scrap/)"},   // itself
    client_rule{preview, "Viber", R"(^Viber)"},                 // list
    client_rule{preview, "Snapchat", R"(Snap URL Preview Service|SnapURLPreview/)"},  // list
    client_rule{preview, "Skype", R"(SkypeUriPreview)"},                              // list; also Teams
    client_rule{preview, "Slack", R"(Slackbot|Slack-ImgProxy)"},                 // list, api.slack.com/robots
    client_rule{preview, "Discord", R"(Discordbot)"},                            // list
    client_rule{preview, "Matrix", R"(Synapse \(bot;)"},                         // list
    client_rule{preview, "Mattermost", R"(Mattermost-Bot/)"},                    // list
    client_rule{preview, "GroupMe", R"(GroupMeBot)"},                            // list
    client_rule{preview, "Keybase", R"(KeybaseBot)"},                            // list
    client_rule{preview, "Beeper", R"(BeeperBot)"},                              // list
    client_rule{preview, "DingTalk", R"(DingTalkBot-LinkService)"},              // list
    client_rule{preview, "Chatwork", R"(Chatwork LinkPreview)"},                 // list
    client_rule{preview, "Gadu-Gadu", R"(GG PeekBot)"},                          // list
    client_rule{preview, "Steam", R"(Valve/Steam HTTP Client)"},                 // list
    client_rule{preview, "Zoom", R"(^Zoom Marketplace/)"},                       // isbot
    client_rule{preview, "Gmail", R"(GoogleImageProxy)"},                        // list
    client_rule{preview, "Yahoo Mail", R"(YahooMailProxy|Yahoo Link Preview)"},  // list
    client_rule{preview, "Fastmail", R"(FastmailUA)"},                           // list
    client_rule{preview, "Shortwave", R"(Shortwave Image Fetcher)"},             // list
    client_rule{preview, "Seznam Email", R"(SeznamEmailProxy)"},                 // CrawlerDetect

    // Networks.
    client_rule{preview, "Facebook",
                R"(facebookexternalhit|Meta-ExternalHit/|meta-externalfetcher/)"},            // list
    client_rule{preview, "Facebook", R"(facebookcatalog/|facebookplatform/|\bFacebot)"},      // list
    client_rule{preview, "Twitter", R"(Twitterbot)"},                                         // list
    client_rule{preview, "LinkedIn", R"(LinkedInBot)"},                                       // list
    client_rule{preview, "Pinterest", R"(Pinterestbot/|pinterest\.com/bot|^Pinterest/0\.)"},  // list
    client_rule{preview, "Reddit", R"(redditbot)"},                                           // list
    client_rule{preview, "VK", R"(vkShare|VKRobot)"},                                         // list
    client_rule{preview, "Odnoklassniki", R"(OdklBot/)"},                                     // list
    client_rule{preview, "Tumblr", R"(^Tumblr/)"},                                            // list
    client_rule{preview, "Xing", R"(Xing Bot|XING-contenttabreceiver)"},  // list, CrawlerDetect
    client_rule{preview, "Mastodon", R"(Mastodon/|Pleroma |gotosocial|Friendica|Lemmy/)"},  // list
    client_rule{preview, "Misskey", R"(SummalyBot)"},                                       // list
    client_rule{preview, "Bluesky", R"(Bluesky Cardyb/|^Bluesky/|BlueskyPreviewBot)"},      // list
    client_rule{preview, "Flipboard", R"(Flipboard(?:Browser)?Proxy)"},                     // list
    client_rule{preview, "Quora", R"(Quora[ -](?:Bot|Link Preview))"},  // list, CrawlerDetect
    client_rule{preview, "Medium", R"(Mediumbot-MetaTagFetcher)"},      // list
    client_rule{preview, "Goodreads", R"(compatible; Goodreads)"},      // list
    client_rule{preview, "Discourse", R"(Discourse Forum Onebox)"},     // list
    client_rule{preview, "Hatena", R"(^Hatena)"},                       // list

    // Those who make previews for others, and pages of work.
    client_rule{preview, "Embedly", R"(Embedly)"},                           // list
    client_rule{preview, "Iframely", R"(Iframely/)"},                        // list
    client_rule{preview, "OpenGraph.io", R"(OpenGraph\.io/)"},               // list
    client_rule{preview, "Notion", R"(^Notion/|NotionEmbedder)"},            // list, CrawlerDetect
    client_rule{preview, "ClickUp", R"(ClickUpLinkUnfurler)"},               // list
    client_rule{preview, "Asana", R"(^Asana/)"},                             // list
    client_rule{preview, "Bitrix", R"(Bitrix link preview)"},                // CrawlerDetect
    client_rule{preview, "Evernote", R"(EvernoteRichLinkBot)"},              // list
    client_rule{preview, "Coda", R"(CodaBot)"},                              // list
    client_rule{preview, "GitHub", R"(github-camo)"},                        // list
    client_rule{preview, "Buffer", R"(BufferLinkPreviewBot)"},               // list
    client_rule{preview, "Hootsuite", R"(HootSuite Image proxy)"},           // CrawlerDetect
    client_rule{preview, "Twilio", R"(TwilioProxy/)"},                       // list
    client_rule{preview, "Microsoft", R"(MicrosoftPreview/|BingPreview/)"},  // list
    client_rule{preview, "Microsoft Office", R"(^Microsoft Office|; ms-office\b|MSOffice)"},  // CrawlerDetect
    client_rule{preview, "Microsoft Office",
                R"(Mac OS X\) (?:Word|Excel|PowerPoint|Outlook)/)"},              // CrawlerDetect
    client_rule{preview, "Google", R"(Google-PageRenderer|Google Web Preview)"},  // list
    client_rule{preview, "Google", R"(developers\.google\.com/\+/web/snippet)"},  // list
    client_rule{preview, "prefetch",
                R"(Chrome Privacy Preserving Prefetch Proxy|CloudFlare-Prefetch)"},  // list
    client_rule{preview, "other",
                R"((?i)(?:link|url|site)[ _-]?(?:preview|unfurl|expand))"},  // their own words
};

}  // namespace

client_rules preview_rules() noexcept { return rules; }

}  // namespace waypost
