// What an event costs Redis: steps of clicks and of each kind of report, written as the drain writes them, to
// a campaign of a million recipients and three links. CPU of the redis-server (of its main thread) and time
// inside commands, by INFO. Starts a redis-server of its own.
//
//   ledger_bench [EVENTS_PER_STEP…]      10000 by default

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attribution/ledger/ledger_store.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

constexpr std::uint32_t recipients = 1000000;
constexpr journal_name journal{1, 1, 1};
constexpr std::size_t events_per_kind = 400000;

using rng = std::minstd_rand;
// The event at `i`, of a campaign's events of one kind.
using making = std::function<attributed(std::uint64_t i, rng& dice)>;

const std::vector<client_class>& clients() {
  using kind = client_class::kind;
  static const std::vector<client_class> all{
      {kind::person, device::android, {}, "Android", "Chrome Mobile", "Samsung"},
      {kind::person, device::android, {}, "Android", "Chrome Mobile", "Xiaomi"},
      {kind::person, device::android, {}, "Android", "Samsung Internet", "Samsung"},
      {kind::person, device::ios, {}, "iOS", "Mobile Safari", "iPhone"},
      {kind::person, device::ios, {}, "iOS", "Instagram", "iPhone"},
      {kind::person, device::desktop, {}, "Windows", "Chrome", "other"}};
  return all;
}

attributed click_of(std::uint64_t i, std::uint32_t recipient, rng& dice) {
  attributed_click click;
  click.recipient = recipient;
  click.at = static_cast<fact_time>(1000 + i / 1000);
  click.quarter = static_cast<quarter_hour>(1900000 + i / 100000);
  click.link = static_cast<std::uint16_t>(dice() % 3);
  click.client = &clients()[dice() % clients().size()];
  click.country = dice() % 10 == 0 ? country_code{'N', 'P'} : country_code{'I', 'N'};
  return {i, click};
}

attributed report_of(std::uint64_t i, report_type type, std::uint32_t recipient) {
  auto report = std::make_unique<attributed_report>();
  report->type = type;
  report->at = static_cast<fact_time>(1 + i / 1000);
  report->at_s = 1700000000 + static_cast<std::int64_t>(i / 1000);
  report->recipient = recipient;
  auto more = std::make_unique<attributed_report::details>();
  if (type == report_type::failed) {
    more->error = std::to_string(901 + i % 10);
    more->description = "an error of the provider";
    report->more = std::move(more);
  } else if (type == report_type::converted) {
    report->event_id = "event-" + std::to_string(i);
    more->event = "Charged";
    more->currency = "INR";
    more->minor_units = 4990;
    report->more = std::move(more);
  }
  return {i, std::move(report)};
}

std::uint32_t anyone(rng& dice) { return static_cast<std::uint32_t>(dice() % recipients); }

std::uint32_t in_turn(std::uint64_t i) { return static_cast<std::uint32_t>(i % recipients); }

making reports(report_type type, bool spread) {
  return [type, spread](std::uint64_t i, rng& dice) {
    return report_of(i, type, spread ? anyone(dice) : in_turn(i));
  };
}

// Lines "name:value" of INFO.
std::map<std::string, std::string> info(connected& link, std::string_view section) {
  const auto text = link.call({"INFO", section}).value().text;
  std::map<std::string, std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\r', at), text.size());
    const auto line = text.substr(at, end - at);
    if (const auto colon = line.find(':'); colon != line.npos)
      lines[line.substr(0, colon)] = line.substr(colon + 1);
    at = end + 2;
  }
  return lines;
}

struct cpu {
  double user = 0;    // microseconds
  double system = 0;  // the disk, for the most part
};

cpu cpu_of(connected& link) {
  auto lines = info(link, "cpu");
  return {1e6 * std::atof(lines["used_cpu_user_main_thread"].c_str()),
          1e6 * std::atof(lines["used_cpu_sys_main_thread"].c_str())};
}

// Microseconds inside each command; EXEC's and EVALSHA's hold those of what they carry out.
std::map<std::string, double> commands_us(connected& link) {
  std::map<std::string, double> spent;
  for (const auto& [name, values] : info(link, "commandstats"))
    spent[name.substr(name.find('_') + 1)] = std::atof(values.c_str() + values.find("usec=") + 5);
  return spent;
}

void check(const auto& answer) {
  if (!answer) throw std::runtime_error(answer.error().message());
}

void measure(const char* name, campaign_id campaign, std::size_t events_per_step, const making& make) {
  redis_process process;
  connected link(process.endpoint());
  if (!link.wait()) throw std::runtime_error("Redis does not answer");
  ledger_store store(link.redis);
  check(link.run(store.load_scripts()));
  rng dice(11);
  std::uint64_t token = 0;
  std::uint64_t done = 0;
  const auto step = [&] {
    step_sum sum(journal, recipients);
    const auto from = done;
    while (done < from + events_per_step && sum.add(make(done, dice))) ++done;
    ++token;
    check(link.run(store.write_facts(campaign, journal, token, sum.facts())));
    const auto applied = link.run(
        store.apply(campaign, journal,
                    {.what = step_action::kind::apply, .from = from, .to = done, .token = token}, sum));
    check(applied);
    if (applied->said != apply_answer::verdict::applied) throw std::runtime_error("a step was refused");
  };
  // The first half makes the chunks; what is measured goes to chunks that are there.
  while (done < events_per_kind / 2) step();
  const auto before = done;
  const auto steps_before = token;
  const auto begun = cpu_of(link);
  auto commands = commands_us(link);
  while (done < events_per_kind) step();
  const auto events = static_cast<double>(done - before);
  const auto ended = cpu_of(link);
  std::printf("%-20s %6.0f events a step   us of CPU each: user %5.2f, system %5.2f; inside commands:", name,
              events / static_cast<double>(token - steps_before), (ended.user - begun.user) / events,
              (ended.system - begun.system) / events);
  for (const auto& [command, us] : commands_us(link))
    if (const double each = (us - commands[command]) / events; each >= 0.01)
      std::printf(" %s %.2f", command.c_str(), each);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
  if (sizes.empty()) sizes = {10000};
  const std::vector<std::pair<const char*, making>> kinds{
      {"click, anyone", [](std::uint64_t i, rng& dice) { return click_of(i, anyone(dice), dice); }},
      {"click, in turn", [](std::uint64_t i, rng& dice) { return click_of(i, in_turn(i), dice); }},
      {"sent, in turn", reports(report_type::sent, false)},
      {"delivered, in turn", reports(report_type::delivered, false)},
      {"delivered, anyone", reports(report_type::delivered, true)},
      {"failed, in turn", reports(report_type::failed, false)},
      {"failed, anyone", reports(report_type::failed, true)},
      {"converted, anyone", reports(report_type::converted, true)}};
  for (const auto size : sizes)
    for (const auto& [name, make] : kinds) measure(name, campaign_id{0x1234}, size, make);
}
