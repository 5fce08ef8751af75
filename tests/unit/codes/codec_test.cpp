#include "attribution/codes/codec.hpp"

#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

#include "ff1_vectors.hpp"

namespace {

using waypost::code_number;
using waypost::codec;

constexpr waypost::secret_key key{0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                  0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};

std::string by_reference(code_number number) {
  waypost::test::numerals plain(number.length);
  for (std::size_t i = number.length; i-- > 0; number.number /= 49)
    plain[i] = static_cast<unsigned>(number.number % 49);
  waypost::test::ff1_reference reference(key);
  std::string code;
  for (const unsigned numeral : reference.encrypt(49, {}, plain)) code += waypost::alphabet[numeral];
  return code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(codes)

BOOST_AUTO_TEST_CASE(first_and_last_number_of_each_length_survive_a_round_trip) {
  const codec codes(key);
  for (std::uint8_t length = waypost::shortest_code; length <= waypost::longest_code; ++length) {
    const std::uint64_t last = waypost::numbers_of_length(length) - 1;
    for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{1}, last / 2, last}) {
      const code_number plain{length, number};
      const std::string code = codes.encode(plain);
      BOOST_TEST(code.size() == length);
      BOOST_TEST(code == by_reference(plain));
      BOOST_TEST((codes.decode(code) == plain));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_code_has_a_number_below_49_to_its_length) {
  const codec codes(key);
  for (std::uint8_t length = waypost::shortest_code; length <= waypost::longest_code; ++length) {
    for (const char symbol : waypost::alphabet) {
      const std::string code(length, symbol);
      const auto number = codes.decode(code);
      BOOST_REQUIRE(number);
      BOOST_TEST(number->number < waypost::numbers_of_length(length));
      BOOST_TEST(codes.encode(*number) == code);
    }
  }
}

BOOST_AUTO_TEST_CASE(other_lengths_are_refused) {
  const codec codes(key);
  for (const std::size_t length : {0u, 1u, 6u, 12u, 13u, 64u, 100'000u})
    BOOST_TEST(!codes.decode(std::string(length, 'b')));
}

BOOST_AUTO_TEST_CASE(any_byte_beyond_the_alphabet_is_refused_anywhere_in_the_code) {
  const codec codes(key);
  for (std::size_t length = waypost::shortest_code; length <= waypost::longest_code; ++length) {
    for (int byte = 0; byte < 256; ++byte) {
      const char symbol = static_cast<char>(byte);
      const bool known = waypost::alphabet.find(symbol) != waypost::alphabet.npos;
      for (std::size_t at = 0; at < length; ++at) {
        std::string code(length, 'b');
        code[at] = symbol;
        if (codes.decode(code).has_value() != known)
          BOOST_ERROR("byte " << byte << " at " << at << " of " << length);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(numbers_of_a_block_have_different_codes) {
  const codec codes(key);
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 20'000; ++number) seen.insert(codes.encode({7, 512 + number}));
  BOOST_TEST(seen.size() == 20'000u);
}

BOOST_AUTO_TEST_CASE(another_key_makes_other_codes) {
  waypost::secret_key other = key;
  other[15] ^= 1;
  BOOST_TEST(codec(key).encode({9, 42}) != codec(other).encode({9, 42}));
}

BOOST_AUTO_TEST_CASE(the_ciphers_of_both_paths_make_the_same_codes) {
  const codec by_openssl(waypost::make_openssl_ff1(key));
  const codec by_quickest(key);
  for (std::uint64_t number = 0; number < 1'000; ++number)
    BOOST_TEST(by_openssl.encode({9, number * number}) == by_quickest.encode({9, number * number}));
}

BOOST_AUTO_TEST_SUITE_END()
