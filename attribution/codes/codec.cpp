#include "attribution/codes/codec.hpp"

#include <cassert>
#include <utility>

namespace waypost {

namespace {

constexpr std::uint64_t radix = alphabet.size();
constexpr std::uint8_t no_symbol = 0xff;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_symbol);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}

constexpr std::array<std::uint8_t, 256> symbol_values = make_values();

void write_symbols(std::uint64_t number, char* begin, char* end) noexcept {
  while (end != begin) {
    *--end = alphabet[number % radix];
    number /= radix;
  }
}

// The number that the symbols spell; sets `refused` where one is not of the alphabet.
std::uint64_t read_symbols(std::string_view symbols, bool& refused) noexcept {
  std::uint64_t number = 0;
  for (const char symbol : symbols) {
    const std::uint8_t value = symbol_values[static_cast<unsigned char>(symbol)];
    refused |= value == no_symbol;
    number = number * radix + value;
  }
  return number;
}

}  // namespace

codec::codec(const secret_key& key) : codec(make_ff1(key)) {}

codec::codec(std::unique_ptr<const ff1> cipher) : cipher_(std::move(cipher)) {
  for (unsigned length = shortest_code; length <= longest_code; ++length)
    spaces_[length - shortest_code] = cipher_->space(radix, length);
}

void codec::encode(code_number number, char* out) const noexcept {
  assert(number.length >= shortest_code && number.length <= longest_code);
  assert(number.number < numbers_of_length(number.length));
  const ff1_space& in = space(number.length);
  const ff1_halves halves = cipher_->encrypt(in, {number.number / in.b_values, number.number % in.b_values});
  char* const middle = out + number.length / 2;
  write_symbols(halves.a, out, middle);
  write_symbols(halves.b, middle, out + number.length);
}

std::string codec::encode(code_number number) const {
  std::string code(number.length, '\0');
  encode(number, code.data());
  return code;
}

std::optional<code_number> codec::decode(std::string_view code) const noexcept {
  if (code.size() < shortest_code || code.size() > longest_code) return std::nullopt;
  bool refused = false;
  const std::size_t middle = code.size() / 2;
  const ff1_halves halves{read_symbols({code.data(), middle}, refused),
                          read_symbols({code.data() + middle, code.size() - middle}, refused)};
  if (refused) return std::nullopt;
  const ff1_space& in = space(code.size());
  const ff1_halves plain = cipher_->decrypt(in, halves);
  return code_number{static_cast<std::uint8_t>(code.size()), plain.a * in.b_values + plain.b};
}

}  // namespace waypost
