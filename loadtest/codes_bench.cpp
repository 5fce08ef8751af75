#include <array>
#include <benchmark/benchmark.h>
#include <string_view>
#include <vector>

#include "attribution/codes/codec.hpp"

// What encoding a number and decoding a code take, by the processor's AES instructions and by OpenSSL.
namespace {

using maker = std::unique_ptr<const waypost::ff1> (*)(std::span<const std::uint8_t>);

constexpr waypost::secret_key key{0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                  0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
constexpr std::size_t samples = 1024;

bool cannot_run(benchmark::State& state, maker make) {
  if (make != waypost::make_aesni_ff1 || waypost::processor_has_aes()) return false;
  state.SkipWithError("this processor has no AES instructions");
  return true;
}

std::vector<waypost::code_number> numbers(std::uint8_t length) {
  std::vector<waypost::code_number> made;
  const std::uint64_t step = waypost::numbers_of_length(length) / samples;
  for (std::uint64_t i = 0; i < samples; ++i) made.push_back({length, i * step});
  return made;
}

void encode(benchmark::State& state, maker make) {
  if (cannot_run(state, make)) return;
  const waypost::codec codes(make(key));
  const auto plain = numbers(static_cast<std::uint8_t>(state.range(0)));
  std::array<char, waypost::longest_code> code;
  std::size_t i = 0;
  for (auto _ : state) {
    codes.encode(plain[i++ % samples], code.data());
    benchmark::DoNotOptimize(code);
  }
}

void decode(benchmark::State& state, maker make) {
  if (cannot_run(state, make)) return;
  const waypost::codec codes(make(key));
  std::vector<std::string> made;
  for (const auto& number : numbers(static_cast<std::uint8_t>(state.range(0))))
    made.push_back(codes.encode(number));
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(codes.decode(made[i++ % samples]));
}

BENCHMARK_CAPTURE(encode, aes_instructions, waypost::make_aesni_ff1)->DenseRange(7, 11, 2);
BENCHMARK_CAPTURE(decode, aes_instructions, waypost::make_aesni_ff1)->DenseRange(7, 11, 2);
BENCHMARK_CAPTURE(encode, openssl, waypost::make_openssl_ff1)->DenseRange(7, 11, 2);
BENCHMARK_CAPTURE(decode, openssl, waypost::make_openssl_ff1)->DenseRange(7, 11, 2);

}  // namespace

BENCHMARK_MAIN();
