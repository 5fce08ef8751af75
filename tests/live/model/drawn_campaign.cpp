#include "tests/live/model/drawn_campaign.hpp"

#include <algorithm>
#include <stdexcept>

namespace waypost::test {

namespace {

constexpr std::uint8_t code_length = 9;
constexpr std::int64_t day_s = 24 * 60 * 60;

const std::vector<std::string> events{"Charged", "Added To Cart", "a:b::c", "Signed up"};
const std::vector<std::string> steps{"sent", "delivered", "clicked"};

block take_run(block run, std::uint64_t& next_number) {
  run.length = code_length;
  const auto size = run.run_size();
  run.first_number = (next_number + size - 1) / size * size;
  next_number = run.first_number + size;
  return run;
}

void draw_goals(campaign& of, dice& by) {
  for (const auto& event : events)
    if (by.one_in(2)) of.conversions.push_back({event, by.one_in(3) ? 60 : 1 + by.below32(3 * 24 * 60)});
  std::vector<std::string> left = steps;
  left.insert(left.end(), events.begin(), events.end());
  while (!left.empty() && !by.one_in(4)) {
    const auto chosen = static_cast<std::ptrdiff_t>(by.below(left.size()));
    of.funnel.push_back(left[static_cast<std::size_t>(chosen)]);
    left.erase(left.begin() + chosen);
  }
}

// One run for all links, or one for the first link and another for those that were added later.
std::vector<block> draw_runs(const campaign& of, const drawn_campaign::upload& u, dice& by,
                             std::uint64_t& next_number) {
  const auto links = static_cast<std::uint16_t>(of.links.size());
  const std::uint16_t at_once = by.one_in(3) ? std::uint16_t{1} : links;
  block run{of.id, 0, u.count, u.first_position, 0, at_once, code_length, false};
  std::vector<block> runs{take_run(run, next_number)};
  run.first_link = at_once;
  run.links = static_cast<std::uint16_t>(links - at_once);
  if (run.links != 0) runs.push_back(take_run(run, next_number));
  return runs;
}

void add_upload(drawn_campaign& to, std::uint32_t count, bool named, dice& by, std::uint64_t& next_number) {
  auto& of = to.of;
  drawn_campaign::upload u{of.recipients, count, named, {}};
  u.runs = draw_runs(of, u, by, next_number);
  const auto last_s = of.registrations.empty() ? of.created_s : of.registrations.back().at_s;
  of.registrations.push_back({of.recipients, last_s + by.seconds(by.one_in(3) ? 60 : 2 * day_s)});
  of.recipients += count;
  to.uploads.push_back(std::move(u));
}

}  // namespace

campaign drawn_campaign::after(std::size_t registered) const {
  auto now = of;
  now.recipients = recipients_after(registered);
  now.registrations.resize(std::min(registered, now.registrations.size()));
  return now;
}

std::uint32_t drawn_campaign::recipients_after(std::size_t registered) const {
  return registered < uploads.size() ? uploads[registered].first_position : of.recipients;
}

std::map<std::string, std::uint32_t> drawn_campaign::position_by_id() const {
  std::map<std::string, std::uint32_t> positions;
  for (const auto& u : uploads)
    for (std::uint32_t p = u.first_position; u.named && p < u.first_position + u.count; ++p)
      positions[id_of(p)] = p;
  return positions;
}

code_number drawn_campaign::code_of(std::uint32_t recipient, std::uint16_t link) const {
  for (const auto& u : uploads)
    for (const auto& run : u.runs)
      if (recipient - run.first_recipient < run.recipients && link - run.first_link < run.links &&
          recipient >= run.first_recipient && link >= run.first_link)
        return {code_length, run.first_number + std::uint64_t{recipient - run.first_recipient} * run.links +
                                 link - run.first_link};
  throw std::logic_error("no code for this recipient and link");
}

std::optional<std::uint32_t> drawn_campaign::recipient_of(code_number code) const {
  for (const auto& u : uploads)
    for (const auto& run : u.runs)
      if (code.number >= run.first_number && code.number - run.first_number < run.numbers())
        return run.first_recipient + static_cast<std::uint32_t>((code.number - run.first_number) / run.links);
  return std::nullopt;
}

drawn_campaign draw_campaign(std::size_t i, dice& by, std::uint64_t& next_number) {
  drawn_campaign drawn;
  auto& of = drawn.of;
  of.id = campaign_id{100 + i};
  of.account = account_id{1};
  of.created_s = 1'700'000'000 + by.seconds(day_s);
  for (std::uint64_t l = 2 + by.below(3); l > 0; --l)
    of.links.push_back({"link" + std::to_string(l), "https://shop.example/", false});
  // The first one always has recipients.
  drawn.shared = i != 0 && by.one_in(4);
  if (drawn.shared) {
    of.singles = true;
    block run{of.id, 0, 1, 0, 0, static_cast<std::uint16_t>(of.links.size()), code_length, true};
    drawn.uploads.push_back({0, 1, false, {take_run(run, next_number)}});
    return drawn;
  }
  draw_goals(of, by);
  // Now and then so many that their facts lie in two chunks.
  if (by.one_in(3)) add_upload(drawn, recipients_per_chunk - 200 - by.below32(1000), false, by, next_number);
  for (std::uint64_t uploads = 1 + by.below(4); uploads > 0; --uploads)
    add_upload(drawn, 1 + by.below32(2000), !by.one_in(5), by, next_number);
  return drawn;
}

}  // namespace waypost::test
