#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/basic_parser.hpp>

#include "attribution/registration/unread_json.hpp"

namespace waypost {

// So many entries of a group may come before its event: until then they lie in memory.
inline constexpr std::size_t most_early_entries = 10000;

// One entry of a provider's callback, as it was sent.
struct callback_entry {
  std::string event;
  std::string meta;  // the message's id
  std::string code;
  std::string description;
  std::optional<std::int64_t> ts;  // seconds since 1970
  bool malformed = false;          // no object, or its id or time is none
};

// Takes the entries out of a provider's callback, [{"event":…,"data":[{"ts":…,"meta":…},…]},…], while it is
// parsed: what Boost.JSON's basic_parser tells, without a tree. Members of other names are passed over, in
// whatever depth. Hides members of unread_json. On its parser's thread.
class callback_members : public unread_json {
 public:
  // Whether the text began as an array, as far as it was read.
  bool is_array() const noexcept { return is_array_; }

  // The entries that are whole since it was asked last. Those of a group that names its event behind its data
  // come with its event.
  std::vector<callback_entry> take_entries() { return std::exchange(ready_, {}); }

  bool on_object_begin(error_code&);
  bool on_object_end(std::size_t, error_code&);
  bool on_array_begin(error_code&);
  bool on_array_end(std::size_t, error_code&) { return end(); }
  bool on_key_part(string_view part, std::size_t, error_code&);
  bool on_key(string_view part, std::size_t, error_code&);
  bool on_string_part(string_view part, std::size_t, error_code&);
  bool on_string(string_view part, std::size_t, error_code&);
  bool on_int64(std::int64_t number, string_view, error_code&);
  bool on_uint64(std::uint64_t number, string_view, error_code&);
  bool on_double(double number, string_view, error_code&);
  bool on_bool(bool, error_code&) { return other(); }
  bool on_null(error_code&);

 private:
  enum class place : std::uint8_t { outside, groups, group, data, entry };

  bool end();
  bool other();
  void finish_entry();
  void finish_group();
  void take_text();
  std::string* text_here();

  place at_ = place::outside;
  std::size_t passed_over_ = 0;  // depth inside what is of no interest
  bool is_array_ = false;
  bool key_ended_ = false;
  std::string key_;
  std::string text_;  // of the string that is being read
  std::optional<std::string> event_;
  callback_entry entry_;
  std::vector<callback_entry> early_;  // of the group, before its event
  std::vector<callback_entry> ready_;
};

// Reads a provider's callback while it comes in, piece by piece. One call's, on the API's thread.
class callback_reader {
 public:
  callback_reader();

  // The entries that are whole with this piece; an empty piece is the end.
  std::vector<callback_entry> read(std::string_view piece);

  // Whether the text is no JSON array, as far as it was read. At its end: as a whole.
  bool broken() const noexcept { return broken_; }

  // Whether it is broken only because more than most_early_entries came before their event.
  bool too_early() const noexcept { return too_early_; }

 private:
  boost::json::basic_parser<callback_members> parser_;
  bool broken_ = false;
  bool too_early_ = false;
};

}  // namespace waypost
