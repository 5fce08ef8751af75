#include "tests/support/server_process.hpp"

#include <fstream>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "tests/support/eventually.hpp"

namespace waypost::test {

namespace {

constexpr std::chrono::seconds patience{120};

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// Ends the embedded Redis by the process id it left in the data directory.
void end_embedded_redis(const std::filesystem::path& data) {
  std::ifstream file(data / "redis" / "pid");
  pid_t pid = 0;
  if (!(file >> pid) || pid <= 1) return;
  ::kill(pid, SIGKILL);
  eventually([&] { return ::kill(pid, 0) != 0; }, std::chrono::seconds(10));
}

}  // namespace

server_process::server_process(options o) : options_(std::move(o)) {
  data_ = options_.data.empty() ? folder_.path() / "data" : options_.data;
  start_again();
}

server_process::~server_process() {
  if (child_) kill_hard();
  if (options_.redis == "embedded") end_embedded_redis(data_);
}

std::string server_process::admin_key() const {
  auto key = text_of(data_ / "admin.key");
  while (!key.empty() && key.back() == '\n') key.pop_back();
  return key;
}

std::string server_process::log() const { return text_of(folder_.path() / "server.log"); }

void server_process::kill_hard() {
  child_->send(SIGKILL);
  child_->wait();
  client_.reset();
}

int server_process::stop() {
  child_->send(SIGTERM);
  client_.reset();
  const auto code = child_->wait_for(patience);
  if (!code) throw std::runtime_error("the server did not end:\n" + log());
  return *code;
}

void server_process::freeze() { child_->send(SIGSTOP); }
void server_process::thaw() { child_->send(SIGCONT); }

void server_process::start_again() {
  child_.reset();
  std::filesystem::remove(data_ / "listening.json");
  std::vector<std::string> arguments{WAYPOST_BINARY,
                                     "serve",
                                     "--data",
                                     data_.string(),
                                     "--redirect",
                                     redirect_,
                                     "--api",
                                     api_,
                                     "--redis",
                                     options_.redis,
                                     "--threads",
                                     std::to_string(options_.threads),
                                     "--ring-dir",
                                     rings_.path().string(),
                                     "--ring-megabytes",
                                     "16",
                                     "--misses-per-minute",
                                     "0"};
  arguments.insert(arguments.end(), options_.arguments.begin(), options_.arguments.end());
  child_ = std::make_unique<child_process>(std::move(arguments), folder_.path() / "server.log");
  wait_until_ready();
}

void server_process::wait_until_ready() {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!std::filesystem::exists(data_ / "listening.json")) {
    if (!child_->running()) throw std::runtime_error("the server did not start:\n" + log());
    if (std::chrono::steady_clock::now() > end)
      throw std::runtime_error("the server is not ready:\n" + log());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const auto addresses = boost::json::parse(text_of(data_ / "listening.json"));
  redirect_ = addresses.at("redirect").as_string().c_str();
  api_ = addresses.at("api").as_string().c_str();
}

http_response server_process::call(std::string_view method, std::string_view target, std::string body,
                                   std::string content_type, std::string accept) {
  if (!client_) client_ = std::make_unique<http_client>(api_);
  http_fields fields{{"Authorization", "Bearer " + admin_key()}};
  if (!body.empty()) fields.emplace_back("Content-Type", std::move(content_type));
  if (!accept.empty()) fields.emplace_back("Accept", std::move(accept));
  return client_->send(method, target, std::move(fields), std::move(body));
}

}  // namespace waypost::test
