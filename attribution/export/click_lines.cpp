#include "attribution/export/click_lines.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstring>

#include <boost/nowide/utf/utf.hpp>

#include <waypost/append_number.hpp>
#include <waypost/csv_text.hpp>
#include <waypost/json_string.hpp>
#include <waypost/rfc3339.hpp>

namespace waypost {
namespace {

// What was answered with the campaign's fallback URL is no click, whoever asked.
std::string_view kind_of(const click_line& line) noexcept {
  if (line.answered == answer::fallback) return "fallback";
  switch (line.client.who) {
    case client_class::kind::preview:
      return "preview";
    case client_class::kind::bot:
      return "bot";
    case client_class::kind::person:
      break;
  }
  return "click";
}

// Of a person's device; empty for all others.
std::string_view device_of(const client_class& client) noexcept {
  return client.who == client_class::kind::person ? name_of(client.on) : std::string_view();
}

void append_network(std::string& to, const network& from) {
  std::array<std::uint8_t, 16> address{};
  std::memcpy(address.data(), from.prefix.data(), from.prefix.size());
  const bool v6 = from.kind == network::family::ipv6;
  std::array<char, INET6_ADDRSTRLEN> text;
  ::inet_ntop(v6 ? AF_INET6 : AF_INET, address.data(), text.data(), text.size());
  to.append(text.data());
  to.append(v6 ? "/48" : "/24");
}

// `raw` with U+FFFD for each byte that belongs to no character.
std::string valid_utf8(std::string_view raw) {
  namespace utf = boost::nowide::utf;
  std::string text;
  const auto* const end = raw.data() + raw.size();
  for (const auto* at = raw.data(); at != end;) {
    const auto* next = at;
    const auto character = utf::utf_traits<char>::decode(next, end);
    const bool valid = character != utf::illegal && character != utf::incomplete;
    if (!valid) next = at + 1;
    text.append(valid ? std::string_view(at, static_cast<std::size_t>(next - at)) : "\xef\xbf\xbd");
    at = next;
  }
  return text;
}

void append_string_or_null(std::string& to, std::string_view text) {
  if (text.empty())
    to.append("null");
  else
    append_json_string(to, text);
}

}  // namespace

click_lines::click_lines(format f, const std::vector<link>& links, const secret_key& key)
    : format_(f), codes_(std::make_unique<const codec>(key)) {
  for (const auto& each : links) labels_.push_back(text_of(each.label));
}

std::string click_lines::text_of(std::string_view raw) const {
  std::string text;
  append_field(text, valid_utf8(raw));
  return text;
}

void click_lines::append_field(std::string& to, std::string_view text) const {
  if (format_ == format::csv)
    append_csv_field(to, text, true);
  else
    append_json_string(to, text);
}

void click_lines::append_label(std::string& to, std::uint16_t link) const {
  // A single link may be tapped before it is in the local log.
  if (link < labels_.size())
    to.append(labels_[link]);
  else
    append_field(to, {});
}

void click_lines::append_head(std::string& to) const {
  if (format_ == format::csv)
    to.append("time,link,position,recipient,code,kind,name,device,network,user_agent\r\n");
}

void click_lines::append(std::string& to, const click_line& line) {
  if (format_ == format::csv)
    append_csv(to, line);
  else
    append_ndjson(to, line);
}

void click_lines::append_ndjson(std::string& to, const click_line& line) {
  to.append("{\"time\":\"");
  append_time(to, line.time_ms);
  to.append("\",\"link\":");
  append_label(to, line.link);
  to.append(",\"position\":");
  if (line.position)
    append_number(to, *line.position);
  else
    to.append("null");
  to.append(",\"recipient\":");
  append_string_or_null(to, line.recipient);
  to.append(",\"code\":\"");
  append_code(to, line.code);
  to.append("\",\"kind\":\"");
  to.append(kind_of(line));
  to.append("\",\"name\":");
  append_string_or_null(to, line.client.name);
  to.append(",\"device\":");
  append_string_or_null(to, device_of(line.client));
  to.append(",\"network\":");
  if (line.from.kind == network::family::none) {
    to.append("null");
  } else {
    to.push_back('"');
    append_network(to, line.from);
    to.push_back('"');
  }
  to.append(",\"user_agent\":");
  to.append(line.user_agent);
  to.append("}\n");
}

void click_lines::append_csv(std::string& to, const click_line& line) {
  append_time(to, line.time_ms);
  to.push_back(',');
  append_label(to, line.link);
  to.push_back(',');
  if (line.position) append_number(to, *line.position);
  to.push_back(',');
  append_csv_field(to, line.recipient, true);
  to.push_back(',');
  append_code(to, line.code);
  to.push_back(',');
  to.append(kind_of(line));
  to.push_back(',');
  append_csv_field(to, line.client.name, true);
  to.push_back(',');
  to.append(device_of(line.client));
  to.push_back(',');
  if (line.from.kind != network::family::none) append_network(to, line.from);
  to.push_back(',');
  to.append(line.user_agent);
  to.append("\r\n");
}

void click_lines::append_time(std::string& to, std::int64_t time_ms) {
  const auto second = time_ms / 1000;
  if (second != second_) {
    second_text_ = rfc3339_of_s(second);
    second_text_.pop_back();
    second_ = second;
  }
  to.append(second_text_);
  const auto thousandths = static_cast<unsigned>(time_ms % 1000);
  const std::array<char, 5> rest{'.', static_cast<char>('0' + thousandths / 100),
                                 static_cast<char>('0' + thousandths / 10 % 10),
                                 static_cast<char>('0' + thousandths % 10), 'Z'};
  to.append(rest.data(), rest.size());
}

void click_lines::append_code(std::string& to, code_number code) const {
  std::array<char, longest_code> text;
  codes_->encode(code, text.data());
  to.append(text.data(), code.length);
}

}  // namespace waypost
