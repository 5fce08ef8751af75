// What it costs to read the numbers of a campaign of ten million recipients and three links: all sent and
// delivered, 1 % failed with five errors, two million who clicked, five million clicks over 30 days in 1,000
// quarters of an hour, 2 % who converted. Starts a redis-server of its own and writes the facts straight into
// it. Arguments: millions of recipients (10), runs (20).

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/redis/keys.hpp"
#include "loadtest/measuring.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/unit/ledger/fact_model.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace waypost::loadtest;
namespace keys = waypost::redis::keys;

constexpr std::int64_t created_s = 1'764'500'123;
constexpr std::int64_t month_s = 30 * 86400;
constexpr std::uint16_t links = 3;

campaign sample_campaign(std::uint32_t recipients) {
  campaign of;
  of.id = campaign_id{0xabcdef};
  of.created_s = created_s;
  of.recipients = recipients;
  for (std::uint16_t i = 0; i < links; ++i) of.links.push_back({"link" + std::to_string(i), {}, false});
  of.registrations = {{0, created_s}};
  of.conversions = {{"Charged", 7 * 1440}};
  of.funnel = {"sent", "delivered", "clicked", "Charged"};
  return of;
}

// One chunk's values, as the drain would have written them.
struct chunk_values {
  std::string sent, delivered, first_click, failed;
  std::array<std::array<std::string, device_kinds>, links> clicked;
  std::vector<std::string> conversions;  // fields and values
};

// 1,000 of the month's quarters of an hour.
std::vector<quarter_hour> draw_quarters() {
  std::mt19937 random(1);
  std::set<quarter_hour> drawn;
  std::uniform_int_distribution<quarter_hour> within(1, month_s / quarter_hour_s);
  while (drawn.size() < 1000) drawn.insert(quarter_of(1, created_s) + within(random));
  return {drawn.begin(), drawn.end()};
}

class chunk_drawer {
 public:
  explicit chunk_drawer(const std::vector<quarter_hour>& quarters) : quarters_(quarters) {}

  chunk_values draw(std::uint32_t recipients) {
    chunk_values to;
    for (std::uint32_t i = 0; i < recipients; ++i) add_recipient(to, i);
    return to;
  }

  std::uint64_t below(std::uint64_t n) { return random_() % n; }

 private:
  fact_time draw_click() {
    const auto at_s = quarters_[below(quarters_.size())] * quarter_hour_s +
                      static_cast<std::int64_t>(below(quarter_hour_s));
    return fact_time_of(at_s, created_s);
  }

  void add_recipient(chunk_values& to, std::uint32_t i) {
    const auto sent = 1 + below(4 * 3600);
    put_number(to.sent, i, 4, sent);
    put_number(to.delivered, i, 4, sent + below(60));
    if (below(100) == 0)
      put_number(
          to.failed, i, 6,
          failure{static_cast<fact_time>(sent + below(600)), static_cast<error_number>(1000 + below(5))}
              .packed());
    fact_time clicked = 0;
    if (below(5) == 0) {
      clicked = draw_click();
      put_number(to.first_click, i, 4, clicked);
      do put_bit(to.clicked[below(links)][draw_kind()], i);
      while (below(5) == 0);
    }
    if (below(50) != 0) return;
    to.conversions.push_back("e:order-" + std::to_string(random_()));
    to.conversions.push_back(std::to_string(i) + ':' +
                             std::to_string(created_s + clicked + static_cast<std::int64_t>(below(86400))) +
                             ':' + std::to_string(below(1000000)) + ":INR:Charged");
  }

  std::size_t draw_kind() {
    const auto n = below(100);
    return n < 30 ? 0U : n < 97 ? 1U : n < 99 ? 2U : 3U;
  }

  std::mt19937_64 random_{42};
  const std::vector<quarter_hour>& quarters_;
};

