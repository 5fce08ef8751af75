#include "attribution/registry/generation_writer.hpp"

#include <utility>

namespace waypost {
namespace {

constexpr std::size_t write_bytes = std::size_t{1} << 20;

}  // namespace

result<local_log::generation_writer> local_log::generation_writer::begin(const std::filesystem::path& path,
                                                                         std::uint64_t generation) {
  auto file = disk_file::open(path, true);
  if (!file) return file.error();
  generation_writer writer;
  writer.path_ = path;
  writer.file_ = std::move(*file);
  writer.hash_.reset(XXH3_createState());
  XXH3_64bits_reset(writer.hash_.get());
  writer.header_.generation = generation;
  return writer;
}

result<void> local_log::generation_writer::add(std::string_view frames, std::uint64_t entries) {
  XXH3_64bits_update(hash_.get(), frames.data(), frames.size());
  if (auto r = file_.write_at(log_frame::snapshot_header_bytes + header_.bytes, frames); !r) return r;
  header_.bytes += frames.size();
  header_.entries += entries;
  return {};
}

result<void> local_log::generation_writer::add(std::span<const folded_entry> entries) {
  std::string frames;
  std::uint64_t held = 0;
  for (const auto& e : entries) {
    log_frame::encode(e, frames);
    ++held;
    if (frames.size() < write_bytes) continue;
    if (auto r = add(frames, held); !r) return r;
    frames.clear();
    held = 0;
  }
  return add(frames, held);
}

result<void> local_log::generation_writer::finish() {
  header_.checksum = XXH3_64bits_digest(hash_.get());
  if (auto r = file_.write_at(0, log_frame::encode(header_)); !r) return r;
  return file_.sync();
}

}  // namespace waypost
