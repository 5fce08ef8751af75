#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "redirector/options.hpp"

namespace waypost {

// Lets this process open as many files as its hard limit allows, and makes a write to a closed socket an
// error instead of a signal. Call it before the first thread.
void prepare_process();

// The address to bind: HOST is a name or an address. Throws std::runtime_error where HOST leads nowhere.
boost::asio::ip::tcp::endpoint resolve(const listen_address& where);

// "127.0.0.1:40123", an IPv6 address in brackets.
std::string to_text(const boost::asio::ip::tcp::endpoint& where);

// DIR/listening.json: the addresses that a server really listens on, there as long as it is ready.
class listening_file {
 public:
  explicit listening_file(const std::filesystem::path& folder) : path_(folder / "listening.json") {
    remove();
  }
  ~listening_file() { remove(); }
  listening_file(const listening_file&) = delete;
  listening_file& operator=(const listening_file&) = delete;

  // Appears as a whole. Throws std::runtime_error where it cannot be written.
  void write(const boost::asio::ip::tcp::endpoint& redirect, const boost::asio::ip::tcp::endpoint& api);

 private:
  void remove() noexcept;

  std::filesystem::path path_;
};

}  // namespace waypost
