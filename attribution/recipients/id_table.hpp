#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace waypost {

// Which ids were met, and as the how many-th: a flat table of indexes into the ids, half empty, probed one by
// one, with four bytes a place and no node per id. Its hash has a seed that nobody outside the process knows:
// whoever could compute it would send ids that all want one place, and each would be compared with all
// others. Lives for one upload.
class id_table {
 public:
  // For at most `ids` ids.
  explicit id_table(std::size_t ids);

  // The index in `ids` of the id equal to this one; adds it there as the next where there is none. `ids` is
  // the same vector each time.
  std::uint32_t find_or_add(std::string_view id, std::vector<std::string_view>& ids);

  // How many places were looked at so far.
  std::uint64_t probes() const noexcept { return probes_; }

 private:
  std::vector<std::uint32_t> places_;
  std::uint64_t probes_ = 0;
};

}  // namespace waypost
