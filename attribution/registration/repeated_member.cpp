#include "attribution/registration/repeated_member.hpp"

#include <set>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

#include <waypost/errors.hpp>

#include "attribution/registration/unread_json.hpp"

namespace waypost {
namespace {

// Keeps the names of the objects that are open. Hides members of unread_json.
class member_names : public unread_json {
 public:
  const std::optional<std::string>& repeated() const noexcept { return repeated_; }

  bool on_array_begin(error_code&) { return begin(true); }
  bool on_array_end(std::size_t, error_code&) { return end(); }
  bool on_object_begin(error_code&) { return begin(false); }
  bool on_object_end(std::size_t, error_code&) { return end(); }
  bool on_string(string_view, std::size_t, error_code&) { return pass(); }
  bool on_int64(std::int64_t, string_view, error_code&) { return pass(); }
  bool on_uint64(std::uint64_t, string_view, error_code&) { return pass(); }
  bool on_double(double, string_view, error_code&) { return pass(); }
  bool on_bool(bool, error_code&) { return pass(); }
  bool on_null(error_code&) { return pass(); }

  bool on_key_part(string_view part, std::size_t, error_code&) {
    name_.append(part.data(), part.size());
    return true;
  }

  bool on_key(string_view part, std::size_t, error_code& ec) {
    name_.append(part.data(), part.size());
    auto& object = open_.back();
    object.name.swap(name_);
    name_.clear();
    if (object.names.insert(object.name).second) return true;
    repeated_ = path();
    ec = errc::invalid;
    return false;
  }

 private:
  struct level {
    bool is_array = false;
    std::size_t index = 0;  // of an array's next element
    std::string name;       // of an object's member that is being read
    // Of the object, so far. No hash: names may be chosen so that all have one place.
    std::set<std::string> names;
  };

  bool begin(bool is_array) {
    open_.push_back({is_array, 0, {}, {}});
    return true;
  }

  bool end() {
    open_.pop_back();
    return pass();
  }

  bool pass() {
    if (!open_.empty()) ++open_.back().index;
    return true;
  }

  std::string path() const {
    std::string text;
    for (const auto& each : open_)
      text += each.is_array ? '[' + std::to_string(each.index) + ']' : (text.empty() ? "" : ".") + each.name;
    return text;
  }

  std::vector<level> open_;
  std::string name_;  // as far as it is read
  std::optional<std::string> repeated_;
};

}  // namespace

std::optional<std::string> repeated_member(std::string_view json) {
  boost::json::basic_parser<member_names> parser{boost::json::parse_options{}};
  boost::json::error_code error;
  parser.write_some(false, json.data(), json.size(), error);
  return parser.handler().repeated();
}

}  // namespace waypost
