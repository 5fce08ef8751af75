#include "attribution/registry/writer.hpp"

#include <stdexcept>
#include <string>

#include <waypost/ids.hpp>

#include "attribution/registry/disk_file.hpp"
#include "attribution/registry/random.hpp"

namespace waypost {
namespace {

result<void> keep(const std::filesystem::path& folder, const std::filesystem::path& file, writer_id id) {
  auto fresh = file;
  fresh += ".new";
  auto opened = disk_file::open(fresh, true);
  if (!opened) return opened.error();
  if (auto r = opened->write_at(0, to_text(id)); !r) return r;
  if (auto r = opened->sync(); !r) return r;
  if (auto r = rename_over(fresh, file); !r) return r;
  return sync_folder(folder);
}

}  // namespace

writer_id load_writer(const std::filesystem::path& folder, bool log_is_empty) {
  const auto file = folder / "writer";
  const auto kept = mapped_file::open(file);
  if (!kept) throw std::runtime_error(file.string() + ": " + kept.error().message());
  if (!log_is_empty && !kept->bytes().empty()) {
    const auto id = parse_id<writer_id>(kept->bytes());
    if (!id) throw std::runtime_error(file.string() + ": this is not a writer's id");
    return *id;
  }
  const writer_id drawn{random_bits() & largest_id};
  if (const auto r = keep(folder, file, drawn); !r)
    throw std::runtime_error(file.string() + ": " + r.error().message());
  return drawn;
}

}  // namespace waypost
