#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waypost::test {

struct http_response {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  // The value of the field, in any case; empty where it is absent.
  std::string field(std::string_view name) const;
};

using http_fields = std::vector<std::pair<std::string, std::string>>;

// A blocking HTTP/1.1 client on one keep-alive connection, made again when the server closed it: a person's
// iPhone, where the fields given don't say otherwise. Throws std::runtime_error where no answer comes.
class http_client {
 public:
  // "127.0.0.1:40123"
  explicit http_client(std::string address);
  ~http_client();
  http_client(http_client&&) noexcept;

  http_response send(std::string_view method, std::string_view target, http_fields fields = {},
                     std::string body = {});
  http_response get(std::string_view target, http_fields fields = {}) { return send("GET", target, fields); }

  // Sends these bytes on a connection of their own and gives back all that comes until the server closes.
  static std::string exchange(const std::string& address, std::string_view bytes);

 private:
  struct connection;
  std::string address_;
  std::unique_ptr<connection> connection_;
};

}  // namespace waypost::test
