#include <array>

#include "attribution/clients/agent_rules.hpp"

namespace waypost {

namespace {

// What uap-core does not know yet: browsers of phones that are common where SMS are, and the browsers inside
// apps.
constexpr std::array browsers{
    agent_rule{R"(VivoBrowser/)", "Vivo Browser"},
    agent_rule{R"(HeyTapBrowser/)", "HeyTap Browser"},  // Oppo, Realme, OnePlus
    agent_rule{R"(HuaweiBrowser/)", "Huawei Browser"},
    agent_rule{R"(Jio(?:Sphere|Browser|Pages)/)", "JioSphere"},
    agent_rule{R"(PHX/|Phoenix/)", "Phoenix Browser"},
    agent_rule{R"(\bOPT/|OPX/)", "Opera Mobile"},  // Opera Touch and GX, on iPhones
    agent_rule{R"(\bDdg/)", "DuckDuckGo"},
    agent_rule{R"(Safari/[0-9.]+ Brave\b|\bBrave/)", "Brave"},
    agent_rule{R"(\(Ecosia (?:android|ios)@)", "Ecosia"},
    agent_rule{R"(MetaIAB Facebook)", "Facebook"},
    agent_rule{R"(MetaIAB Instagram|\bInstagram [0-9])", "Instagram"},
    agent_rule{R"(\bBarcelona [0-9])", "Threads"},
    agent_rule{R"(musical_ly|BytedanceWebview|\bTikTok)", "TikTok"},
    agent_rule{R"(MicroMessenger/)", "WeChat"},
    agent_rule{R"(Telegram-(?:Android|iOS)/|Telegram \()", "Telegram"},
    agent_rule{R"(\bWhatsApp/)", "WhatsApp"},
    agent_rule{R"(LinkedInApp)", "LinkedIn"},
    agent_rule{R"(KAKAOTALK)", "KakaoTalk"},
    agent_rule{R"(NAVER\()", "Naver"},
    agent_rule{R"((?i)truecaller)", "Truecaller"},
};

// Models that name no maker, or whose makers are younger than uap-core's list, by the makers' own numbers.
constexpr std::array devices{
    agent_rule{R"(; (?:RMX\d{4}|realme ))", "Realme"},
    agent_rule{R"(; (?:POCO|Redmi|Xiaomi|MI |Mi )|; M2\d{3}[A-Z]|; 2\d{3}[0-9A-Z]{4,6}[A-Z](?: Build|;|\)))",
               "Xiaomi"},
    agent_rule{R"(; (?:vivo|V[12]\d{3}[A-Z]{0,2}|I[12]\d{3})(?:[ _]|;|\)))", "Vivo"},
    agent_rule{R"(; (?:AC2|BE2|DE2|DN2|EB2|GM1|HD1|IN2|IV2|KB2|LE2|MT2|NE2)\d{3}(?: Build|;|\)))", "OnePlus"},
    agent_rule{R"(; (?:CPH\d{4}|OPPO))", "Oppo"},
    agent_rule{R"(; (?:SM-|SAMSUNG[ -]))", "Samsung"},
    agent_rule{R"(; (?:moto |motorola |XT\d{4}))", "Motorola"},
    agent_rule{R"(; HONOR)", "Honor"},
    agent_rule{R"(; (?:Nothing |A06[35]|A142P?|AIN065)(?: Build|;|\)))", "Nothing"},
    agent_rule{R"(; TA-1\d{3}(?: Build|;|\)))", "Nokia"},
    agent_rule{R"(; LAVA )", "Lava"},
    agent_rule{R"((?i); (?:lyf|jiophone)[/_ -])", "Jio"},
};

}  // namespace

agent_rules own_browser_rules() noexcept { return browsers; }
agent_rules own_device_rules() noexcept { return devices; }

}  // namespace waypost
