#include "ff1_vectors.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace waypost::test {

namespace {

std::vector<std::uint8_t> from_hex(const std::string& text) {
  std::vector<std::uint8_t> bytes;
  if (text == "-") return bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
  return bytes;
}

numerals from_digits(const std::string& text) {
  numerals string;
  for (const char c : text) string.push_back(static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10));
  return string;
}

}  // namespace

std::vector<ff1_vector> read_ff1_vectors() {
  std::ifstream file(WAYPOST_TEST_DATA "/ff1-vectors.txt");
  std::vector<ff1_vector> vectors;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string key, tweak, plain, cipher;
    ff1_vector vector;
    if (!(words >> key >> vector.radix >> tweak >> plain >> cipher)) throw std::runtime_error(line);
    vector.key = from_hex(key);
    vector.tweak = from_hex(tweak);
    vector.plain = from_digits(plain);
    vector.cipher = from_digits(cipher);
    vectors.push_back(vector);
  }
  return vectors;
}

}  // namespace waypost::test
