#include "attribution/recipients/recipient_rows.hpp"

#include <functional>
#include <optional>

#include <waypost/problem.hpp>

namespace waypost {

void recipient_rows::add(std::string_view id) {
  const std::less_equal<const char*> not_behind;
  const bool borrowed =
      not_behind(body_.data(), id.data()) && not_behind(id.data() + id.size(), body_.data() + body_.size());
  ids_.push_back(borrowed ? id : std::string_view(copies_.emplace_back(id)));
}

api_response to_response(const row_error& error) {
  const auto row = error.row == 0 ? std::nullopt : std::optional(error.row);
  return error.syntax ? bad_syntax(error.detail, row) : invalid_field(error.field, error.detail, row);
}

row_reader::progress row_reader::fail_syntax(std::uint64_t row, std::string detail) {
  error_ = {true, std::move(detail), {}, row};
  return progress::failed;
}

row_reader::progress row_reader::fail_field(std::uint64_t row, std::string detail) {
  error_ = {false, std::move(detail), "recipient", row};
  return progress::failed;
}

}  // namespace waypost
