#include "attribution/recipients/json_row_events.hpp"

#include <waypost/errors.hpp>

#include "attribution/recipients/recipient_id.hpp"

namespace waypost {

using boost::json::error_code;
using boost::json::string_view;

namespace {

constexpr std::string_view recipient_key = "recipient";

}  // namespace

bool json_row_events::fail(error_code& ec, std::string detail) {
  fault_ = std::move(detail);
  ec = errc::invalid;
  return false;
}

bool json_row_events::fail_recipient(error_code& ec, std::string_view fault) {
  return fail(ec, "\"recipient\" " + std::string(fault) + ".");
}

bool json_row_events::on_document_begin(error_code&) {
  depth_ = 0;
  parts_.clear();
  return true;
}

bool json_row_events::on_array_begin(error_code& ec) {
  const bool is_the_rows = depth_ == 0 && row_depth_ == 1;
  if (!is_the_rows && !on_other(ec)) return false;
  ++depth_;
  return true;
}

bool json_row_events::on_array_end(std::size_t, error_code&) {
  --depth_;
  return true;
}

bool json_row_events::on_object_begin(error_code& ec) {
  if (depth_ == row_depth_) {
    has_recipient_ = false;
    is_recipient_ = false;
  } else if (!on_other(ec)) {
    return false;
  }
  ++depth_;
  return true;
}

bool json_row_events::on_object_end(std::size_t, error_code& ec) {
  --depth_;
  if (depth_ != row_depth_) return true;
  if (!has_recipient_) return fail(ec, "\"recipient\" is missing.");
  ++rows_ended_;
  return true;
}

bool json_row_events::on_string_part(string_view part, std::size_t, error_code& ec) {
  if (!in_row() || !is_recipient_) return true;
  parts_.append(part.data(), part.size());
  return parts_.size() <= longest_recipient_id || fail_recipient(ec, fault_of_recipient_id(parts_));
}

bool json_row_events::on_string(string_view part, std::size_t, error_code& ec) {
  if (!in_row() || !is_recipient_) return on_other(ec);
  is_recipient_ = false;
  std::string_view id(part.data(), part.size());
  if (!parts_.empty()) id = parts_.append(id);
  const auto fault = fault_of_recipient_id(id);
  if (!fault.empty()) return fail_recipient(ec, fault);
  if (parts_.empty()) {
    rows_.add(id);
  } else {
    rows_.add(parts_);
    parts_.clear();
  }
  has_recipient_ = true;
  return true;
}

bool json_row_events::on_key_part(string_view part, std::size_t, error_code&) {
  // What is longer than "recipient" is another key, however it goes on.
  if (in_row() && parts_.size() <= recipient_key.size()) parts_.append(part.data(), part.size());
  return true;
}

bool json_row_events::on_key(string_view part, std::size_t, error_code& ec) {
  if (!in_row()) return true;
  std::string_view key(part.data(), part.size());
  if (!parts_.empty()) key = parts_.append(key);
  is_recipient_ = key == recipient_key;
  parts_.clear();
  if (is_recipient_ && has_recipient_) return fail(ec, "\"recipient\" is there more than once.");
  return true;
}

// Anything that is not a string, wherever it is, and strings that are not a recipient.
bool json_row_events::on_other(error_code& ec) {
  if (depth_ == row_depth_) return fail(ec, "A row must be an object.");
  if (depth_ < row_depth_) return fail(ec, "The body must be an array of rows.");
  if (in_row() && is_recipient_) return fail(ec, "\"recipient\" must be a string.");
  return true;
}

}  // namespace waypost
