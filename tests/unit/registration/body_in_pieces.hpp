#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <waypost/api.hpp>

namespace waypost::test {

// A body that comes in pieces of one size. What was a piece is overwritten when the next one is asked for.
class body_in_pieces final : public body_reader {
 public:
  body_in_pieces(std::string text, std::size_t size, bool breaks_off = false)
      : text_(std::move(text)), size_(size), breaks_off_(breaks_off) {}

  task<std::string_view> next() override {
    std::fill(piece_.begin(), piece_.end(), '#');
    piece_ = text_.substr(at_, size_);
    at_ += piece_.size();
    if (piece_.empty() && breaks_off_) co_return errc::closed;
    co_return std::string_view(piece_);
  }

  // Whether it was read to its end.
  bool ended() const noexcept { return at_ == text_.size() && piece_.empty(); }

 private:
  std::string text_;
  std::size_t size_;
  bool breaks_off_;
  std::size_t at_ = 0;
  std::string piece_ = "-";
};

}  // namespace waypost::test
