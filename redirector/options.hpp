#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace waypost {

// "HOST:PORT" of a listener; port 0 picks a free one.
struct listen_address {
  std::string host;
  std::uint16_t port = 0;
};

// How `waypost serve` runs. Each has a flag, an environment variable and a key in the TOML file: see
// settings.cpp, which names them all.
struct serve_options {
  std::filesystem::path data = "./data";
  listen_address redirect{"127.0.0.1", 8080};
  listen_address api{"127.0.0.1", 8081};
  std::string base_url;                       // empty: made from the redirect address
  std::string redis = "embedded";             // or redis://[USER:PASSWORD@]HOST:PORT, or unix:PATH
  unsigned threads = 0;                       // redirect threads; 0 = one per core
  std::uint8_t code_length = 9;               // of new blocks
  std::filesystem::path memory = "/dev/shm";  // on tmpfs: rings lie in a folder of their own below it
  std::uint64_t ring_megabytes = 64;          // of each redirect thread's ring
  unsigned misses_per_minute = 600;           // per network and redirect thread; 0 = no limit
  std::filesystem::path countries;            // a database of countries; empty: clicks have none
  std::uint64_t upload_megabytes = 256;       // the largest body of an upload
  bool refill_registry = false;  // the operator's word that an empty registry may be refilled from here
  std::string log_level = "info";
};

// What was asked for on the command line.
struct serve_command {
  serve_options options;
};
struct check_command {
  std::filesystem::path file;
};
struct keys_command_line {
  std::filesystem::path data = "./data";
  std::string verb;  // create, list, revoke
  std::string id;    // of the key to revoke
  std::string account;
  std::string name;
  std::vector<std::string> scopes;
};
struct export_command_line {
  std::filesystem::path data = "./data";
  std::string campaign;
  std::string format = "ndjson";        // or csv
  std::optional<std::int64_t> from_ms;  // since 1970
  std::optional<std::int64_t> to_ms;    // since 1970
  std::string redis = "embedded";       // none, or another, as for the server
};
struct exit_now {
  int code = 0;  // help was printed, or what was wrong
};

using command_line =
    std::variant<serve_command, check_command, keys_command_line, export_command_line, exit_now>;

// Reads flags, then WAYPOST_… variables, then the file that --config names; the first that says something
// wins. Prints help or what is wrong itself.
command_line read_command_line(int argc, const char* const* argv);

// What is wrong in a configuration file.
struct options_error {
  std::string where;  // "waypost.toml:12"
  std::string what;
};

// Sets in `into` what `file` says. Refuses unknown keys and wrong values with their line.
std::optional<options_error> read_options_file(const std::filesystem::path& file, serve_options& into);

}  // namespace waypost
