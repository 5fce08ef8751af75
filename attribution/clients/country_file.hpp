#pragma once

#include <filesystem>
#include <memory>

#include <waypost/click.hpp>

#include "attribution/clients/country_code.hpp"

namespace waypost {

// The operator's database of countries: a MaxMind DB file (.mmdb), mapped. Read when it is made and not
// again. Asked by the drain's thread; any other may ask as well.
class country_file {
 public:
  // Throws std::runtime_error, which says what is wrong with the file.
  explicit country_file(const std::filesystem::path& file);
  ~country_file();

  // The country of the network's first address. Zeros where the file has none, or something else than two
  // capital letters.
  country_code country_of(const network& from) const noexcept;

 private:
  struct mapped;
  std::unique_ptr<const mapped> mapped_;
};

}  // namespace waypost
