#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/ids.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/recipients/row_writer.hpp"

namespace waypost {

// The rows of positions `first` to `end` - 1, fetched page by page while they are sent. What is registered
// meanwhile is not among them.
class short_link_pages final : public body_source {
 public:
  short_link_pages(recipient_store& store, campaign_id campaign, std::shared_ptr<const recipient_uploads> in,
                   std::uint32_t first, std::uint32_t end, row_writer writer)
      : store_(store),
        campaign_(campaign),
        in_(std::move(in)),
        next_(first),
        end_(end),
        writer_(std::move(writer)) {}

  // Fetches the first page, so that a Redis that is gone can still be answered with an error.
  task<void> prepare();

  task<std::string> next() override;

 private:
  task<void> fetch();

  recipient_store& store_;
  campaign_id campaign_;
  std::shared_ptr<const recipient_uploads> in_;
  std::uint32_t next_;
  std::uint32_t end_;
  row_writer writer_;
  std::vector<std::string> page_;
  std::size_t at_ = 0;  // in page_: the next row
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace waypost
