#include <array>

#include "attribution/clients/client_rules.hpp"

namespace waypost {

namespace {

constexpr auto bot = client_class::kind::bot;

// What is told without npm's list, and what that list misses. The comment behind a line is its source: "list"
// is npm's crawler-user-agents.
constexpr std::array rules{
    // Who follows the links of messages to see whether they are safe. Most of them pretend to be browsers;
    // these do not.
    client_rule{bot, "Google-Safety", R"(Google-Safety)"},  // list
    client_rule{bot, "Barracuda", R"((?i)barracuda)"},      // live-direct-marketing.online, bot clicks
    client_rule{bot, "Proofpoint", R"((?i)proofpoint)"},    // the same
    client_rule{bot, "Cisco Secure Email", R"(CiscoSecureEmail)"},           // the same
    client_rule{bot, "Trend Micro", R"(\bTMES\b|(?i:trend ?micro))"},        // the same
    client_rule{bot, "Mimecast", R"((?i)mimecast)"},                         // the maker's own name
    client_rule{bot, "Kaspersky", R"(Kaspersky Lab CFR link resolver)"},     // CrawlerDetect
    client_rule{bot, "Norton Safe Web", R"(Norton-Safeweb)"},                // CrawlerDetect
    client_rule{bot, "Symantec", R"((?i)huaweisymantec|SpamExperts)"},       // CrawlerDetect
    client_rule{bot, "Comodo", R"((?i)^COMODO (?:DCV|SSL))"},                // CrawlerDetect
    client_rule{bot, "Alibaba Security", R"(Alibaba\.Security\.Heimdall)"},  // CrawlerDetect
    client_rule{bot, "Blue Coat", R"((?i)bluecoat drtr|Cerberian Drtrs)"},   // isbot, CrawlerDetect
    client_rule{bot, "VirusTotal", R"((?i)virustotal)"},                     // list
    client_rule{bot, "urlscan", R"((?i)\burlscan)"},                         // its own name
    client_rule{bot, "Netcraft", R"((?i)netcraft)"},                         // list

    // Search engines and their kin.
    client_rule{bot, "Googlebot", R"(Googlebot|AdsBot-Google|GoogleOther|Google-InspectionTool)"},  // list
    client_rule{bot, "Google",
                R"(Google[- ](?:Ads|Adwords|Apps|Assess|Calendar|Docs|Extended|Favicon|HTTP))"},
    client_rule{bot, "Google", R"((?i:Google (?:favicon|keyword|page speed|PP default|search console)))"},
    client_rule{bot, "Google", R"(Google-(?:HotelAds|Publisher|SearchByImage|Shopping|Site|speakr|Youtube))"},
    client_rule{bot, "Google", R"(google_partner_monitoring|GoogleProber|GoogleHC/|DuplexWeb-Google)"},
    // The four above: CrawlerDetect, developers.google.com/search/docs/crawling-indexing.
    client_rule{bot, "bingbot", R"((?i)\bbingbot|BingLocalSearch)"},                 // list, CrawlerDetect
    client_rule{bot, "Yandex", R"(^YandeG |Yandex(?:Bot|/|\.Translate|\.Gazeta))"},  // list, CrawlerDetect
    client_rule{bot, "Baiduspider", R"((?i)baiduspider|baidu transcoder)"},          // list, CrawlerDetect
    client_rule{bot, "DuckDuckBot", R"(DuckDuckBot)"},                               // list
    client_rule{bot, "Applebot", R"(Applebot)"},                                     // list
    client_rule{bot, "AhrefsBot", R"(AhrefsBot)"},                                   // list
    client_rule{bot, "SemrushBot", R"((?i)semrushbot)"},                             // list
    client_rule{bot, "MJ12bot", R"(MJ12bot)"},                                       // list
    client_rule{bot, "PetalBot", R"(PetalBot)"},                                     // list
    client_rule{bot, "Bytespider", R"(Bytespider)"},                                 // list
    client_rule{bot, "GPTBot", R"(GPTBot)"},                                         // list
    client_rule{bot, "ClaudeBot", R"((?i)claudebot)"},                               // list
    client_rule{bot, "CCBot", R"(CCBot)"},                                           // list
    client_rule{bot, "Amazonbot", R"(Amazonbot)"},                                   // list
    client_rule{bot, "Meta", R"(meta-external(?:agent|ads)/|meta-webindexer)"},      // list
    client_rule{bot, "Daum", R"(Daum(?:oa)?[ /][0-9])"},                             // CrawlerDetect
    client_rule{bot, "Exalead", R"((?i)ExaleadCloudView)"},                          // CrawlerDetect
    client_rule{bot, "Seznam", R"(^Seznam)"},                                        // CrawlerDetect

    // Browsers that programs drive, and pictures of pages.
    client_rule{bot, "HeadlessChrome", R"(HeadlessChrome/)"},                                 // list
    client_rule{bot, "PhantomJS", R"(PhantomJS)"},                                            // list
    client_rule{bot, "Selenium", R"((?i)selenium|webdriver)"},                                // list
    client_rule{bot, "wkhtmltopdf", R"(wkhtmlto|webkit2png|imgsizer|webscreenie|\bwpif\b)"},  // CrawlerDetect
    client_rule{bot, "Splash", R"(\bsplash Version/)"},                                       // list
    client_rule{bot, "Websnapr", R"(Websnapr/|KimonoLabs/|Browsershots)"},                    // CrawlerDetect

    // Monitors and tests.
    client_rule{bot, "WebPageTest", R"(\bPTST[ /]\d)"},                     // CrawlerDetect
    client_rule{bot, "Neustar WPM", R"(Neustar WPM)"},                      // CrawlerDetect
    client_rule{bot, "ip-label", R"(\biplabel\b)"},                         // CrawlerDetect
    client_rule{bot, "Gomez", R"(GomezAgent)"},                             // CrawlerDetect
    client_rule{bot, "Dynatrace", R"(DynatraceSynthetic|RuxitSynthetic)"},  // list, CrawlerDetect
    client_rule{bot, "AWS", R"(^Amazon-Route53-Health-Check-Service|^ELB-HealthChecker)"},  // CrawlerDetect
    client_rule{bot, "AWS", R"(^Amazon Simple Notification Service Agent$)"},               // CrawlerDetect
    client_rule{bot, "Kubernetes", R"(^kube-probe)"},                                       // CrawlerDetect
    client_rule{bot, "PowerMapper", R"(\bMapperCmd/|CrawlerProcess )"},                     // CrawlerDetect
    client_rule{bot, "WPRecon", R"(wprecon\.com|WhoRunsCoinHive|project25499)"},            // CrawlerDetect

    // Fetch libraries and tools.
    client_rule{bot, "curl", R"(^curl|libcurl|PycURL)"},                   // list, uap-core
    client_rule{bot, "Wget", R"((?i)\bwget)"},                             // list
    client_rule{bot, "python-requests", R"(python-requests|^GRequests)"},  // list
    client_rule{bot, "python-urllib", R"(Python-urllib|python-urllib3)"},  // list
    client_rule{bot, "python-httpx", R"(python-httpx)"},                   // list
    client_rule{bot, "aiohttp", R"(^Python/|aiohttp)"},                    // list
    client_rule{bot, "Go-http-client", R"(^Go-http-client|^Go \d.* package http|fasthttp|^gofetch)"},  // list
    client_rule{bot, "Java", R"(^Java[/ ]|^Apache-Http|HttpUrlConnection|^JNLP)"},     // list, uap-core
    client_rule{bot, "Java", R"(Commons-HttpClient|HttpComponents|ReactorNetty)"},     // CrawlerDetect
    client_rule{bot, "axios", R"(axios/)"},                                            // list
    client_rule{bot, "node-fetch", R"(node-fetch|^node(?:$|/))"},                      // list, nodejs.org
    client_rule{bot, "undici", R"(^undici)"},                                          // nodejs.org
    client_rule{bot, "node", R"(node-superagent|node-urllib|request\.js|^got[ /(])"},  // CrawlerDetect
    client_rule{bot, "libwww-perl",
                R"(libwww(?:-perl|[^-]|$)|^lwp|LWP::Simple|HTTP-Tiny|WWW-Mechanize)"},  // list, CrawlerDetect
    client_rule{bot, "PHP",
                R"(^PHP|GuzzleHttp|Zend.Http|HTTP_Request2|PECL::HTTP|Symfony)"},     // CrawlerDetect
    client_rule{bot, "Ruby", R"(^Ruby|Typhoeus|EventMachine|http\.rb/|^Faraday v)"},  // CrawlerDetect
    client_rule{bot, "Rust", R"(^reqwest/|^ureq|attohttpc)"},                         // CrawlerDetect
    client_rule{bot, "Windows",
                R"(WinHttp|Microsoft URL Control|Microsoft BITS|Microsoft-WebDAV|WindowsPowerShell)"},
    // The one above: CrawlerDetect, uap-core.
    client_rule{bot, "Scrapy", R"(^Scrapy)"},                          // list
    client_rule{bot, "Postman", R"(PostmanRuntime)"},                  // CrawlerDetect
    client_rule{bot, "insomnia", R"(^insomnia/)"},                     // list
    client_rule{bot, "HTTPie", R"((?i)^httpie/)"},                     // uap-core, list
    client_rule{bot, "ApacheBench", R"(ApacheBench)"},                 // CrawlerDetect
    client_rule{bot, "Siege", R"(^Siege)"},                            // CrawlerDetect
    client_rule{bot, "JMeter", R"(^JMeter)"},                          // CrawlerDetect
    client_rule{bot, "k6", R"(^k6/)"},                                 // CrawlerDetect
    client_rule{bot, "wrk", R"(^wrk)"},                                // CrawlerDetect
    client_rule{bot, "nuclei", R"(^Nuclei)"},                          // list
    client_rule{bot, "Nikto", R"(Nikto)"},                             // CrawlerDetect
    client_rule{bot, "sqlmap", R"(sqlmap)"},                           // CrawlerDetect
    client_rule{bot, "Nmap", R"(Nmap Scripting)"},                     // list, CrawlerDetect
    client_rule{bot, "masscan", R"(masscan)"},                         // list, CrawlerDetect
    client_rule{bot, "zgrab", R"(zgrab)"},                             // list, CrawlerDetect
    client_rule{bot, "Wfuzz", R"(Wfuzz)"},                             // CrawlerDetect
    client_rule{bot, "Let's Encrypt", R"(Let's Encrypt validation)"},  // list
    client_rule{bot, "VLC", R"(^VLC/|LibVLC)"},                        // CrawlerDetect
    client_rule{bot, "FFmpeg", R"(^Lavf/)"},                           // CrawlerDetect
    client_rule{bot, "Reeder", R"(ReederForMac|^Reeder/)"},            // CrawlerDetect
    client_rule{bot, "NetNewsWire", R"(NetNewsWire)"},                 // CrawlerDetect
    client_rule{bot, "Airmail", R"(^Airmail)"},                        // CrawlerDetect
};

}  // namespace

client_rules bot_rules() noexcept { return rules; }

}  // namespace waypost
