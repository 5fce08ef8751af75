// What a click costs: appended by the redirect thread, carried by the writer, read by the drain.

#include <benchmark/benchmark.h>
#include <filesystem>
#include <stdexcept>
#include <stdlib.h>
#include <string>

#include <waypost/log.hpp>

#include "attribution/journal/carrier.hpp"
#include "attribution/journal/journals.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "attribution/journal/stored_journal_reader.hpp"

namespace {

using namespace waypost;

class folder {
 public:
  explicit folder(const char* below) {
    std::string pattern = std::string(below) + "/wp-bench-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder in " + pattern);
    path_ = pattern;
  }
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class silent_log final : public log_sink {
 public:
  void info(std::string_view) override {}
  void warn(std::string_view) override {}
  void alarm(std::string_view) override {}
};

constexpr std::size_t ring_bytes = std::size_t{64} << 20;

event a_click(std::uint64_t number, std::string_view user_agent) {
  click c;
  c.time_ms = 1700000000000;
  c.code = {9, number};
  c.client.from = {network::family::ipv4, {192, 0, 2}};
  c.client.user_agent = user_agent;
  return {0, c};
}

// Appends until the ring is nearly full, then frees it all, untimed.
void append(benchmark::State& state) {
  const folder memory("/dev/shm");
  const auto r = ring::create(memory.path() / "0.ring", {1, 1, 0}, ring_bytes).value();
  const std::string user_agent(static_cast<std::size_t>(state.range(0)), 'u');
  const std::uint64_t fit = ring_bytes / (64 + user_agent.size());
  ring_reader consumer(*r);
  std::uint64_t number = 0;
  std::uint64_t in_ring = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(r->append(a_click(number++, user_agent)));
    if (++in_ring < fit) continue;
    state.PauseTiming();
    consumer.pass_to(r->published());
    consumer.free_before(consumer.position());
    in_ring = 0;
    state.ResumeTiming();
  }
  if (r->dropped() != 0) state.SkipWithError("the ring was full");
}
BENCHMARK(append)->Arg(32)->Arg(150);

// Writes a ring of clicks by `agents` different user agents to segments.
std::uint64_t fill(stored_journal& journal, const std::filesystem::path& on_disk, std::size_t agents) {
  disk files;
  carrier carried(journal, on_disk, {std::size_t{64} << 20, std::chrono::seconds(900)}, files);
  std::uint64_t number = 0;
  const std::string user_agent(150, 'u');
  while (journal.events->append(a_click(number, user_agent + std::to_string(number % agents)))) ++number;
  if (!carried.write() || !carried.seal()) throw std::runtime_error("the segment could not be written");
  return number;
}

void carry(benchmark::State& state) {
  const folder memory("/dev/shm");
  std::uint64_t events = 0;
  for (auto _ : state) {
    state.PauseTiming();
    stored_journal journal;
    journal.name = {1, 1, 0};
    const auto file = memory.path() / "0.ring";
    journal.events = ring::create(file, journal.name, ring_bytes).value();
    std::uint64_t number = 0;
    const std::string user_agent(150, 'u');
    while (journal.events->append(a_click(number, user_agent + std::to_string(number % 1000)))) ++number;
    disk files;
    carrier carried(journal, memory.path(), {std::size_t{64} << 20, std::chrono::seconds(900)}, files);
    state.ResumeTiming();
    if (!carried.write()) state.SkipWithError("the segment could not be written");
    state.PauseTiming();
    events += number;
    std::filesystem::remove(file);
    state.ResumeTiming();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}
BENCHMARK(carry)->Unit(benchmark::kMillisecond);

void read(benchmark::State& state) {
  const folder memory("/dev/shm");
  const folder on_disk("/tmp");
  stored_journal journal;
  journal.name = {1, 1, 0};
  journal.events = ring::create(memory.path() / "0.ring", journal.name, ring_bytes).value();
  const std::uint64_t written = fill(journal, on_disk.path(), 1000);
  const std::atomic<bool> usable{true};
  silent_log log;
  std::uint64_t events = 0;
  std::uint64_t sum = 0;
  for (auto _ : state) {
    stored_journal_reader reader(journal, usable, log);
    std::uint64_t at = 0;
    while (at < written)
      at =
          reader.read(at, 10000, [&](const event& e) { sum += std::get<click>(e.what).code.number; }).value();
    events += written;
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}
BENCHMARK(read)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
