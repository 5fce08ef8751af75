#include "redirector/settings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "attribution/redis/endpoint.hpp"

namespace waypost {

namespace {

using complaint = std::optional<std::string>;

constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_base_url = 500;

template <class Number>
complaint set_number(std::string_view text, Number least, Number most, Number& into) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  into = value;
  return std::nullopt;
}

complaint set_address(std::string_view text, listen_address& into) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return "must be HOST:PORT";
  listen_address address;
  if (auto wrong = set_number<std::uint16_t>(text.substr(colon + 1), 0, 65535, address.port))
    return "must be HOST:PORT; the port " + *wrong;
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  address.host = host;
  into = std::move(address);
  return std::nullopt;
}

bool is_host(const boost::urls::url_view& url) {
  using boost::urls::host_type;
  if (url.host_type() == host_type::ipv4 || url.host_type() == host_type::ipv6) return true;
  const std::string_view name(url.encoded_host().data(), url.encoded_host().size());
  if (url.host_type() != host_type::name || name.empty() || name.size() > longest_host) return false;
  return std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.'; });
}

// It goes out in messages, where nothing can mend it any more.
complaint set_base_url(serve_options& into, std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://"))
    return "must begin with http:// or https://";
  const auto url = boost::urls::parse_uri({text.data(), text.size()});
  if (!url || url->has_userinfo() || url->has_query() || url->has_fragment())
    return "must be http(s)://HOST[:PORT][/PATH]";
  if (!is_host(*url)) return "must have a host: a name of letters, digits, hyphens and dots, or an address";
  std::uint16_t port = 0;
  const std::string_view digits(url->port().data(), url->port().size());
  if (url->has_port() && set_number<std::uint16_t>(digits, 1, 65535, port))
    return "must have a port from 1 to 65535";
  if (text.size() > longest_base_url)
    return "must have at most " + std::to_string(longest_base_url) + " characters";
  while (text.ends_with('/')) text.remove_suffix(1);
  into.base_url = text;
  return std::nullopt;
}

complaint set_redis(serve_options& into, std::string_view text) {
  if (text != "embedded" && !redis::parse_endpoint(text))
    return "must be embedded, redis://[USER:PASSWORD@]HOST:PORT or unix:PATH";
  into.redis = text;
  return std::nullopt;
}

complaint set_log_level(serve_options& into, std::string_view text) {
  constexpr std::array<std::string_view, 3> levels{"info", "warn", "alarm"};
  if (std::find(levels.begin(), levels.end(), text) == levels.end()) return "must be info, warn or alarm";
  into.log_level = text;
  return std::nullopt;
}

complaint set_yes_or_no(std::string_view text, bool& into) {
  if (text != "true" && text != "false") return "must be true or false";
  into = text == "true";
  return std::nullopt;
}

complaint set_path(std::string_view text, std::filesystem::path& into) {
  if (text.empty()) return "must not be empty";
  into = text;
  return std::nullopt;
}

const std::array all_settings{
    setting{"data", "DIR", "where everything is kept; one server a directory",
            [](serve_options& o, std::string_view t) { return set_path(t, o.data); },
            [] { return std::string("./data"); }},
    setting{"redirect", "HOST:PORT", "where people's short links are answered; port 0 picks a free one",
            [](serve_options& o, std::string_view t) { return set_address(t, o.redirect); },
            [] { return std::string("127.0.0.1:8080"); }},
    setting{"api", "HOST:PORT", "where registration and statistics are answered; keep it inside",
            [](serve_options& o, std::string_view t) { return set_address(t, o.api); },
            [] { return std::string("127.0.0.1:8081"); }},
    setting{"base-url", "URL", "what short URLs begin with; a path in it is for a proxy to take off",
            set_base_url, [] { return std::string("http:// and the redirect address"); }},
    setting{
        "redis", "WHERE",
        "embedded (its own redis-server), redis://[USER:PASSWORD@]HOST:PORT or unix:PATH; a password rather "
        "by the variable or the file, since flags show in ps",
        set_redis, [] { return std::string("embedded"); }},
    setting{"threads", "N", "redirect threads; 0 is one per core",
            [](serve_options& o, std::string_view t) { return set_number(t, 0U, 256U, o.threads); },
            [] { return std::string("0"); }},
    setting{"code-length", "N", "symbols of new codes, 7 to 11; codes already handed out keep theirs",
            [](serve_options& o, std::string_view t) {
              return set_number<std::uint8_t>(t, 7, 11, o.code_length);
            },
            [] { return std::string("9"); }},
    setting{"ring-dir", "DIR",
            "below which clicks are held before they reach the disk; must be in memory (tmpfs)",
            [](serve_options& o, std::string_view t) { return set_path(t, o.memory); },
            [] { return std::string("/dev/shm"); }},
    setting{"ring-megabytes", "N", "memory of each thread's ring",
            [](serve_options& o, std::string_view t) {
              return set_number<std::uint64_t>(t, 1, 65536, o.ring_megabytes);
            },
            [] { return std::string("64"); }},
    setting{
        "misses-per-minute", "N",
        "unknown links a network (/24 or /48) may ask each thread for; 0 is no limit",
        [](serve_options& o, std::string_view t) { return set_number(t, 0U, 1000000U, o.misses_per_minute); },
        [] { return std::string("600"); }},
    setting{"countries", "FILE", "a database of countries (.mmdb), by which clicks are counted too",
            [](serve_options& o, std::string_view t) { return set_path(t, o.countries); },
            [] { return std::string("none"); }},
    setting{"upload-megabytes", "N", "the largest upload of recipients",
            [](serve_options& o, std::string_view t) {
              return set_number<std::uint64_t>(t, 1, 1024, o.upload_megabytes);
            },
            [] { return std::string("256"); }},
    setting{"refill-registry", "true|false", "fill an empty Redis from this server's local registry log",
            [](serve_options& o, std::string_view t) { return set_yes_or_no(t, o.refill_registry); },
            [] { return std::string("false"); }},
    setting{"log-level", "LEVEL", "info, warn or alarm", set_log_level, [] { return std::string("info"); }},
};

}  // namespace

std::string setting::environment_name() const {
  std::string name = "WAYPOST_" + std::string(flag);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
  return name;
}

std::string setting::file_key() const {
  std::string key(flag);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

std::span<const setting> settings() noexcept { return all_settings; }

}  // namespace waypost