// The campaign in Redis, and whoever moves it on.
class campaign_in_redis {
 public:
  campaign_in_redis(connected& link, const campaign& of) : link_(link), of_(of) {
    const auto quarters = draw_quarters();
    chunk_drawer draw(quarters);
    std::map<std::string, std::uint64_t> counts;
    for (int i = 0; i < 5'000'000; ++i)
      ++counts[fields::clicks(static_cast<std::uint16_t>(draw.below(links)),
                              quarters[draw.below(quarters.size())])];
    redis::command clicks{"HSET", keys::ledger(of.id)};
    for (const auto& [field, n] : counts) clicks.add(field).add(n);
    call(clicks);
    for (std::uint32_t first = 0; first < of.recipients; first += recipients_per_chunk)
      store(first / recipients_per_chunk, draw.draw(std::min(recipients_per_chunk, of.recipients - first)));
    redis::command errors{"HSET", keys::errors(of.id)};
    for (int i = 0; i < 5; ++i) errors.add(std::to_string(1000 + i)).add(std::to_string(910 + i));
    call(errors);
    move({keys::errors(of.id)});
  }

  std::uint32_t chunks() const { return (of_.recipients + recipients_per_chunk - 1) / recipients_per_chunk; }

  std::vector<std::string> clicks_of(std::uint32_t chunk) const {
    std::vector<std::string> names{keys::first_click(of_.id, chunk)};
    for (std::uint16_t link = 0; link < links; ++link)
      for (std::size_t kind = 0; kind < device_kinds; ++kind)
        names.push_back(keys::clicked(of_.id, link, static_cast<device>(kind), chunk));
    return names;
  }

  // A step has touched these keys.
  void move(const std::vector<std::string>& names) {
    redis::command versions{"HSET", keys::ledger(of_.id)};
    for (const auto& key : names) versions.add(fields::version(of_.id, key)).add(detail::hex16(random_()));
    call(versions);
  }

  // Bytes that Redis needs for the keys of each kind.
  std::map<std::string, std::pair<std::uint64_t, std::int64_t>> memory() {
    std::map<std::string, std::pair<std::uint64_t, std::int64_t>> by_kind;
    const auto all = link_.call(redis::command{"KEYS", "*"}).value();
    for (const auto& key : all.elements) {
      auto kind = key.text.substr(keys::of_campaign(of_.id).size());
      kind = kind.substr(0, kind.find(':'));
      ++by_kind[kind].first;
      by_kind[kind].second +=
          link_.call(redis::command{"MEMORY", "USAGE", key.text, "SAMPLES", "0"}).value().integer;
    }
    return by_kind;
  }

 private:
  void call(const redis::command& c) { link_.call(c).value(); }

  void store(std::uint32_t chunk, const chunk_values& values) {
    std::vector<std::string> names;
    const auto set = [&](const std::string& key, const std::string& value) {
      if (value.empty()) return;
      call({"SETRANGE", key, "0", value});
      names.push_back(key);
    };
    set(keys::sent(of_.id, chunk), values.sent);
    set(keys::delivered(of_.id, chunk), values.delivered);
    set(keys::first_click(of_.id, chunk), values.first_click);
    set(keys::failed(of_.id, chunk), values.failed);
    for (std::uint16_t link = 0; link < links; ++link)
      for (std::size_t kind = 0; kind < device_kinds; ++kind)
        set(keys::clicked(of_.id, link, static_cast<device>(kind), chunk), values.clicked[link][kind]);
    redis::command conversions{"HSET", keys::conversions(of_.id, chunk)};
    for (const auto& text : values.conversions) conversions.add(text);
    call(conversions);
    names.push_back(keys::conversions(of_.id, chunk));
    move(names);
  }

  connected& link_;
  const campaign& of_;
  std::mt19937_64 random_{7};
};

std::string spread(std::vector<double> figures) {
  std::sort(figures.begin(), figures.end());
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << figures[figures.size() / 2] << " (" << figures.front() << "–"
       << figures.back() << ")";
  return text.str();
}

