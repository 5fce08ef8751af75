#include "attribution/registration/event_members.hpp"

#include <algorithm>

namespace waypost {

void event_members::clear() noexcept {
  for (auto& value : values_) {
    value.is = event_value::kind::absent;
    value.text.clear();
  }
  current_ = nullptr;
  key_.clear();
  repeated_.clear();
  unknown_.reset();
  depth_ = 0;
  is_object_ = false;
}

bool event_members::begin(bool is_event) {
  if (auto* value = current()) value->is = event_value::kind::other;
  is_object_ = is_object_ || is_event;
  ++depth_;
  return true;
}

bool event_members::end() {
  --depth_;
  return true;
}

bool event_members::on_key_part(string_view part, std::size_t, error_code&) {
  if (depth_ == 1) key_.append(part.data(), part.size());
  return true;
}

bool event_members::on_key(string_view part, std::size_t, error_code&) {
  if (depth_ != 1) return true;
  key_.append(part.data(), part.size());
  const auto known = std::find(event_member_names.begin(), event_member_names.end(), key_);
  current_ = nullptr;
  if (known != event_member_names.end()) {
    current_ = &values_[static_cast<std::size_t>(known - event_member_names.begin())];
    if (current_->is != event_value::kind::absent && repeated_.empty()) repeated_ = key_;
    current_->text.clear();
  } else if (!unknown_) {
    unknown_ = key_;
  }
  key_.clear();
  return true;
}

bool event_members::add_text(string_view part) {
  if (auto* value = current()) {
    value->is = event_value::kind::text;
    value->text.append(part.data(), part.size());
  }
  return true;
}

bool event_members::set(event_value::kind kind, std::int64_t number) {
  if (auto* value = current()) {
    value->is = kind;
    value->number = number;
  }
  return true;
}

}  // namespace waypost
