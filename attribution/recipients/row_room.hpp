#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <utility>

#include <waypost/ids.hpp>

namespace waypost {

// How many rows of uploads may lie in memory at once: of all uploads, and of those of one account, so that it
// cannot lock the others out. A row takes up to 100 bytes while it is registered, however few it had in the
// body. One thread, the API's.
class row_room {
 public:
  row_room(std::size_t most, std::size_t most_of_account) : most_(most), most_of_account_(most_of_account) {}

  // What one upload has of it, until it is gone. An answer under way may outlive whoever gave it.
  class share {
   public:
    share(std::shared_ptr<row_room> of, account_id by) : room_(std::move(of)), by_(by) {}
    ~share();
    share(const share&) = delete;
    share& operator=(const share&) = delete;

    // Has room for so many rows from now on, which are not fewer than before; false where there is none.
    bool grow_to(std::size_t rows);

   private:
    std::shared_ptr<row_room> room_;
    account_id by_;
    std::size_t rows_ = 0;
  };

 private:
  std::size_t most_;
  std::size_t most_of_account_;
  std::size_t used_ = 0;
  std::map<account_id, std::size_t> of_accounts_;  // none is 0
};

}  // namespace waypost
