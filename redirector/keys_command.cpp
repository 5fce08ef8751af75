#include "redirector/keys_command.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "attribution/journal/file_lock.hpp"
#include "attribution/registration/key_file.hpp"

namespace waypost {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;

using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

constexpr std::chrono::seconds longest_call{15};

// What ends the command, said to whoever typed it.
struct keys_failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct server_address {
  std::string host;
  std::string port;
};

// A server that was killed leaves its address behind, and whoever listens there now would be sent the admin
// key: the lock alone shows that a server runs.
void refuse_without_server(const std::filesystem::path& data) {
  const auto lock = data / "lock";
  const auto taken =
      std::filesystem::exists(lock) ? file_lock::take(lock) : result<file_lock>(errc::not_found);
  if (taken || taken.error() == errc::not_found) throw keys_failure("no server runs on " + data.string());
  if (taken.error() != errc::locked)
    throw keys_failure("whether a server runs on " + data.string() + " cannot be seen: " + lock.string() +
                       ": " + taken.error().message());
}

server_address read_address(const std::filesystem::path& data) {
  refuse_without_server(data);
  const auto file = data / "listening.json";
  std::ifstream in(file);
  if (!in)
    throw keys_failure("the server on " + data.string() + " is not ready: there is no " + file.string());
  const std::string text(std::istreambuf_iterator<char>(in), {});
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  const auto* object = error ? nullptr : value.if_object();
  const auto* api = object ? object->if_contains("api") : nullptr;
  const std::string where = api && api->is_string() ? std::string(api->get_string().c_str()) : std::string();
  const auto colon = where.rfind(':');
  if (colon == where.npos) throw keys_failure(file.string() + " names no address of the API");
  server_address address{where.substr(0, colon), where.substr(colon + 1)};
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

std::string read_admin_key(const std::filesystem::path& data) {
  const auto file = data / "admin.key";
  const auto key = read_key_file(file);
  if (!key)
    throw keys_failure("the admin key cannot be read from " + file.string() + ": " + key.error().message());
  return key->text();
}

asio::awaitable<response> exchange(server_address where, request call) {
  boost::beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.expires_after(longest_call);
  asio::ip::tcp::resolver resolver(stream.get_executor());
  const auto found = co_await resolver.async_resolve(where.host, where.port, asio::use_awaitable);
  co_await stream.async_connect(found, asio::use_awaitable);
  co_await http::async_write(stream, call, asio::use_awaitable);
  boost::beast::flat_buffer buffer;
  response answer;
  co_await http::async_read(stream, buffer, answer, asio::use_awaitable);
  co_return answer;
}

// The calls of one command to the running server.
class api_client {
 public:
  explicit api_client(const std::filesystem::path& data)
      : data_(data), where_(read_address(data)), key_(read_admin_key(data)) {}

  // The body of a good answer; empty where it has none.
  json::object call(http::verb method, const std::string& target, const std::string& body = {}) {
    request asked(method, target, 11);
    asked.set(http::field::host, where_.host + ':' + where_.port);
    asked.set(http::field::authorization, "Bearer " + key_);
    asked.set(http::field::connection, "close");
    if (!body.empty()) asked.set(http::field::content_type, "application/json");
    asked.body() = body;
    asked.prepare_payload();
    const auto answer = answer_to(std::move(asked));
    boost::system::error_code error;
    const auto value =
        answer.body().empty() ? json::value(json::object()) : json::parse(answer.body(), error);
    if (error || !value.is_object()) throw keys_failure("the server's answer cannot be read");
    if (answer.result_int() >= 300) throw keys_failure(what_went_wrong(answer, value.get_object()));
    return value.get_object();
  }

 private:
  response answer_to(request asked) {
    try {
      asio::io_context io;
      auto answer = asio::co_spawn(io, exchange(where_, std::move(asked)), asio::use_future);
      io.run();
      return answer.get();
    } catch (const boost::system::system_error& failed) {
      throw keys_failure("the server of " + data_.string() + " does not answer at " + where_.host + ':' +
                         where_.port + ": " + failed.code().message());
    }
  }

  std::string what_went_wrong(const response& answer, const json::object& problem) const {
    if (answer.result_int() == 401)
      return "the server refuses " + (data_ / "admin.key").string() + ": the key was revoked or paused";
    std::string text;
    if (const auto* field = problem.if_contains("field"); field && field->is_string())
      text = std::string(field->get_string().c_str()) + ": ";
    const auto* detail = problem.if_contains("detail");
    if (detail && detail->is_string()) return text + detail->get_string().c_str();
    return text + "the server answered " + std::to_string(answer.result_int());
  }

  std::filesystem::path data_;
  server_address where_;
  std::string key_;
};

std::string text_of(const json::object& from, const char* name) { return from.at(name).as_string().c_str(); }

void create(api_client& api, const keys_command_line& asked) {
  json::object body{{"name", asked.name}, {"scopes", json::array(asked.scopes.begin(), asked.scopes.end())}};
  if (!asked.account.empty()) body["account"] = asked.account;
  const auto made = api.call(http::verb::post, "/api/v1/keys", json::serialize(body));
  std::cout << text_of(made, "key") << '\n';
}

void print(const json::object& key) {
  std::string scopes;
  for (const auto& each : key.at("scopes").as_array())
    scopes += (scopes.empty() ? "" : ",") + std::string(each.as_string().c_str());
  const char* state = key.at("revoked").as_bool()  ? "revoked"
                      : key.at("paused").as_bool() ? "paused"
                                                   : "in use";
  std::cout << text_of(key, "id") << '\t' << text_of(key, "account") << '\t' << scopes << '\t' << state
            << '\t' << text_of(key, "name") << '\n';
}

void list(api_client& api) {
  for (std::string after;;) {
    const auto page = api.call(http::verb::get, "/api/v1/keys?limit=1000" + after);
    if (after.empty()) std::cout << "id\taccount\tscopes\tstate\tname\n";
    for (const auto& key : page.at("items").as_array()) print(key.as_object());
    if (page.at("next").is_null()) return;
    after = "&after=" + text_of(page, "next");
  }
}

void revoke(api_client& api, std::string id) {
  // A whole key is taken too, or its beginning.
  if (id.starts_with("wp_")) id = id.substr(3, 16);
  if (!parse_id<key_id>(id)) throw keys_failure("this is no key's id: " + id);
  api.call(http::verb::delete_, "/api/v1/keys/" + id);
  std::cout << "revoked " << id << '\n';
}

}  // namespace

int run_keys_command(const keys_command_line& asked) {
  try {
    api_client api(asked.data);
    if (asked.verb == "create") create(api, asked);
    if (asked.verb == "list") list(api);
    if (asked.verb == "revoke") revoke(api, asked.id);
    return 0;
  } catch (const keys_failure& failed) {
    std::cerr << "waypost keys: " << failed.what() << '\n';
  } catch (const boost::system::system_error& unexpected) {
    std::cerr << "waypost keys: the server's answer is not understood: " << unexpected.what() << '\n';
  } catch (const std::out_of_range& missing) {
    std::cerr << "waypost keys: the server's answer lacks a member: " << missing.what() << '\n';
  }
  return 1;
}

}  // namespace waypost
