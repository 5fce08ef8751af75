#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <exception>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "attribution/codes/ff1_rounds.hpp"

namespace waypost {

namespace {

// The calling thread's context, and which key it was last set up with. A context may be used by one thread at
// a time and OpenSSL gives no way to copy one without allocating, so each thread has one of its own; a
// program has one key, so it is set up once.
class thread_context {
 public:
  ~thread_context() { EVP_CIPHER_CTX_free(context_); }

  void use(const EVP_CIPHER* cipher, const std::uint8_t* key, std::uint64_t key_serial) noexcept {
    if (key_serial == key_serial_) return;
    if (context_ == nullptr) context_ = EVP_CIPHER_CTX_new();
    // Only want of memory can fail here, on a thread's first call.
    if (context_ == nullptr || EVP_EncryptInit_ex(context_, cipher, nullptr, key, nullptr) != 1 ||
        EVP_CIPHER_CTX_set_padding(context_, 0) != 1)
      std::terminate();
    key_serial_ = key_serial;
  }

  aes_block operator()(aes_block plain) const noexcept {
    std::array<std::uint64_t, 2> words{big_endian(plain.high), big_endian(plain.low)};
    std::array<std::uint8_t, 16> bytes;
    std::memcpy(bytes.data(), words.data(), bytes.size());
    int written = 0;
    if (EVP_EncryptUpdate(context_, bytes.data(), &written, bytes.data(), 16) != 1 || written != 16)
      std::terminate();
    std::memcpy(words.data(), bytes.data(), bytes.size());
    return {big_endian(words[0]), big_endian(words[1])};
  }

 private:
  static std::uint64_t big_endian(std::uint64_t word) noexcept {
    return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
  }

  EVP_CIPHER_CTX* context_ = nullptr;
  std::uint64_t key_serial_ = 0;
};

const EVP_CIPHER* cipher_for(std::size_t key_bytes) {
  switch (key_bytes) {
    case 16:
      return EVP_aes_128_ecb();
    case 24:
      return EVP_aes_192_ecb();
    case 32:
      return EVP_aes_256_ecb();
    default:
      throw std::invalid_argument("an AES key has 16, 24 or 32 bytes");
  }
}

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

class ff1_openssl final : public ff1 {
 public:
  explicit ff1_openssl(std::span<const std::uint8_t> key)
      : cipher_(cipher_for(key.size())), key_serial_(next_serial()) {
    std::memcpy(key_.data(), key.data(), key.size());
  }
  ~ff1_openssl() override { OPENSSL_cleanse(key_.data(), key_.size()); }

  ff1_halves encrypt(const ff1_space& in, ff1_halves plain) const noexcept override {
    return ff1_rounds<thread_context>::encrypt(context(), in, plain);
  }
  ff1_halves decrypt(const ff1_space& in, ff1_halves cipher) const noexcept override {
    return ff1_rounds<thread_context>::decrypt(context(), in, cipher);
  }

 private:
  aes_block aes(aes_block plain) const noexcept override { return context()(plain); }

  const thread_context& context() const noexcept {
    static thread_local thread_context of_this_thread;
    of_this_thread.use(cipher_, key_.data(), key_serial_);
    return of_this_thread;
  }

  const EVP_CIPHER* cipher_;
  std::array<std::uint8_t, 32> key_{};
  std::uint64_t key_serial_;  // never reused, unlike an address
};

}  // namespace

std::unique_ptr<const ff1> make_openssl_ff1(std::span<const std::uint8_t> key) {
  return std::make_unique<ff1_openssl>(key);
}

}  // namespace waypost
