#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>
#include <time.h>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "attribution/recipients/slices.hpp"

// What a benchmark of the API's thread looks at.
namespace waypost::loadtest {

using steady = std::chrono::steady_clock;

// Seconds of CPU that this thread has used: on a busy machine the clock on the wall says little.
inline double cpu() {
  timespec used;
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

inline double seconds_since(steady::time_point begin) {
  return std::chrono::duration<double>(steady::now() - begin).count();
}

// The process's memory in MiB: "VmRSS" now, "VmHWM" the most so far.
inline double memory(const std::string& what) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(what)) return std::strtod(line.c_str() + what.size() + 1, nullptr) / 1024;
  return 0;
}

// "median (least–most)", with one decimal.
inline std::string spread(std::vector<double> figures) {
  std::sort(figures.begin(), figures.end());
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << figures[figures.size() / 2] << " (" << figures.front() << "–"
       << figures.back() << ")";
  return text.str();
}

inline void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

// Turns up on the thread whenever it can, and notes for how much CPU of others it had to wait.
struct waiting_colleague {
  bool stopped = false;
  double longest = 0;

  boost::asio::awaitable<void> run() {
    auto last = cpu();
    while (!stopped) {
      co_await let_others_run();
      const auto now = cpu();
      longest = std::max(longest, now - last);
      last = now;
    }
  }
};

}  // namespace waypost::loadtest
