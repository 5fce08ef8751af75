#include <array>

#include "attribution/clients/client_rules.hpp"
#include "attribution/clients/vocabulary.hpp"

namespace waypost {

namespace {

constexpr auto bot = client_class::kind::bot;
constexpr auto person = client_class::kind::person;

// People whom one of the signs below would give away wrongly; found with the test data of CrawlerDetect and
// of intoli's user-agents.
constexpr std::array people{
    // Phones with "bot" in their name: Cubot, B BOT, IDbot.
    client_rule{person, "", R"((?i); [^;()]*bot[^;()]* Build/)"},
    client_rule{person, "", R"((?i)\bcubot\b)"},
    // Toolbars of Internet Explorer, which left an address and a word in its user agent.
    client_rule{person, "", R"(bsalsa\.com|QQDownload)"},
    // Browsers whose user agents look like a library's.
    client_rule{person, "", R"(^(?:E?Links|Lynx|w3m|Dillo|IBrowse|AmigaVoyager|NCSA_Mosaic|amaya)\b)"},
    client_rule{person, "", R"(^\w*Browser/[^ ]* \()"},
    // Phones of before smartphones name themselves and their profile.
    client_rule{person, "",
                R"(Profile/MIDP|Configuration/CLDC|UP\.Browser|J2ME/MIDP|MAUI[ _/]|Obigo|NetFront)"},
    client_rule{person, "",
                R"(^(?i:nokia|samsung|sec-|lg[-/e]|sonyericsson|blackberry|mot-|motorola|alcatel))"},
    client_rule{person, "", R"(^(?i:huawei|zte|micromax|lava|karbonn|spice|intex|panasonic|philips|lenovo))"},
};

// What no browser sends; most are isbot's ideas (Unlicense), each tried on the user agents of 30,000
// browsers and bots. The name is "other": words out of a user agent must not become names.
constexpr std::array signs{
    // Who keeps the rules leaves an address for questions.
    client_rule{bot, other_name, R"((?i)https?://|\bwww\d?\.)"},
    client_rule{bot, other_name, R"((?i)[\w.+-]+(?:@|\(at\)| at )[a-z][\w-]*(?:\.| dot )[a-z]{2,})"},
    // What it is: a word on its own or the end of one.
    client_rule{bot, other_name, R"((?i)bots?(?:[^a-z]|$)|robot|crawl|spider|scrap(?:e|ing|y)|slurp)"},
    client_rule{bot, other_name, R"((?i)fetch|archiver|harvest|extract|indexer|aggregat|headless|wordpress)"},
    client_rule{bot, other_name,
                R"((?i)monitor|uptime|pingdom|check(?:er|s|ing)?\b|validat|analy[sz]|inspect)"},
    client_rule{bot, other_name, R"((?i)\bscan(?:s|ner|ning)?\b|scanner|\bprobe|vulnerab|pentest)"},
    client_rule{bot, other_name,
                R"((?i)\bfeed|feed(?:er|parser|burner|ly|bin|reader|fetcher)?\b|\brss|rss\b)"},
    client_rule{bot, other_name, R"((?i)preview|thumb(?:nail|shot|s)?\b|screenshot|capture\b|image ?proxy)"},
    client_rule{bot, other_name,
                R"((?i)\bseo\b|seo(?:bot|tool|check|search)|backlink|link ?(?:check|valid|walk|exam))"},
    client_rule{bot, other_name,
                R"((?i)http[-_ ]?(?:client|request|lib|get)|\bhttp\b|libhttp|lib(?:soup|fetch))"},
    client_rule{bot, other_name,
                R"((?i)\b(?:java|perl|php|python|ruby|node\.?js|golang)/?\d|^(?:perl|lua|go)[/ -])"},
    client_rule{bot, other_name,
                R"((?i)\bdownload(?:er)?\b|\bgrab(?:ber)?|search(?:bot|engine)|url ?(?:expand|resolv))"},
    client_rule{bot, other_name, R"((?i)powershell)"},
    // A name and a version, or a name alone: what libraries send, and no browser.
    client_rule{bot, other_name, R"(^[\w.!:%'+*-]+(?: [\w.!:%'+*-]+)*(?:/v?[\w.+-]*)?$)"},
    client_rule{bot, other_name, R"(^(?:[^MO]|M[^o]|O[^p])[\w.-]*/[\w.]+ \([^()]*\)$)"},
    client_rule{bot, other_name,
                R"(^Mozilla/\d\.\d(?: \((?:compatible)?;? ?(?:[\w .-]+(?:[ /][\d.]+)?)?;?\))?$)"},
};

}  // namespace

client_rules person_rules() noexcept { return people; }
client_rules bot_sign_rules() noexcept { return signs; }

}  // namespace waypost
