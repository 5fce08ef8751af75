// What it costs to read the numbers of a campaign of ten million recipients (large_campaign.hpp) on the API's
// thread. Starts a redis-server of its own. Arguments: millions of recipients (10), runs (20), so many
// conversions more in the first chunk (0): then what these cost alone.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_future.hpp>

#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/redis/keys.hpp"
#include "loadtest/large_campaign.hpp"
#include "loadtest/measuring.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace waypost::loadtest;

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

void tell_memory(campaign_in_redis& stored) {
  std::int64_t total = 0;
  for (const auto& [kind, used] : stored.memory()) {
    std::cout << "Redis: " << kind << ", " << used.first << " keys, " << used.second / 1024 << " KiB\n";
    total += used.second;
  }
  std::cout << "Redis: all, " << total / 1024 << " KiB\n";
}

class readings {
 public:
  readings(connected& link, const campaign& of, campaign_in_redis& stored, int runs)
      : link_(link), of_(of), stored_(stored), runs_(runs) {}

  // All numbers of the campaign, after more and more of it has moved.
  void read_numbers() {
    campaign_counters last;
    const auto read = [&] { last = link_.run(reader_->read(of_)).value(); };
    measure(
        link_, "read, nothing known", few_, [&] { forget(); }, read);
    measure(link_, "read, nothing moved", runs_, nothing, read);
    measure(
        link_, "read, ten chunks' clicks moved", runs_, [&] { stored_.move_clicks(10); }, read);
    measure(
        link_, "read, every chunk's clicks moved", runs_, [&] { stored_.move_clicks(stored_.chunks()); },
        read);
    measure(
        link_, "read, every chunk's conversions moved", few_, [&] { move_conversions(); }, read);
    std::cout << "cache: " << reader_->cached_bytes() / 1024 << " KiB, server's memory " << memory("VmRSS:")
              << " MiB, " << memory("VmHWM:") << " at the most\n";
    std::cout << "unique clickers " << last.unique_clickers << ", converted "
              << last.conversions[0].influenced.converted << ", quarters of first clicks "
              << last.first_clicks.size() << "\n";
  }

  // After a new one among the first chunk's; and by as many at once as a page's readers may be.
  void read_conversions() {
    link_.run(reader_->read(of_)).value();
    forget_peak();
    measure(
        link_, "read, the first chunk's conversions moved", few_,
        [&] { stored_.move({redis::keys::conversions(of_.id, 0)}); },
        [&] { link_.run(reader_->read(of_)).value(); });
    std::cout << "server's memory " << memory("VmRSS:") << " MiB, " << memory("VmHWM:") << " at the most\n";
    recipient_filter wanted;
    wanted.converted = true;
    forget_peak();
    const auto before = memory("VmRSS:");
    measure(link_, "who converted, twelve at once", few_, nothing, [&] {
      std::vector<std::future<result<std::vector<std::uint32_t>>>> all;
      for (int i = 0; i < 12; ++i)
        all.push_back(
            boost::asio::co_spawn(link_.io, reader_->select(of_, wanted, 0), boost::asio::use_future));
      link_.io.restart();
      for (auto& each : all) {
        while (each.wait_for(std::chrono::seconds(0)) != std::future_status::ready) link_.io.run_one();
        each.get().value();
      }
    });
    std::cout << "server's memory " << before << " MiB before, " << memory("VmHWM:") << " at the most\n";
  }

  void select_recipients() {
    recipient_filter wanted;
    wanted.clicked = true;
    select("select, who clicked", wanted);
    wanted.link = 1;
    select("select, who clicked one link", wanted);
    measure(link_, "one recipient", runs_, nothing,
            [&] { link_.run(reader_->read_recipient(of_, of_.recipients / 2)).value(); });
  }

 private:
  static void nothing() {}

  void forget() { reader_ = std::make_unique<ledger_reader>(link_.redis, link_.log); }

  void move_conversions() {
    for (std::uint32_t c = 0; c < stored_.chunks(); ++c) stored_.move({redis::keys::conversions(of_.id, c)});
  }

  void select(const std::string& name, const recipient_filter& wanted) {
    std::uint64_t found = 0;
    measure(link_, name, 3, nothing, [&] {
      found = 0;
      for (std::uint32_t c = 0; c < stored_.chunks(); ++c)
        found += link_.run(reader_->select(of_, wanted, c)).value().size();
    });
    std::cout << found << " found\n";
  }

  connected& link_;
  const campaign& of_;
  campaign_in_redis& stored_;
  int runs_;
  int few_ = std::max(runs_ / 4, 1);  // of what takes long
  std::unique_ptr<ledger_reader> reader_ = std::make_unique<ledger_reader>(link_.redis, link_.log);
};

}  // namespace

int main(int argc, char** argv) {
  const auto recipients = static_cast<std::uint32_t>((argc > 1 ? std::atof(argv[1]) : 10) * 1e6);
  const int runs = argc > 2 ? std::atoi(argv[2]) : 20;
  redis_process redis({.arguments = {"--appendonly", "no", "--save", ""}});
  connected link(redis.endpoint());
  link.wait();
  const auto of = large_campaign(recipients);
  campaign_in_redis stored(link, of);
  tell_memory(stored);
  readings all(link, of, stored, runs);
  if (const auto conversions = argc > 3 ? std::atoi(argv[3]) : 0; conversions > 0) {
    stored.convert_in_first_chunk(static_cast<std::uint32_t>(conversions));
    all.read_conversions();
    return 0;
  }
  all.read_numbers();
  all.select_recipients();
}
