#include <benchmark/benchmark.h>
#include <malloc.h>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "attribution/codes/codec.hpp"
#include "attribution/directory/directory.hpp"

// What finding a number's place takes among a million blocks whose runs have 1, 5 or 10 different sizes.
// Numbers are asked for at random, so that hardly any of the memory they need is cached.
namespace {

using waypost::block;
using waypost::code_number;

constexpr std::uint64_t blocks = 1'000'000;
constexpr std::uint64_t campaigns = 100'000;
constexpr std::uint8_t length = 10;
constexpr unsigned largest_exponent = 9;
constexpr std::size_t samples = 1 << 20;

std::size_t bytes_in_use() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

// Places of 2^largest_exponent numbers, far apart and never the same.
std::uint64_t place_of_block(std::uint64_t i) {
  const std::uint64_t places = waypost::numbers_of_length(length) >> largest_exponent;
  return (i * 0x9e3779b97f4a7c15 % places) << largest_exponent;
}

struct million_blocks {
  explicit million_blocks(unsigned sizes) {
    for (std::uint64_t id = 0; id < campaigns; ++id) {
      auto named = std::make_shared<waypost::campaign>();
      named->id = waypost::campaign_id{id * 0x9e3779b97f4a7c15 & waypost::largest_id};
      auto view = std::make_shared<waypost::campaign_view>();
      view->of = named;
      places.put(view);
      ids.push_back(named->id);
    }
    const std::size_t before = bytes_in_use();
    for (std::uint64_t i = 0; i < blocks; ++i) {
      block run;
      run.campaign = ids[i % campaigns];
      run.recipients = 1u << (largest_exponent - i % sizes);
      run.links = 1;
      run.length = length;
      run.first_number = place_of_block(i);
      places.put(run);
    }
    bytes_a_block = static_cast<double>(bytes_in_use() - before) / static_cast<double>(blocks);
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < samples; ++i) {
      hits.push_back({length, place_of_block(random() % blocks)});
      misses.push_back({length, random() % waypost::numbers_of_length(length)});
      codes.push_back(coder.encode(hits.back()));
    }
  }

  waypost::directory places;
  waypost::codec coder{waypost::secret_key{1, 2, 3}};
  std::vector<waypost::campaign_id> ids;
  std::vector<code_number> hits;
  std::vector<code_number> misses;
  std::vector<std::string> codes;
  double bytes_a_block = 0;
};

// Built once for each number of sizes; only the last one is kept.
const million_blocks& with_sizes(unsigned sizes) {
  static std::map<unsigned, std::unique_ptr<million_blocks>> built;
  auto& one = built[sizes];
  if (!one) {
    built.clear();
    return *(built[sizes] = std::make_unique<million_blocks>(sizes));
  }
  return *one;
}

template <class LookUp>
void measure(benchmark::State& state, LookUp look_up) {
  const million_blocks& all = with_sizes(static_cast<unsigned>(state.range(0)));
  waypost::directory::reader reader(all.places);
  // The next look-up waits for this one's answer, as it does between two requests: the processor cannot know
  // that nothing of it goes into the next index.
  std::size_t i = 0, asked = 0, found = 0, nothing = 0;
  benchmark::DoNotOptimize(nothing);
  for (auto _ : state) {
    reader.pin();
    if (const auto place = look_up(all, reader, i % samples)) {
      ++found;
      i += reinterpret_cast<std::uintptr_t>(place->campaign->of.get()) & nothing;
    }
    reader.unpin();
    ++i;
    ++asked;
  }
  state.counters["found"] = static_cast<double>(found) / static_cast<double>(asked);
  state.counters["bytes_a_block"] = all.bytes_a_block;
}

void hit(benchmark::State& state) {
  measure(state, [](const auto& all, const auto& reader, std::size_t i) { return reader.find(all.hits[i]); });
}

void miss(benchmark::State& state) {
  measure(state,
          [](const auto& all, const auto& reader, std::size_t i) { return reader.find(all.misses[i]); });
}

void decode_and_hit(benchmark::State& state) {
  measure(state, [](const auto& all, const auto& reader, std::size_t i) {
    return reader.find(*all.coder.decode(all.codes[i]));
  });
}

void pin_and_unpin(benchmark::State& state) {
  const waypost::directory places;
  waypost::directory::reader reader(places);
  for (auto _ : state) {
    reader.pin();
    reader.unpin();
  }
}

BENCHMARK(pin_and_unpin);
// By the number of sizes, so that each directory is built once.
BENCHMARK(hit)->Arg(1);
BENCHMARK(miss)->Arg(1);
BENCHMARK(decode_and_hit)->Arg(1);
BENCHMARK(hit)->Arg(5);
BENCHMARK(miss)->Arg(5);
BENCHMARK(decode_and_hit)->Arg(5);
BENCHMARK(hit)->Arg(10);
BENCHMARK(miss)->Arg(10);
BENCHMARK(decode_and_hit)->Arg(10);

}  // namespace

BENCHMARK_MAIN();
