#include "attribution/registry/local_log.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <xxhash.h>

#include "attribution/registry/generation_writer.hpp"

namespace waypost {
namespace {

// So often a log is looked at that is merged meanwhile.
constexpr unsigned most_looks = 100;

// The tail's whole frames, behind its header.
std::string_view frames_of(const mapped_file& tail, std::uint64_t bytes) {
  return tail.bytes().substr(0, bytes).substr(log_frame::tail_header_bytes);
}

// Entries that follow one another.
struct entry_chain {
  std::uint64_t entries = 0;
  nonce last{};

  // Visits those that go on with the chain; answers what is behind them: nothing, or what is torn or does not
  // follow.
  std::string_view visit(std::string_view frames, const local_log::visitor& to) {
    for (auto rest = frames; !rest.empty(); frames = rest) {
      const auto e = log_frame::take(rest);
      if (!e || e->of.number != entries + 1 || e->of.previous != last) break;
      to(*e);
      entries = e->of.number;
      last = e->of.id;
    }
    return frames;
  }
};

// The header of a snapshot whose frames are whole.
result<log_frame::snapshot_header> checked(const mapped_file& snapshot) {
  const auto header = log_frame::decode_snapshot_header(snapshot.bytes());
  if (!header) return header;
  const auto frames = snapshot.bytes().substr(log_frame::snapshot_header_bytes);
  if (frames.size() != header->bytes || XXH3_64bits(frames.data(), frames.size()) != header->checksum)
    return errc::corrupt;
  return header;
}

// All of a file, nothing where there is none. Not mapped: its owner may cut it.
std::optional<std::string> contents_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

[[noreturn]] void refuse(const std::filesystem::path& file, const boost::system::error_code& why) {
  throw std::runtime_error("the registry's local log cannot be read: " + file.string() + ": " +
                           why.message());
}

}  // namespace

local_log::local_log(std::filesystem::path folder, log_sink& log, std::uint64_t merge_at)
    : folder_(std::move(folder)), log_(log), merge_at_(merge_at) {}

void local_log::open(const visitor& visit) {
  std::filesystem::create_directories(folder_);
  if (std::filesystem::exists(snapshot())) {
    open_snapshot(visit);
    open_tail(visit);
    drop_old_tails();
    if (tail_bytes_ > merge_at_)
      if (auto r = merge(); !r) refuse(snapshot(), r.error());
  } else {
    make_first();
  }
}

result<void> local_log::look(const std::filesystem::path& folder, const visitor& visit) {
  // A merge that is under way puts both files in the place of others, the snapshot first.
  for (unsigned tries = 0; tries < most_looks; ++tries) {
    const auto snapshot = mapped_file::open(folder / "snapshot");
    if (!snapshot) return snapshot.error();
    if (snapshot->bytes().empty()) return errc::not_found;
    const auto header = checked(*snapshot);
    if (!header) return header.error();
    const auto since = contents_of(tail_below(folder, header->generation));
    if (!since) continue;
    const auto of_tail = log_frame::decode_tail_header(*since);
    if (!of_tail && of_tail.error() == errc::unknown_version) return of_tail.error();
    entry_chain chain;
    const auto rest = chain.visit(snapshot->bytes().substr(log_frame::snapshot_header_bytes), visit);
    if (!rest.empty() || chain.entries != header->entries) return errc::corrupt;
    // A tail without its header was torn before anything came into it.
    if (of_tail && *of_tail == header->generation)
      chain.visit(std::string_view(*since).substr(log_frame::tail_header_bytes), visit);
    return {};
  }
  return errc::corrupt;
}

void local_log::make_first() {
  for (const auto& file : std::filesystem::directory_iterator(folder_))
    if (file.path().filename().string().starts_with("tail-") &&
        file.file_size() > log_frame::tail_header_bytes)
      refuse(snapshot(), make_error_code(errc::not_found));
  auto first = generation_writer::begin(folder_ / "snapshot.new", 1);
  if (!first) refuse(snapshot(), first.error());
  if (auto r = commit(*first); !r) refuse(snapshot(), r.error());
}

void local_log::open_snapshot(const visitor& visit) {
  const auto file = mapped_file::open(snapshot());
  if (!file) refuse(snapshot(), file.error());
  const auto header = checked(*file);
  if (!header) refuse(snapshot(), header.error());
  entry_chain chain;
  const auto rest = chain.visit(file->bytes().substr(log_frame::snapshot_header_bytes), visit);
  if (!rest.empty() || chain.entries != header->entries) refuse(snapshot(), make_error_code(errc::corrupt));
  entries_ = chain.entries;
  last_ = chain.last;
  generation_ = header->generation;
  snapshot_bytes_ = file->bytes().size();
}

void local_log::open_tail(const visitor& visit) {
  const auto path = tail(generation_);
  const auto file = mapped_file::open(path);
  if (!file) refuse(path, file.error());
  const auto header = log_frame::decode_tail_header(file->bytes());
  if (!header && header.error() == errc::unknown_version) refuse(path, header.error());
  const bool sound = header && *header == generation_;
  entry_chain chain{entries_, last_};
  const auto frames = sound ? file->bytes().substr(log_frame::tail_header_bytes) : std::string_view{};
  const auto torn = sound ? chain.visit(frames, visit).size() : file->bytes().size();
  entries_ = chain.entries;
  last_ = chain.last;
  tail_bytes_ = sound ? file->bytes().size() - torn : log_frame::tail_header_bytes;
  if (torn != 0)
    log_.warn(path.string() + ": " + std::to_string(torn) + " torn bytes at its end are dropped");
  auto opened = disk_file::open(path, !sound);
  if (!opened) refuse(path, opened.error());
  tail_ = std::move(*opened);
  auto mended =
      sound ? tail_.truncate(tail_bytes_) : tail_.write_at(0, log_frame::encode_tail_header(generation_));
  if (mended) mended = tail_.sync();
  if (mended) mended = sync_folder(folder_);
  if (!mended) refuse(path, mended.error());
}

result<void> local_log::append(std::span<const folded_entry> entries) {
  if (entries.empty()) return {};
  if (distrusted_)
    if (auto r = merge(); !r) return r;
  std::string frames;
  for (const auto& e : entries) log_frame::encode(e, frames);
  auto written = tail_.write_at(tail_bytes_, frames);
  if (written) written = tail_.sync();
  if (!written) {
    distrusted_ = true;
    return written;
  }
  tail_bytes_ += frames.size();
  entries_ = entries.back().of.number;
  last_ = entries.back().of.id;
  if (tail_bytes_ > std::max(merge_at_, snapshot_bytes_ / 2))
    if (auto r = merge(); !r)
      log_.warn("the registry's local log could not be merged: " + r.error().message());
  return {};
}

result<void> local_log::merge() {
  const auto old = mapped_file::open(snapshot());
  if (!old) return old.error();
  const auto header = log_frame::decode_snapshot_header(old->bytes());
  if (!header) return header.error();
  const auto since = mapped_file::open(tail(generation_));
  if (!since) return since.error();
  if (since->bytes().size() < tail_bytes_) return errc::corrupt;
  auto next = generation_writer::begin(folder_ / "snapshot.new", generation_ + 1);
  if (!next) return next.error();
  if (auto r = next->add(old->bytes().substr(log_frame::snapshot_header_bytes), header->entries); !r)
    return r;
  if (auto r = next->add(frames_of(*since, tail_bytes_), entries_ - header->entries); !r) return r;
  return commit(*next);
}

result<void> local_log::commit(generation_writer& next) {
  if (auto r = next.finish(); !r) return r;
  const auto generation = next.header().generation;
  auto fresh = disk_file::open(tail(generation), true);
  if (!fresh) return fresh.error();
  if (auto r = fresh->write_at(0, log_frame::encode_tail_header(generation)); !r) return r;
  if (auto r = fresh->sync(); !r) return r;
  if (auto r = rename_over(next.path(), snapshot()); !r) return r;
  // From here on the new generation is the log, whether or not its name is on disk yet.
  tail_ = std::move(*fresh);
  generation_ = generation;
  entries_ = next.header().entries;
  snapshot_bytes_ = log_frame::snapshot_header_bytes + next.header().bytes;
  tail_bytes_ = log_frame::tail_header_bytes;
  distrusted_ = true;
  if (auto r = sync_folder(folder_); !r) return r;
  distrusted_ = false;
  drop_old_tails();
  return {};
}

void local_log::drop_old_tails() const {
  std::error_code ignored;  // a file left behind is found at the next start
  for (const auto& file : std::filesystem::directory_iterator(folder_, ignored)) {
    const auto name = file.path().filename().string();
    if (name == "snapshot.new" || (name.starts_with("tail-") && file.path() != tail(generation_)))
      std::filesystem::remove(file.path(), ignored);
  }
}

result<void> local_log::read(std::uint64_t last, const visitor& visit) const {
  const auto old = mapped_file::open(snapshot());
  if (!old) return old.error();
  const auto since = mapped_file::open(tail(generation_));
  if (!since) return since.error();
  if (old->bytes().size() != snapshot_bytes_ || since->bytes().size() < tail_bytes_) return errc::corrupt;
  for (auto frames :
       {old->bytes().substr(log_frame::snapshot_header_bytes), frames_of(*since, tail_bytes_)}) {
    while (!frames.empty()) {
      const auto e = log_frame::take(frames);
      if (!e) return e.error();
      if (e->of.number > last) return {};
      visit(*e);
    }
  }
  return {};
}

result<void> local_log::replace_after(std::uint64_t common, std::span<const folded_entry> entries) {
  auto next = generation_writer::begin(folder_ / "snapshot.new", generation_ + 1);
  if (!next) return next.error();
  std::vector<folded_entry> kept;
  if (auto r = read(common, [&](const folded_entry& e) { kept.push_back(e); }); !r) return r;
  if (auto r = next->add(kept); !r) return r;
  if (auto r = next->add(entries); !r) return r;
  if (auto r = commit(*next); !r) return r;
  last_ = entries.empty() ? (kept.empty() ? nonce{} : kept.back().of.id) : entries.back().of.id;
  return {};
}

}  // namespace waypost
