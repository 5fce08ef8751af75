#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace waypost {

// The bytes with which a link to `url` is answered: a 302's head up to where Date and Connection go. Empty
// where `url` is empty, longer than 2,048 bytes or holds anything but visible ASCII: such a link is answered
// as an unknown one, rather than that a CR or LF from anywhere could write fields of its own.
std::string prepare_answer(std::string_view url);

// The answers that depend on no link.
enum class fixed_answer {
  front_page,
  robots,
  no_icon,
  not_found,
  malformed,     // 400
  wrong_method,  // 405
  too_large,     // 431
  too_many,      // 429
};

// What the answer says about the connection.
enum class connection_field {
  none,        // HTTP/1.1 that stays
  keep_alive,  // HTTP/1.0 that stays
  close,
};

// The Date field of now, spelled anew once a second. One thread each; allocates nothing.
class date_field {
 public:
  // "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n" (RFC 9110, 5.6.7). `time_ms`: milliseconds since 1970.
  std::string_view at(std::int64_t time_ms) noexcept;

 private:
  static constexpr std::size_t size = 37;
  std::array<char, size> text_{};
  std::int64_t second_ = -1;
};

// Where a session puts its answers: memory that is lent to it, and how much of it is in use.
class answer_buffer {
 public:
  // No answer is longer, its Date and Connection included.
  static constexpr std::size_t longest_answer = 2560;

  explicit answer_buffer(std::span<char> memory) noexcept : memory_(memory) {}

  // Whether a further answer, whichever it is, would fit.
  bool has_room() const noexcept { return memory_.size() - used_ >= longest_answer; }

  std::string_view bytes() const noexcept { return {memory_.data(), used_}; }
  void clear() noexcept { used_ = 0; }

  // Appends a prepared 302. has_room() must be true.
  void redirect(std::string_view prepared, std::string_view date, connection_field connection) noexcept;

  // Appends a fixed answer, without its body where `head_only`. has_room() must be true.
  void fixed(fixed_answer which, std::string_view date, connection_field connection, bool head_only) noexcept;

 private:
  void add(std::string_view text) noexcept;
  void add(connection_field connection) noexcept;

  std::span<char> memory_;
  std::size_t used_ = 0;
};

}  // namespace waypost
