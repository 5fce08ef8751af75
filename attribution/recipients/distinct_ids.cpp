#include "attribution/recipients/distinct_ids.hpp"

#include "attribution/recipients/slices.hpp"

namespace waypost {

boost::asio::awaitable<distinct_ids> without_repetitions(std::span<const std::string_view> rows) {
  distinct_ids made;
  made.ids.reserve(rows.size());
  made.of_row.reserve(rows.size());
  id_table table(rows.size());
  for (const auto id : rows) {
    made.of_row.push_back(table.find_or_add(id, made.ids));
    if (made.of_row.size() % rows_per_slice == 0) co_await let_others_run();
  }
  co_return made;
}

}  // namespace waypost
