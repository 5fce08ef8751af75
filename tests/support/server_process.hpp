#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// `waypost serve` as a user runs it: started by its binary, on ports that it picks itself, on a data
// directory that outlives its starts. The destructor ends it, and the Redis that a killed server left
// running.
class server_process {
 public:
  struct options {
    std::string redis = "embedded";
    std::vector<std::string> arguments{};  // further ones
    std::filesystem::path data{};          // empty: a temporary one
    unsigned threads = 2;
  };

  // Starts and waits until it is ready.
  explicit server_process(options o);
  ~server_process();
  server_process(const server_process&) = delete;
  server_process& operator=(const server_process&) = delete;

  const std::string& redirect() const noexcept { return redirect_; }  // "127.0.0.1:40123"
  const std::string& api() const noexcept { return api_; }
  const std::filesystem::path& data() const noexcept { return data_; }
  std::string admin_key() const;
  std::string log() const;
  pid_t pid() const noexcept { return child_->pid(); }

  void kill_hard();    // SIGKILL, reaped
  int stop();          // SIGTERM; its exit code
  void start_again();  // on the same ports and data; returns when it is ready
  void freeze();
  void thaw();

  // A call with the admin key, JSON in where there is a body.
  http_response call(std::string_view method, std::string_view target, std::string body = {},
                     std::string content_type = "application/json", std::string accept = {});

 private:
  void wait_until_ready();

  temporary_directory folder_;
  temporary_directory rings_{"/dev/shm"};
  options options_;
  std::filesystem::path data_;
  std::string redirect_ = "127.0.0.1:0";
  std::string api_ = "127.0.0.1:0";
  std::unique_ptr<child_process> child_;
  std::unique_ptr<http_client> client_;
};

}  // namespace waypost::test
