#include "attribution/registry/alias.hpp"

#include <waypost/code.hpp>

namespace waypost {
namespace {

constexpr std::size_t longest_alias = 64;
constexpr std::string_view alias_symbols = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

bool could_be_code(std::string_view text) noexcept {
  return text.size() >= shortest_code && text.size() <= longest_code &&
         text.find_first_not_of(alphabet) == text.npos;
}

}  // namespace

bool valid_alias(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_alias &&
         text.find_first_not_of(alias_symbols) == text.npos && !could_be_code(text);
}

}  // namespace waypost
