#pragma once

#include <array>
#include <string_view>

#include <waypost/click.hpp>

namespace waypost::test {

// A user agent, and whom it must be taken for.
struct known_client {
  enum class kind { person, preview, bot };

  std::string_view user_agent;
  kind who = kind::person;
  device on = device::other;   // of a person
  std::string_view name = {};  // of a preview or bot
  std::string_view system = {};
  std::string_view browser = {};
  std::string_view model = {};
};

inline constexpr std::array people{
    known_client{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                 "Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                 known_client::kind::person,
                 device::ios,
                 {},
                 "iOS",
                 "Mobile Safari",
                 "iPhone"},
    known_client{"Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                 "CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1",
                 known_client::kind::person,
                 device::ios,
                 {},
                 "iOS",
                 "Chrome Mobile iOS",
                 "iPad"},
    known_client{"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
                 "Chrome/126.0.0.0 Mobile Safari/537.36",
                 known_client::kind::person,
                 device::android,
                 {},
                 "Android",
                 "Chrome Mobile",
                 "Google"},
    known_client{"Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) "
                 "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                 known_client::kind::person,
                 device::android,
                 {},
                 "Android",
                 "Samsung Internet",
                 "Samsung"},
    known_client{"Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
                 known_client::kind::person,
                 device::android,
                 {},
                 "Android",
                 "Firefox Mobile",
                 "Android device"},
    known_client{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                 "Chrome/126.0.0.0 Safari/537.36",
                 known_client::kind::person,
                 device::desktop,
                 {},
                 "Windows",
                 "Chrome",
                 "PC"},
    known_client{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                 "Version/17.5 Safari/605.1.15",
                 known_client::kind::person,
                 device::desktop,
                 {},
                 "macOS",
                 "Safari",
                 "Mac"},
    known_client{"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
                 known_client::kind::person,
                 device::desktop,
                 {},
                 "Linux",
                 "Firefox",
                 "PC"},
    known_client{"Nokia6300/2.0 (05.50) Profile/MIDP-2.0 Configuration/CLDC-1.0",
                 known_client::kind::person,
                 device::other,
                 {},
                 "other",
                 "Nokia Browser",
                 "Nokia"},
};

inline constexpr std::array others{
    known_client{"WhatsApp/2.23.20.0 A", known_client::kind::preview, device::other, "WhatsApp"},
    known_client{"TelegramBot (like TwitterBot)", known_client::kind::preview, device::other, "Telegram"},
    known_client{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) "
                 "Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
                 known_client::kind::preview, device::other, "iMessage"},
    known_client{"curl/7.88.1", known_client::kind::bot, device::other, "curl"},
    known_client{"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                 known_client::kind::bot, device::other, "Googlebot"},
    known_client{"", known_client::kind::bot, device::other, "none"},
};

// A network, and the country that the operator's database has for it.
struct known_network {
  network from;
  std::string_view database_line;  // the network as the database has it; empty where it has none
  std::size_t bits = 0;
  std::string_view country = {};
};

inline constexpr std::array networks{
    known_network{{network::family::ipv4, {49, 36, 1}}, "49.36.0.0", 14, "IN"},
    known_network{{network::family::ipv6, {0x24, 0x00, 0x1a, 0x00, 0xb0, 0x11}}, "2400:1a00::", 32, "NP"},
    known_network{{network::family::ipv4, {198, 51, 100}}, {}},
};

}  // namespace waypost::test
