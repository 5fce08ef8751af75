#pragma once

#include <cstddef>
#include <string_view>

namespace waypost {

// The longest head that is read, in bytes, and the most fields in it.
inline constexpr std::size_t longest_head = 8192;
inline constexpr std::size_t most_fields = 100;

// What a request's head says, as far as a redirect needs it. Borrows from the bytes it was read from.
struct request_head {
  std::string_view target;      // as it was sent: origin-form or absolute-form
  std::string_view user_agent;  // whole
  bool head = false;            // the method was HEAD
  bool prefetch = false;        // Sec-Purpose, Purpose, X-Purpose or X-Moz named a prefetch or a preview
  bool http_1_0 = false;
  bool keep_alive = false;  // RFC 9112, 9.3
};

// What is to be made of a head.
enum class head_verdict {
  good,
  malformed,     // 400
  wrong_method,  // 405
  too_large,     // 431
};

// Finds the end of a head in bytes that come in piece by piece.
class head_scan {
 public:
  enum class state { incomplete, complete, malformed };

  // Looks at `in`, which begins with the head and holds all that was given before and what came since.
  // Refuses what a line-wise look shows and Beast would let through: a bare LF, a folded field.
  state advance(std::string_view in) noexcept;

  // The size of the head, its empty line included; 0 unless complete.
  std::size_t head_size() const noexcept { return head_size_; }

  // To be called before the next head.
  void reset() noexcept { *this = head_scan(); }

 private:
  std::size_t line_ = 0;     // where the line under way begins
  std::size_t scanned_ = 0;  // up to where there is no further LF
  std::size_t head_size_ = 0;
};

// Reads one whole head, from its request line to its empty line, by the rules of RFC 9112 and strictly: what
// two servers could understand in two ways is malformed. Allocates nothing.
head_verdict read_head(std::string_view bytes, request_head& head);

}  // namespace waypost
