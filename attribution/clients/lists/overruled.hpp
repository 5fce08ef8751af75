#pragma once

#include <array>
#include <string_view>

namespace waypost {

// Patterns of npm's crawler-user-agents that would take people for bots, and what stands in their place;
// nothing where they are left out.
struct overruled_pattern {
  std::string_view listed;
  std::string_view ours;
};

constexpr std::array overruled_patterns{
    // Browsers inside apps, and windows of desktop apps: a person tapped the link there.
    overruled_pattern{R"(MetaIAB Facebook)", ""},   // Facebook's own browser on phones
    overruled_pattern{R"(AP3A\.240617\.008)", ""},  // a build of Android 15: every phone that has it
    overruled_pattern{R"(Code\/1\.)", ""},          // Visual Studio Code
    overruled_pattern{R"(Trae\/)", ""},             // another editor
    overruled_pattern{R"(Fluid)", ""},              // a browser for one site, on a Mac
    overruled_pattern{R"(WhatsApp)", "^WhatsApp"},  // WhatsApp Desktop
    overruled_pattern{R"(Viber)", "^Viber"},        // Viber's own browser
    overruled_pattern{R"(Notion\/)", "^Notion/"},   // Notion's window
    overruled_pattern{R"(Tumblr\/)", "^Tumblr/"},   // the apps' own browsers, as below
    overruled_pattern{R"(Bluesky\/)", "^Bluesky/"},
    overruled_pattern{R"(Instapaper\/)", "^Instapaper/"},
    overruled_pattern{R"(Feedly)", "^Feedly"},
    overruled_pattern{R"(Goodreads)", "compatible; Goodreads"},
    overruled_pattern{R"(Blackboard)", "^Blackboard"},
    overruled_pattern{R"(PayPal\/)", "^PayPal/"},
    overruled_pattern{R"(Stripe\/)", "^Stripe/"},
    overruled_pattern{R"(Klaviyo\/)", "^Klaviyo/"},
    overruled_pattern{R"(Grammarly\/)", "^Grammarly/"},
    overruled_pattern{R"(Asana\/)", "^Asana/"},
    overruled_pattern{R"(Podimo)", "^Podimo"},
    overruled_pattern{R"(Tweakers)", "^Tweakers"},
    overruled_pattern{R"(upday\/)", "compatible; upday/"},
    overruled_pattern{R"(Disqus)", "^Disqus"},
    overruled_pattern{R"(Hatena)", "^Hatena"},
    // Names of phones, and words that occur in them.
    overruled_pattern{R"(Butterfly)", "^Butterfly"},                   // HTC Butterfly
    overruled_pattern{R"(Sonic)", "RankSonic|^Sonic"},                 // ViewSonic, Cherry Sonic
    overruled_pattern{R"(Sogou)", "Sogou[ -][^;)]*[Ss]pider|^Sogou"},  // SogouMobileBrowser
    overruled_pattern{R"(008\/)", R"((?:^|[ ;(])008/)"},               // DESAY TS1008, baiduboxapp
    overruled_pattern{R"(BW\/)", R"((?:^|[ ;(])BW/)"},                 // the ends of models, as below
    overruled_pattern{R"(RED\/)", "^RED/"},
    overruled_pattern{R"(NING\/)", "^NING/"},
    overruled_pattern{R"(Make\/)", "^Make/"},
    overruled_pattern{R"(Buck\/)", "^Buck/"},
    overruled_pattern{R"(Fetch\/)", R"(\bFetch/)"},
    overruled_pattern{R"(Dlc\/)", R"(\bDlc/)"},
    overruled_pattern{R"(s4a\/)", R"(\bs4a/)"},
    overruled_pattern{R"(Odin;)", "compatible; Odin;"},
    overruled_pattern{R"(Nitro-)", "compatible; Nitro-|Nitro-Optimizer"},
    overruled_pattern{R"(Magellan)", "^Magellan"},
    overruled_pattern{R"(Adventurer)", "^Adventurer"},
    overruled_pattern{R"(Fever)", "^Fever/"},
    overruled_pattern{R"(Trove)", "^Trove"},
    overruled_pattern{R"(Devin)", R"(\bDevin/)"},
    overruled_pattern{R"(linko)", R"(linko\.app)"},
    overruled_pattern{R"(eright)", "eright/"},
    overruled_pattern{R"(ds9)", "^ds9"},
    overruled_pattern{R"(Automaton|Newsify Feed Fetcher)", "Newsify Feed Fetcher"},
    overruled_pattern{R"(Chirp|gotosocial)", "gotosocial"},
};

}  // namespace waypost
