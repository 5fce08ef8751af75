#include <array>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <waypost/code.hpp>

#include "attribution/codes/ff1.hpp"
#include "tests/support/ff1_reference.hpp"

namespace {

using waypost::ff1_halves;
using waypost::test::numerals;

constexpr std::array<std::uint8_t, 16> key{0x60, 0x3d, 0xeb, 0x10, 0x15, 0xca, 0x71, 0xbe,
                                           0x2b, 0x73, 0xae, 0xf0, 0x85, 0x7d, 0x77, 0x81};

// How many numbers of each length are compared: WAYPOST_FF1_NUMBERS, by default what takes a few seconds.
std::uint64_t numbers_per_length() {
  if (const char* asked = std::getenv("WAYPOST_FF1_NUMBERS")) return std::stoull(asked);
#if defined(NDEBUG)
  return 200'000;
#else
  return 20'000;
#endif
}

// SplitMix64's output function: numbers spread over the whole range, the same ones in every run.
std::uint64_t spread(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
  x = (x ^ x >> 27) * 0x94d049bb133111eb;
  return x ^ x >> 31;
}

numerals digits(std::uint64_t number, std::size_t length) {
  numerals string(length);
  for (std::size_t i = length; i-- > 0; number /= 49) string[i] = static_cast<unsigned>(number % 49);
  return string;
}

ff1_halves halves(const numerals& string) {
  ff1_halves result;
  for (std::size_t i = 0; i < string.size(); ++i) {
    std::uint64_t& half = i < string.size() / 2 ? result.a : result.b;
    half = half * 49 + string[i];
  }
  return result;
}

// How many of the numbers `first`, `first` + 2, … below `end` the path and the reference treat differently.
std::uint64_t differences(const waypost::ff1& path, const waypost::ff1& other_path, unsigned length,
                          std::uint64_t first, std::uint64_t end) {
  waypost::test::ff1_reference reference(key);
  const auto in = path.space(49, length), other_in = other_path.space(49, length);
  const std::uint64_t numbers = waypost::numbers_of_length(static_cast<std::uint8_t>(length));
  std::uint64_t found = 0;
  for (std::uint64_t i = first; i < end; i += 2) {
    const numerals plain = digits(spread(i) % numbers, length);
    const ff1_halves given = halves(plain), expected = halves(reference.encrypt(49, {}, plain));
    found += path.encrypt(in, given) != expected || other_path.encrypt(other_in, given) != expected ||
             path.decrypt(in, expected) != given || other_path.decrypt(other_in, expected) != given;
  }
  return found;
}

void check_length(unsigned length) {
  const auto openssl = waypost::make_openssl_ff1(key), quickest = waypost::make_ff1(key);
  const std::uint64_t end = numbers_per_length();
  std::array<std::uint64_t, 2> found{};
  std::thread other([&] { found[1] = differences(*quickest, *openssl, length, 1, end); });
  found[0] = differences(*quickest, *openssl, length, 0, end);
  other.join();
  BOOST_TEST(found[0] + found[1] == 0u);
  BOOST_TEST_MESSAGE("compared " << end << " numbers of length " << length);
}

}  // namespace

// Encrypted and decrypted by both paths.
BOOST_AUTO_TEST_SUITE(both_paths_equal_the_reference)

BOOST_AUTO_TEST_CASE(for_codes_of_7_symbols) { check_length(7); }
BOOST_AUTO_TEST_CASE(for_codes_of_8_symbols) { check_length(8); }
BOOST_AUTO_TEST_CASE(for_codes_of_9_symbols) { check_length(9); }
BOOST_AUTO_TEST_CASE(for_codes_of_10_symbols) { check_length(10); }
BOOST_AUTO_TEST_CASE(for_codes_of_11_symbols) { check_length(11); }

BOOST_AUTO_TEST_SUITE_END()
