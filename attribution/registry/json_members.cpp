#include "attribution/registry/json_members.hpp"

#include <boost/json/value.hpp>

namespace waypost {
namespace {

int digit_of(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

const boost::json::value* json_members::take(std::string_view name) {
  const auto* value = object_.if_contains(name);
  if (value != nullptr) ++read_;
  return value;
}

std::optional<std::string> json_members::optional_text(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    malformed_ = true;
    return std::nullopt;
  }
  return std::string(std::string_view(value->get_string()));
}

std::string json_members::text(std::string_view name) {
  auto value = optional_text(name);
  if (!value) malformed_ = true;
  return std::move(value).value_or(std::string());
}

std::optional<bool> json_members::optional_flag(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    malformed_ = true;
    return std::nullopt;
  }
  return value->get_bool();
}

std::optional<std::int64_t> json_members::optional_signed(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) {
    malformed_ = true;
    return std::nullopt;
  }
  return value->get_int64();
}

std::int64_t json_members::signed_number(std::string_view name) {
  const auto value = optional_signed(name);
  if (!value) malformed_ = true;
  return value.value_or(0);
}

void json_members::bytes(std::string_view name, std::span<std::uint8_t> out) {
  const auto* value = take(name);
  if (value == nullptr || !value->is_string() || value->get_string().size() != out.size() * 2) {
    malformed_ = true;
    return;
  }
  const auto& digits = value->get_string();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = digit_of(digits[2 * i]);
    const int low = digit_of(digits[2 * i + 1]);
    if (high < 0 || low < 0) malformed_ = true;
    out[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
}

const boost::json::object* json_members::object(std::string_view name) {
  const auto* value = take(name);
  if (value != nullptr && !value->is_object()) malformed_ = true;
  return value != nullptr ? value->if_object() : nullptr;
}

const boost::json::array* json_members::array(std::string_view name) {
  const auto* value = take(name);
  if (value == nullptr || !value->is_array()) malformed_ = true;
  return value != nullptr ? value->if_array() : nullptr;
}

std::uint64_t json_members::hex(std::string_view name) {
  const auto* value = take(name);
  const auto number =
      value != nullptr && value->is_string() ? detail::from_hex16(value->get_string()) : std::nullopt;
  if (!number) malformed_ = true;
  return number.value_or(0);
}

bool json_members::is_null(std::string_view name) {
  const auto* value = object_.if_contains(name);
  if (value == nullptr || !value->is_null()) return false;
  ++read_;
  return true;
}

result<void> json_members::judge() const {
  if (read_ < object_.size()) return errc::unknown_version;
  if (malformed_) return errc::corrupt;
  return {};
}

}  // namespace waypost
