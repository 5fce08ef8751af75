#include "attribution/registration/personal_codes.hpp"

#include <iterator>

namespace waypost {

std::optional<code_number> personal_codes::number_of(std::string_view code) {
  const auto& state = registrar_.state();
  if (!codec_ && !state.key) return std::nullopt;
  if (!codec_) codec_.emplace(*state.key);
  const auto number = codec_->decode(code);
  if (!number) return std::nullopt;
  const auto runs = state.runs.find(number->length);
  if (runs == state.runs.end()) return number;
  const auto behind = runs->second.upper_bound(number->number);
  if (behind == runs->second.begin()) return number;
  const auto& run = std::prev(behind)->second;
  const bool known = number->number - run.first_number < run.numbers();
  if (known && (run.shared || run.campaign != campaign_)) return std::nullopt;
  return number;
}

}  // namespace waypost
