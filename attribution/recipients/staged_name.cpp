#include "attribution/recipients/staged_name.hpp"

#include <charconv>

namespace waypost {
namespace {

// Takes a number and the space behind it off the front of `text`.
template <class Number>
bool take_number(std::string_view& text, Number& into) {
  const auto word = text.substr(0, text.find(' '));
  const auto read = std::from_chars(word.data(), word.data() + word.size(), into);
  if (word.empty() || read.ec != std::errc{} || read.ptr != word.data() + word.size()) return false;
  text.remove_prefix(word.size());
  if (!text.empty()) text.remove_prefix(1);
  return true;
}

}  // namespace

std::string staged_name::field() const { return to_text(campaign) + ':' + to_text(upload); }

std::string staged_name::value() const {
  return std::to_string(began_ms) + ' ' + std::to_string(position_chunks) + ' ' + std::to_string(hash_chunks);
}

std::optional<staged_name> parse_staged_name(std::string_view field, std::string_view value) {
  const auto colon = field.find(':');
  if (colon == field.npos) return std::nullopt;
  const auto campaign = parse_id<campaign_id>(field.substr(0, colon));
  const auto upload = parse_id<upload_id>(field.substr(colon + 1));
  if (!campaign || !upload) return std::nullopt;
  staged_name name{*campaign, *upload, 0, 0, 0};
  if (!take_number(value, name.began_ms) || !take_number(value, name.position_chunks) ||
      !take_number(value, name.hash_chunks) || !value.empty())
    return std::nullopt;
  return name;
}

}  // namespace waypost
