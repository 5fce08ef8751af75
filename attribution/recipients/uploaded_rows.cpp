#include "attribution/recipients/uploaded_rows.hpp"

#include <algorithm>

#include "attribution/recipients/slices.hpp"

namespace waypost {

task<std::string> uploaded_rows::next() {
  std::string piece;
  if (ended_) co_return piece;
  if (sent_ == 0) writer_.append_head(piece);
  const auto end = std::min(positions_.size(), sent_ + rows_per_slice);
  for (; sent_ < end && piece.size() < bytes_per_piece; ++sent_)
    writer_.append_row(piece, rows_->ids()[sent_], positions_[sent_]);
  if (sent_ == positions_.size()) {
    writer_.append_tail(piece);
    ended_ = true;
  }
  co_return piece;
}

}  // namespace waypost
