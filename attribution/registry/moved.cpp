#include "attribution/registry/moved.hpp"

#include <algorithm>
#include <bit>

namespace waypost {
namespace {

// Recipients that lie side by side before and after.
struct stretch {
  std::uint32_t from = 0;
  std::uint32_t count = 0;
  std::uint32_t to = 0;
};

// The stretch that begins at `position` and ends before `end`.
stretch stretch_at(std::uint32_t position, std::uint32_t end, std::span<const moved_positions> moved) {
  for (auto m = moved.rbegin(); m != moved.rend(); ++m)
    if (position >= m->from && position - m->from < m->count)
      return {position, std::min(end, m->from + m->count) - position, m->to + (position - m->from)};
  for (const auto& m : moved)
    if (m.from > position) end = std::min(end, m.from);
  return {position, end - position, position};
}

// Cuts the stretch into aligned runs of powers of two, since the directory knows no others.
void cut(const block& run, const stretch& s, std::vector<block>& into) {
  for (std::uint32_t done = 0; done < s.count;) {
    const auto offset = s.from + done - run.first_recipient;
    const auto aligned = offset == 0 ? std::bit_ceil(s.count) : std::uint32_t{1} << std::countr_zero(offset);
    auto part = run;
    part.first_number = run.first_number + offset;
    part.recipients = std::min(aligned, std::bit_floor(s.count - done));
    part.first_recipient = s.to + done;
    into.push_back(part);
    done += part.recipients;
  }
}

}  // namespace

std::vector<block> follow_moved(const block& run, std::span<const moved_positions> moved) {
  const auto end = run.first_recipient + run.recipients;
  auto s = stretch_at(run.first_recipient, end, moved);
  if (s.count == run.recipients) {
    auto whole = run;
    whole.first_recipient = s.to;
    return {whole};
  }
  std::vector<block> parts;
  for (auto position = run.first_recipient; position < end; position += s.count) {
    s = stretch_at(position, end, moved);
    cut(run, s, parts);
  }
  return parts;
}

}  // namespace waypost
