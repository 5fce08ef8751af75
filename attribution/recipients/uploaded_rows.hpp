#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <waypost/api.hpp>

#include "attribution/recipients/recipient_rows.hpp"
#include "attribution/recipients/row_room.hpp"
#include "attribution/recipients/row_writer.hpp"

namespace waypost {

// The answer to an upload: one row for each row sent, in order. Owns the upload's body, and its
// room, until it is sent.
class uploaded_rows final : public body_source {
 public:
  // `positions`: of each row.
  uploaded_rows(std::unique_ptr<recipient_rows> rows, std::unique_ptr<row_room::share> room,
                std::vector<std::uint32_t> positions, row_writer writer)
      : room_(std::move(room)),
        rows_(std::move(rows)),
        positions_(std::move(positions)),
        writer_(std::move(writer)) {}

  task<std::string> next() override;

 private:
  std::unique_ptr<row_room::share> room_;
  std::unique_ptr<recipient_rows> rows_;
  std::vector<std::uint32_t> positions_;
  row_writer writer_;
  std::size_t sent_ = 0;
  bool ended_ = false;
};

}  // namespace waypost
