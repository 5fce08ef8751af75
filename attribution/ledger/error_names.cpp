#include "attribution/ledger/error_names.hpp"

#include <waypost/report.hpp>

#include "attribution/ledger/fields.hpp"

namespace waypost {

result<void> error_names::take(std::string_view field, std::string_view value) {
  const bool described = field.ends_with(fields::description_suffix);
  if (described) field.remove_suffix(fields::description_suffix.size());
  const auto number = fields::number<error_number>(field);
  if (!number || *number > largest_error_number) return errc::corrupt;
  auto& known = names_[*number];
  (described ? known.description : known.code) = value;
  return {};
}

bool error_names::knows(error_number number) const {
  const auto found = names_.find(number);
  return number == 0 || (found != names_.end() && !found->second.code.empty());
}

error_names::name error_names::name_of(error_number number) const {
  if (number == 0) return {std::string(code_of_no_error), {}};
  if (knows(number)) return names_.at(number);
  return {'#' + std::to_string(number), {}};
}

std::size_t error_names::bytes() const noexcept {
  std::size_t bytes = 0;
  for (const auto& [number, known] : names_)
    bytes += sizeof(known) + 64 + known.code.capacity() + known.description.capacity();
  return bytes;
}

}  // namespace waypost
