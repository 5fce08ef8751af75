#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/clients/agent_rules.hpp"
#include "attribution/clients/client_classifier.hpp"
#include "attribution/clients/client_rules.hpp"

// What telling a client by a user agent takes that was not seen before: the drain remembers 8,192 of them.
namespace {

using namespace waypost;

constexpr std::array<std::string_view, 6> browsers{
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
    "Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
    "Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 12; en-us; CPH2269 Build/SP1A.210812.016) AppleWebKit/537.36 (KHTML, "
    "like "
    "Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/45.8.9.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 [FBAN/FBIOS;FBAV/465.0.0.41;FBBV/602060281;FBDV/iPhone14,5]",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Safari/537.36 Edg/126.0.0.0",
};

// What somebody could know who wants to make it slow: every pattern there is.
std::vector<std::string_view> all_patterns() {
  std::vector<std::string_view> all;
  for (const auto rules : {preview_rules(), bot_rules(), listed_bot_rules(), bot_sign_rules()})
    for (const auto& rule : rules) all.push_back(rule.pattern);
  for (const auto rules : {own_browser_rules(), own_device_rules(), listed_browser_rules(),
                           listed_system_rules(), listed_device_rules()})
    for (const auto& rule : rules) all.push_back(rule.pattern);
  return all;
}

// Endless user agents of the greatest length, none like another.
class user_agents {
 public:
  std::string random_bytes() {
    std::string made;
    while (made.size() < longest_user_agent) made += static_cast<char>(33 + dice_() % 94);
    return made;
  }
  std::string pieces_of(const std::vector<std::string_view>& texts) {
    std::string made;
    while (made.size() < longest_user_agent) {
      const auto text = texts[dice_() % texts.size()];
      made += text.substr(dice_() % text.size(), 1 + dice_() % 12);
    }
    made.resize(longest_user_agent);
    return made;
  }
  // Begins like a browser's, so that everything about it is looked for.
  std::string phones_of(const std::vector<std::string_view>& texts) {
    std::string made = "Mozilla/5.0 (Linux; Android 9; " + pieces_of(texts);
    made.resize(longest_user_agent);
    return made;
  }
  // A browser's, but for its numbers.
  std::string numbered_browser() {
    std::string made(browsers[dice_() % browsers.size()]);
    for (char& c : made)
      if (c >= '0' && c <= '9') c = static_cast<char>('0' + dice_() % 10);
    return made;
  }

 private:
  std::mt19937_64 dice_{1};
};

template <class Next>
void classify(benchmark::State& state, Next next) {
  constexpr std::size_t batch = 1000;
  const client_classifier clients;
  std::vector<std::string> fresh(batch);
  std::size_t i = batch;
  for (auto _ : state) {
    if (i == batch) {
      state.PauseTiming();
      std::generate(fresh.begin(), fresh.end(), next);
      i = 0;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(clients.classify({.from = {}, .user_agent = fresh[i++]}));
  }
}

void make_the_classifier(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(client_classifier());
}

void browsers_with_new_numbers(benchmark::State& state) {
  classify(state, [some = user_agents()]() mutable { return some.numbered_browser(); });
}

void random_bytes(benchmark::State& state) {
  classify(state, [some = user_agents()]() mutable { return some.random_bytes(); });
}

void pieces_of_browsers(benchmark::State& state) {
  const std::vector<std::string_view> texts(browsers.begin(), browsers.end());
  classify(state, [some = user_agents(), &texts]() mutable { return some.phones_of(texts); });
}

void pieces_of_patterns(benchmark::State& state) {
  const auto texts = all_patterns();
  classify(state, [some = user_agents(), &texts]() mutable { return some.pieces_of(texts); });
}

void phones_of_patterns(benchmark::State& state) {
  std::vector<std::string_view> texts;
  for (const auto& rule : listed_device_rules()) texts.push_back(rule.pattern);
  classify(state, [some = user_agents(), &texts]() mutable { return some.phones_of(texts); });
}

BENCHMARK(make_the_classifier)->Unit(benchmark::kMillisecond);
BENCHMARK(browsers_with_new_numbers)->Unit(benchmark::kMicrosecond)->Iterations(100000);
BENCHMARK(random_bytes)->Unit(benchmark::kMicrosecond)->Iterations(100000);
BENCHMARK(pieces_of_browsers)->Unit(benchmark::kMicrosecond)->Iterations(100000);
BENCHMARK(pieces_of_patterns)->Unit(benchmark::kMicrosecond)->Iterations(100000);
BENCHMARK(phones_of_patterns)->Unit(benchmark::kMicrosecond)->Iterations(100000);

}  // namespace

BENCHMARK_MAIN();
