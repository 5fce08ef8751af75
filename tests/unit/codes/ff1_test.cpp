#include "attribution/codes/ff1.hpp"

#include <array>
#include <functional>
#include <stdexcept>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "ff1_vectors.hpp"

namespace {

using waypost::ff1_halves;
using waypost::test::ff1_vector;
using waypost::test::numerals;
using maker = std::function<std::unique_ptr<const waypost::ff1>(std::span<const std::uint8_t>)>;

// Where the processor has no AES instructions there is only one path to test.
std::vector<maker> paths() {
  std::vector<maker> all{waypost::make_openssl_ff1};
  if (waypost::processor_has_aes()) all.emplace_back(waypost::make_aesni_ff1);
  return all;
}

std::uint64_t number(unsigned radix, std::span<const unsigned> string) {
  std::uint64_t value = 0;
  for (const unsigned numeral : string) value = value * radix + numeral;
  return value;
}

ff1_halves halves(unsigned radix, const numerals& string) {
  const std::span all(string);
  return {number(radix, all.first(string.size() / 2)), number(radix, all.subspan(string.size() / 2))};
}

void check_vector(const maker& make, const ff1_vector& vector) {
  const auto cipher = make(vector.key);
  const auto space = cipher->space(vector.radix, static_cast<unsigned>(vector.plain.size()), vector.tweak);
  const ff1_halves plain = halves(vector.radix, vector.plain);
  const ff1_halves encrypted = halves(vector.radix, vector.cipher);
  BOOST_TEST((cipher->encrypt(space, plain) == encrypted));
  BOOST_TEST((cipher->decrypt(space, encrypted) == plain));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ff1)

BOOST_AUTO_TEST_CASE(reference_passes_all_nine_vectors) {
  const auto vectors = waypost::test::read_ff1_vectors();
  BOOST_TEST(vectors.size() == 9u);
  for (const auto& vector : vectors) {
    waypost::test::ff1_reference reference(vector.key);
    BOOST_TEST(reference.encrypt(vector.radix, vector.tweak, vector.plain) == vector.cipher);
    BOOST_TEST(reference.decrypt(vector.radix, vector.tweak, vector.cipher) == vector.plain);
  }
}

BOOST_AUTO_TEST_CASE(aes_instructions_pass_all_nine_vectors) {
  if (!waypost::processor_has_aes()) {
    BOOST_TEST_MESSAGE("this processor has no AES instructions");
    return;
  }
  for (const auto& vector : waypost::test::read_ff1_vectors()) check_vector(waypost::make_aesni_ff1, vector);
}

BOOST_AUTO_TEST_CASE(openssl_passes_all_nine_vectors) {
  for (const auto& vector : waypost::test::read_ff1_vectors())
    check_vector(waypost::make_openssl_ff1, vector);
}

BOOST_AUTO_TEST_CASE(a_tweak_of_several_blocks_equals_the_reference) {
  const std::array<std::uint8_t, 16> key{1, 2, 3};
  const numerals plain{48, 0, 17, 3, 5, 40, 41, 42, 0};
  for (const std::size_t bytes : {0u, 1u, 10u, 11u, 12u, 16u, 40u}) {
    const std::vector<std::uint8_t> tweak(bytes, 0xa7);
    waypost::test::ff1_reference reference(key);
    const ff1_halves expected = halves(49, reference.encrypt(49, tweak, plain));
    for (const auto& make : paths()) {
      const auto cipher = make(key);
      const auto space = cipher->space(49, 9, tweak);
      BOOST_TEST((cipher->encrypt(space, halves(49, plain)) == expected));
    }
  }
}

BOOST_AUTO_TEST_CASE(keys_of_another_size_are_refused) {
  const std::vector<std::uint8_t> key(17);
  BOOST_CHECK_THROW(waypost::make_ff1(key), std::invalid_argument);
  for (const auto& make : paths()) BOOST_CHECK_THROW(make(key), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(halves_that_would_overflow_are_refused) {
  const std::array<std::uint8_t, 16> key{};
  for (const auto& make : paths()) {
    const auto cipher = make(key);
    BOOST_CHECK_THROW(cipher->space(1, 10), std::invalid_argument);
    BOOST_CHECK_THROW(cipher->space(10, 1), std::invalid_argument);
    BOOST_CHECK_NO_THROW(cipher->space(2, 112));
    BOOST_CHECK_THROW(cipher->space(2, 113), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(the_widest_halves_survive_a_round_trip) {
  const std::array<std::uint8_t, 16> key{9};
  for (const auto& make : paths()) {
    const auto cipher = make(key);
    const auto space = cipher->space(2, 112);
    const ff1_halves plain{space.a_values - 1, space.b_values - 1};
    const ff1_halves encrypted = cipher->encrypt(space, plain);
    BOOST_TEST((encrypted.a < space.a_values && encrypted.b < space.b_values));
    BOOST_TEST((cipher->decrypt(space, encrypted) == plain));
  }
}

// Two keys in turn on one thread, both on two threads: a thread's context must follow the key.
BOOST_AUTO_TEST_CASE(openssl_keeps_keys_and_threads_apart) {
  const std::array<std::uint8_t, 16> key_1{1}, key_2{2};
  const auto cipher_1 = waypost::make_openssl_ff1(key_1), cipher_2 = waypost::make_openssl_ff1(key_2);
  const auto space_1 = cipher_1->space(49, 9), space_2 = cipher_2->space(49, 9);
  const ff1_halves expected_1 = cipher_1->encrypt(space_1, {1, 2});
  const ff1_halves expected_2 = cipher_2->encrypt(space_2, {1, 2});
  BOOST_TEST((expected_1 != expected_2));

  std::array<int, 2> wrong{};
  const auto run = [&](int& count) {
    for (int i = 0; i < 2000; ++i) {
      count += cipher_1->encrypt(space_1, {1, 2}) != expected_1;
      count += i % 3 == 0 && cipher_2->encrypt(space_2, {1, 2}) != expected_2;
      count += cipher_1->decrypt(space_1, expected_1) != ff1_halves{1, 2};
    }
  };
  std::thread other([&] { run(wrong[0]); });
  run(wrong[1]);
  other.join();
  BOOST_TEST(wrong[0] == 0);
  BOOST_TEST(wrong[1] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
