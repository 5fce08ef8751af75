#include "stats/recipient_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/problem.hpp>

namespace waypost {
namespace {

// A parameter that is true or false.
struct condition {
  std::string_view name;
  std::optional<bool> recipient_filter::*member;
  bool opposite = false;  // true stands for false
};

constexpr std::array conditions{
    condition{"clicked", &recipient_filter::clicked},
    condition{"not_clicked", &recipient_filter::clicked, true},
    condition{"sent", &recipient_filter::sent},
    condition{"delivered", &recipient_filter::delivered},
    condition{"failed", &recipient_filter::failed},
    condition{"converted", &recipient_filter::converted},
};

// Takes the parameters one by one; each call answers what is wrong, or nothing.
class query_reader {
 public:
  using fault = std::optional<std::string>;

  explicit query_reader(const campaign& of) : campaign_(of) {}

  fault take(std::string_view name, std::string_view value) {
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) return "It is given twice.";
    seen_.push_back(name);
    for (const auto& each : conditions)
      if (each.name == name) return take(each, value);
    if (name == "link") return take_link(value);
    if (name == "event") return take_event(value);
    if (name == "after") return take_after(value);
    if (name == "limit") return take_limit(value);
    if (name == "formula_guard") return take_guard(value);
    return "There is no such parameter.";
  }

  const recipient_query& query() const noexcept { return query_; }

 private:
  fault take(const condition& what, std::string_view value) {
    if (value != "true" && value != "false") return "It must be true or false.";
    auto& member = query_.wanted.*what.member;
    if (member) return "Only one of clicked and not_clicked can be given.";
    if (what.member == &recipient_filter::converted && campaign_.conversions.empty())
      return "The campaign has no conversions to ask for.";
    member = (value == "true") != what.opposite;
    return {};
  }

  fault take_link(std::string_view label) {
    const auto& links = campaign_.links;
    const auto found =
        std::find_if(links.begin(), links.end(), [&](const link& each) { return each.label == label; });
    if (found == links.end()) return "The campaign has no link with this label.";
    query_.wanted.link = static_cast<std::uint16_t>(found - links.begin());
    return {};
  }

  fault take_event(std::string_view event) {
    const auto& goals = campaign_.conversions;
    const auto found = std::find_if(goals.begin(), goals.end(),
                                    [&](const conversion_goal& each) { return each.event == event; });
    if (found == goals.end()) return "It is none of the campaign's conversion events.";
    query_.wanted.goal = static_cast<std::size_t>(found - goals.begin());
    return {};
  }

  fault take_after(std::string_view text) {
    const auto position = whole_number(text);
    if (!position) return "It must be a position.";
    query_.first = *position < campaign_.recipients ? *position + 1 : campaign_.recipients;
    return {};
  }

  fault take_limit(std::string_view text) {
    const auto rows = whole_number(text);
    if (!rows || *rows == 0) return "It must be a whole number from 1 on.";
    query_.most = *rows;
    return {};
  }

  fault take_guard(std::string_view value) {
    if (value != "on" && value != "off") return "It must be on or off.";
    query_.guard = value == "on";
    return {};
  }

  static std::optional<std::uint32_t> whole_number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
  }

  const campaign& campaign_;
  recipient_query query_;
  std::vector<std::string_view> seen_;
};

}  // namespace

std::optional<recipient_query> read_recipient_query(const api_request& request, const campaign& of,
                                                    api_response& refusal) {
  query_reader reader(of);
  for (const auto& [name, value] : request.query)
    if (auto wrong = reader.take(name, value)) {
      refusal = invalid_field(name, std::move(*wrong));
      return std::nullopt;
    }
  const auto& wanted = reader.query().wanted;
  // Alone they would be passed over, and everybody sent the next message.
  if (wanted.link && !wanted.clicked) {
    refusal = invalid_field("link", "It narrows clicked or not_clicked: one of them must be given too.");
    return std::nullopt;
  }
  if (wanted.goal && !wanted.converted) {
    refusal = invalid_field("event", "It narrows converted, which must be given too.");
    return std::nullopt;
  }
  return reader.query();
}

}  // namespace waypost
