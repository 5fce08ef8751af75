#include "attribution/recipients/row_room.hpp"

namespace waypost {

row_room::share::~share() {
  if (rows_ == 0) return;
  room_->used_ -= rows_;
  const auto of_account = room_->of_accounts_.find(by_);
  of_account->second -= rows_;
  if (of_account->second == 0) room_->of_accounts_.erase(of_account);
}

bool row_room::share::grow_to(std::size_t rows) {
  const auto more = rows - rows_;
  if (more == 0) return true;
  const auto found = room_->of_accounts_.find(by_);
  const auto of_account = found == room_->of_accounts_.end() ? 0 : found->second;
  if (room_->used_ + more > room_->most_ || of_account + more > room_->most_of_account_) return false;
  room_->used_ += more;
  room_->of_accounts_[by_] = of_account + more;
  rows_ = rows;
  return true;
}

}  // namespace waypost
