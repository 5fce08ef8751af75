#include "attribution/journal/segment_writer.hpp"

namespace waypost {

segment_writer::segment_writer(disk& on, file_descriptor opened, std::filesystem::path file,
                               const segment_header& h)
    : disk_(&on), opened_(std::move(opened)), file_(std::move(file)), first_(h.first), key_(key_of(h.name)) {
  const auto header = to_bytes(h);
  pending_.assign(header.begin(), header.end());
  used_ = pending_.size();
}

result<segment_writer> segment_writer::create(disk& on, const std::filesystem::path& folder,
                                              const segment_header& h) {
  auto file = folder / segment_file_name(h.name.index, h.first);
  auto opened = on.create(file);
  if (!opened) return opened.error();
  return segment_writer(on, std::move(*opened), std::move(file), h);
}

void segment_writer::put(const event& e) {
  // Room for a table entry and the record itself.
  if (pending_.size() < used_ + 2 * largest_record) pending_.resize(2 * used_ + 2 * largest_record);
  std::byte* to = pending_.data() + used_;
  user_agent_table::entry known;
  if (const auto* c = std::get_if<click>(&e.what)) {
    known = user_agents_.number_of(c->client.user_agent);
    if (known.added) to += encode_user_agent(c->client.user_agent, known.number, e.offset, key_, to);
    if (known.number != 0) to += encode_click_by_reference(*c, known.number, e.offset, key_, to);
  }
  if (known.number == 0) to += encode(e, e.offset, key_, to);
  used_ = static_cast<std::size_t>(to - pending_.data());
}

result<void> segment_writer::write() {
  if (const auto done = disk_->write(opened_.number(), {pending_.data(), used_}, bytes_); !done) return done;
  bytes_ += used_;
  used_ = 0;
  return {};
}

result<void> segment_writer::sync() {
  if (const auto done = disk_->sync(opened_.number()); !done) return done;
  if (!name_synced_) {
    if (const auto done = disk_->sync_folder(file_.parent_path()); !done) return done;
    name_synced_ = true;
  }
  synced_bytes_ = bytes_;
  return {};
}

}  // namespace waypost
