#include "tests/live/model/happenings.hpp"

#include <algorithm>

namespace waypost::test {

namespace {

constexpr std::int64_t hour_s = 60 * 60;
constexpr std::int64_t day_s = 24 * hour_s;

// No campaign that is drawn has so many recipients.
constexpr std::uint32_t position_of_nobody = 1'000'000;
constexpr code_number code_of_nobody{9, numbers_of_length(9) - 1};

struct error_code {
  std::string code;
  std::string description;
};

// What a code means never changes: which of two descriptions came first is nobody's to say.
const std::vector<error_code> errors{
    {"900", ""},  {"901", "invalid number"}, {"910", "unknown"}, {"with:colon", "a:b"},
    {"E-17", ""}, {"914", "blocked"},        {"171", ""},        {"245", "none of 171's"}};
const std::vector<std::string> events{"Charged", "Added To Cart", "a:b::c", "Signed up", "Opened"};
const std::vector<std::string> currencies{"INR", "USD", "JPY", ""};

// The same for the same recipient, and no chance.
std::uint64_t habit_of(std::uint32_t recipient) { return recipient * 2654435761u >> 8; }

}  // namespace

std::int64_t time_of(const happening& h) noexcept {
  if (const auto* t = std::get_if<tap>(&h)) return t->time_ms / 1000;
  if (const auto* c = std::get_if<delivery_callback>(&h)) return c->said.at_s;
  return std::get<campaign_report>(h).at_s;
}

happening happenings::draw(std::size_t registered) {
  const auto what = by_.below(100);
  if (what < 7 && !reported_.empty()) return by_.any_of(reported_);  // sent again, as it was
  if (what < 8 && (!of_.shared || by_.one_in(3))) return reported_.emplace_back(draw_plain_count());
  if (of_.shared || what < 60) return draw_tap(draw_recipient(registered));
  if (what < 66) return reported_.emplace_back(draw_callback(draw_recipient(registered)));
  return reported_.emplace_back(draw_report(draw_recipient(registered), by_.one_in(100)));
}

// Many things happen to few of them.
std::uint32_t happenings::draw_recipient(std::size_t registered) {
  if (of_.shared) return 0;
  const auto recipients = of_.recipients_after(registered);
  const auto few = std::min<std::uint32_t>(recipients, by_.one_in(3) ? 200 : 3000);
  return by_.one_in(5) ? by_.below32(recipients) : recipients - 1 - by_.below32(few);
}

std::int64_t happenings::registered_at(std::uint32_t recipient) const {
  std::int64_t at_s = of_.of.created_s;
  for (const auto& r : of_.of.registrations)
    if (r.first_position <= recipient) at_s = r.at_s;
  return at_s;
}

// Often the first second of a quarter of an hour.
std::int64_t happenings::planned_send(std::uint32_t recipient) const {
  const auto habit = static_cast<std::int64_t>(habit_of(recipient));
  const auto at_s = registered_at(recipient) + habit % day_s;
  return habit % 3 == 0 ? at_s - at_s % quarter_hour_s : at_s;
}

// Now and then before the campaign was made.
std::int64_t happenings::any_time() {
  return of_.of.created_s + by_.seconds(10 * day_s) - (by_.one_in(8) ? 10 * day_s : 0);
}

tap happenings::draw_tap(std::uint32_t recipient) {
  tap t;
  t.recipient = recipient;
  t.link = static_cast<std::uint16_t>(by_.below(of_.of.links.size()));
  auto at_s = by_.one_in(3) ? of_.of.created_s + by_.seconds(20 * day_s)
                            : planned_send(recipient) + hour_s * by_.seconds(30);
  t.time_ms = std::max(at_s, of_.of.created_s) * 1000 + (by_.one_in(2) ? by_.seconds(1000) : 0);
  t.client = &people[habit_of(recipient) % people.size()];
  t.from = &networks[habit_of(recipient) / 16 % networks.size()];
  if (by_.one_in(10)) t.from = &by_.any_of(networks);
  const auto who = by_.below(20);
  if (who < 4) t.client = &by_.any_of(people);
  if (who == 4) t.client = &by_.any_of(others);
  t.head = who == 5 && by_.one_in(2);
  t.prefetch = who == 6 && by_.one_in(2);
  t.fallback = who == 7 || (who == 4 && by_.one_in(10));
  return t;
}

campaign_report happenings::draw_report(std::uint32_t recipient, bool unknown) {
  campaign_report r;
  const auto what = by_.below(100);
  r.type = what < 35   ? report_type::sent
           : what < 60 ? report_type::delivered
           : what < 72 ? report_type::failed
                       : report_type::converted;
  const auto planned = planned_send(recipient);
  r.at_s = r.type == report_type::delivered ? planned + by_.seconds(600) : planned;
  if (by_.one_in(5)) r.at_s = any_time();
  if (r.type == report_type::failed) draw_failure(r);
  if (r.type == report_type::converted) draw_conversion(r, recipient);
  const auto named = std::find_if(of_.uploads.begin(), of_.uploads.end(), [&](const auto& u) {
    return u.named && recipient >= u.first_position && recipient - u.first_position < u.count;
  });
  if (named != of_.uploads.end() && !by_.one_in(5))
    r.recipient = of_.id_of(recipient);
  else if (by_.one_in(2))
    r.code = of_.code_of(recipient, static_cast<std::uint16_t>(by_.below(of_.of.links.size())));
  else
    r.position = recipient;
  if (r.type == report_type::sent && !by_.one_in(3)) r.message_id = message_to(recipient);
  if (unknown) r = about_nobody(std::move(r));
  const bool mostly = r.type == report_type::converted || unknown;
  if (mostly ? !by_.one_in(3) : by_.one_in(4))
    draw_id(r, unknown ? name_of_nobody(r) : std::to_string(recipient));
  return r;
}

// Often one that another recipient or another type has, too. What one recipient's event of a type says under
// an id never changes: which of two came first is nobody's to say.
void happenings::draw_id(campaign_report& r, const std::string& whose) {
  r.id = "e-" + std::to_string(by_.below(200));
  while (by_.one_in(2) || !used_ids_.emplace(r.type, whose, r.id).second)
    r.id = "e-" + std::to_string(200 + ids_++);
}

std::string happenings::name_of_nobody(const campaign_report& r) {
  return r.position ? "nobody's position" : r.code ? "nobody's code" : r.recipient;
}

campaign_report happenings::about_nobody(campaign_report r) {
  r.description.clear();
  r.message_id.clear();
  r.code.reset();
  r.position.reset();
  r.recipient.clear();
  switch (by_.below(3)) {
    case 0:
      r.position = position_of_nobody;
      return r;
    case 1:
      r.code = code_of_nobody;
      return r;
    default:
      r.recipient = "nobody" + std::to_string(by_.below(50));
      return r;
  }
}

// A recipient's, and nobody else's: of two with the same message the first to be applied would have it.
std::string happenings::message_to(std::uint32_t recipient) const {
  return to_text(of_.of.id) + "/" + std::to_string(recipient);
}

// Without a description: of several that wait only the earliest one's stays. And not before the campaign:
// while it waits, nobody knows that such times are all the same.
delivery_callback happenings::draw_callback(std::uint32_t recipient) {
  campaign_report said;
  said.type = by_.one_in(3) ? report_type::failed : report_type::delivered;
  said.at_s = by_.one_in(5) ? any_time() : planned_send(recipient) + by_.seconds(600);
  if (said.type == report_type::failed) draw_failure(said);
  said.at_s = std::max(said.at_s, of_.of.created_s);
  said.description.clear();
  said.message_id = message_to(recipient);
  return {said};
}

campaign_report happenings::draw_plain_count() {
  campaign_report r;
  r.type = static_cast<report_type>(by_.below(3));
  r.at_s = any_time();
  r.count = 1 + by_.below(5000);
  if (!by_.one_in(3)) draw_id(r, "some");
  if (r.type == report_type::failed) draw_failure(r);
  return r;
}

// Often in the same second as another of the same recipient.
void happenings::draw_failure(campaign_report& r) {
  const auto& error = by_.any_of(errors);
  if (by_.one_in(10)) return;  // names none
  r.error = error.code;
  if (by_.one_in(2)) r.description = error.description;
  r.at_s += by_.seconds(2);
}

// Often at the edges of a window.
void happenings::draw_conversion(campaign_report& r, std::uint32_t recipient) {
  r.event = by_.any_of(events);
  r.currency = by_.any_of(currencies);
  if (!r.currency.empty()) r.minor_units = by_.seconds(1'000'000);
  const auto start = by_.one_in(3) ? registered_at(recipient) : planned_send(recipient);
  std::int64_t window_s = day_s;
  for (const auto& goal : of_.of.conversions)
    if (goal.event == r.event) window_s = std::int64_t{goal.window_minutes} * 60;
  switch (by_.below(6)) {
    case 0:
      r.at_s = start - 1 + by_.seconds(3);
      return;
    case 1:
      r.at_s = start + window_s - 1 + by_.seconds(3);
      return;
    case 2:
      r.at_s = planned_send(recipient) + hour_s * by_.seconds(30) - by_.seconds(2);
      return;
    case 3:
      r.at_s = any_time();
      return;
    default:
      r.at_s = start + by_.seconds(std::max<std::int64_t>(window_s, 1));
  }
}

}  // namespace waypost::test