// Does it, so many times; `before` is not measured.
void measure(connected& link, const std::string& name, int runs, const std::function<void()>& before,
             const std::function<void()>& what) {
  std::vector<double> elapsed;
  std::vector<double> used;
  for (int i = 0; i < runs; ++i) {
    before();
    const auto begin = steady::now();
    const auto used_before = cpu();
    what();
    used.push_back((cpu() - used_before) * 1e3);
    elapsed.push_back(seconds_since(begin) * 1e3);
  }
  waiting_colleague colleague;
  before();
  boost::asio::co_spawn(link.io, colleague.run(), boost::asio::detached);
  what();
  colleague.stopped = true;
  link.io.restart();
  link.io.run_for(std::chrono::milliseconds(20));
  std::cout << name << ": " << spread(elapsed) << " ms, CPU " << spread(used) << " ms, longest slice "
            << std::fixed << std::setprecision(1) << colleague.longest * 1e3 << " ms" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  const auto recipients = static_cast<std::uint32_t>((argc > 1 ? std::atof(argv[1]) : 10) * 1e6);
  const int runs = argc > 2 ? std::atoi(argv[2]) : 20;
  redis_process redis({.arguments = {"--appendonly", "no", "--save", ""}});
  connected link(redis.endpoint());
  link.wait();
  const auto of = sample_campaign(recipients);
  campaign_in_redis stored(link, of);
  std::uint64_t total = 0;
  for (const auto& [kind, used] : stored.memory()) {
    std::cout << "Redis: " << kind << ", " << used.first << " keys, " << used.second / 1024 << " KiB\n";
    total += static_cast<std::uint64_t>(used.second);
  }
  std::cout << "Redis: all, " << total / 1024 << " KiB\n";

  auto reader = std::make_unique<ledger_reader>(link.redis, link.log);
  campaign_counters last;
  const auto read = [&] { last = link.run(reader->read(of)).value(); };
  const auto nothing = [] {};
  const auto all_clicks = [&] {
    for (std::uint32_t chunk = 0; chunk < stored.chunks(); ++chunk) stored.move(stored.clicks_of(chunk));
  };
  measure(
      link, "read, nothing known", std::max(runs / 4, 1),
      [&] { reader = std::make_unique<ledger_reader>(link.redis, link.log); }, read);
  measure(link, "read, nothing moved", runs, nothing, read);
  measure(
      link, "read, ten chunks' clicks moved", runs,
      [&] {
        for (std::uint32_t chunk = 0; chunk < std::min(10U, stored.chunks()); ++chunk)
          stored.move(stored.clicks_of(chunk));
      },
      read);
  measure(link, "read, every chunk's clicks moved", runs, all_clicks, read);
  measure(
      link, "read, every chunk's conversions moved", std::max(runs / 4, 1),
      [&] {
        for (std::uint32_t c = 0; c < stored.chunks(); ++c) stored.move({keys::conversions(of.id, c)});
      },
      read);
  std::cout << "cache: " << reader->cached_bytes() / 1024 << " KiB, server's memory " << memory("VmRSS:")
            << " MiB, " << memory("VmHWM:") << " at the most\n";
  std::cout << "unique clickers " << last.unique_clickers << ", converted "
            << last.conversions[0].influenced.converted << ", quarters of first clicks "
            << last.first_clicks.size() << "\n";
  std::uint64_t found = 0;
  const auto select = [&](const recipient_filter& wanted) {
    found = 0;
    for (std::uint32_t c = 0; c < stored.chunks(); ++c)
      found += link.run(reader->select(of, wanted, c)).value().size();
  };
  recipient_filter wanted;
  wanted.clicked = true;
  measure(link, "select, who clicked", 3, nothing, [&] { select(wanted); });
  std::cout << found << " found\n";
  wanted.link = 1;
  measure(link, "select, who clicked one link", 3, nothing, [&] { select(wanted); });
  std::cout << found << " found\n";
  measure(link, "one recipient", runs, nothing,
          [&] { link.run(reader->read_recipient(of, recipients / 2)).value(); });
}
