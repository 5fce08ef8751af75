#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/recipients/recipients_upload.hpp"
#include "attribution/recipients/registered_recipients.hpp"
#include "attribution/recipients/short_links.hpp"
#include "tests/live/registry/node.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

// An answer with its body read to the end.
struct whole_answer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
  bool cut = false;

  boost::json::object json() const { return boost::json::parse(body).as_object(); }
  std::vector<boost::json::object> rows() const {
    std::vector<boost::json::object> made;
    for (std::size_t at = 0; at < body.size();) {
      const auto end = body.find('\n', at);
      made.push_back(boost::json::parse(boost::json::string_view(body.data() + at, end - at)).as_object());
      at = end + 1;
    }
    return made;
  }
};

inline boost::asio::awaitable<whole_answer> read_whole(api_handler& handler, api_request request) {
  auto response = co_await handler.handle(std::move(request));
  whole_answer whole{response.status, response.content_type, std::move(response.body), false};
  while (response.stream != nullptr) {
    auto piece = co_await response.stream->next();
    whole.cut = piece.has_error();
    if (whole.cut || piece->empty()) break;
    whole.body += *piece;
  }
  co_return whole;
}

// One server's calls for recipients, on the test's io_context.
class upload_server {
 public:
  upload_server(boost::asio::io_context& io, const std::string& endpoint,
                recipients_upload::options options = {"http://go.example"})
      : io_(io),
        registered(io, endpoint, folder_.path()),
        redis_(io.get_executor(), redis::parse_endpoint(endpoint).value(), {}, registered.log),
        store(redis_),
        upload(std::move(options), registered.known, store, registered.log),
        links(registered.known, store, "http://go.example"),
        lookup(registered.known, store, "http://go.example") {
    boost::asio::co_spawn(io, redis_.run(), [this](std::exception_ptr) { redis_ended_ = true; });
    registered.wait_founded();
    if (!run(redis_.wait_connected(std::chrono::seconds(30)))) throw std::runtime_error("not connected");
  }
  ~upload_server() {
    run_until(io_, [this] { return !upload.merging(); });
    redis_.stop();
    run_until(io_, [this] { return redis_ended_; });
  }

  template <class T>
  T run(boost::asio::awaitable<T> coroutine) {
    return run_task(io_, std::move(coroutine));
  }

  static api_request request(campaign_id id, std::string content_type, std::string body,
                             std::string accept = {}) {
    api_request r;
    r.method = "POST";
    r.path = {to_text(id)};
    r.content_type = std::move(content_type);
    r.body = std::move(body);
    r.accept = std::move(accept);
    r.account = shop;
    return r;
  }

  whole_answer post(campaign_id id, std::string content_type, std::string body, std::string accept = {}) {
    return run(read_whole(upload, request(id, std::move(content_type), std::move(body), std::move(accept))));
  }
  whole_answer get(campaign_id id, std::vector<std::pair<std::string, std::string>> query = {},
                   std::string accept = {}) {
    auto r = request(id, {}, {}, std::move(accept));
    r.query = std::move(query);
    return run(read_whole(links, std::move(r)));
  }

  void make_account(std::uint64_t most_numbers = 0) {
    registered.offer(change::create_account{shop, "shop", most_numbers}).value();
  }
  void make_campaign(campaign_id id, std::vector<std::string> labels) {
    change::create_campaign c;
    c.made.id = id;
    c.made.account = shop;
    c.made.name = "a campaign";
    c.made.time_zone = "UTC";
    for (const auto& label : labels) c.made.links.push_back({label, "https://shop.example/" + label, false});
    registered.offer(c).value();
  }
  redis::connection& redis() noexcept { return redis_; }

  std::shared_ptr<const campaign> find(campaign_id id) { return registered.known.find(shop, id); }

  // Where a short URL leads on this server.
  std::string destination(std::string_view short_url) {
    const auto code = short_url.substr(short_url.rfind('/') + 1);
    const auto number = codec(*registered.known.state().key).decode(code);
    return number ? registered.destination(*number) : std::string();
  }

 private:
  boost::asio::io_context& io_;
  temporary_directory folder_;
  bool redis_ended_ = false;

 public:
  node registered;

 private:
  redis::connection redis_;

 public:
  recipient_store store;
  recipients_upload upload;
  short_links links;
  registered_recipients lookup;
};

// A server with an account and a campaign of three links.
struct one_server {
  redis_process redis;
  boost::asio::io_context io;
  upload_server server{io, redis.endpoint()};
  campaign_id id{0x1234};

  explicit one_server(std::uint64_t most_numbers = 0) {
    server.make_account(most_numbers);
    server.make_campaign(id, {"reviews", "promotions", "shop"});
  }
};

// "u0", "u1", … or from another number on.
inline std::vector<std::string> many(std::uint32_t count, std::uint32_t from = 0) {
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < count; ++i) ids.push_back("u" + std::to_string(from + i));
  return ids;
}

inline std::string ndjson_of(const std::vector<std::string>& ids) {
  std::string body;
  for (const auto& id : ids) body += "{\"recipient\":\"" + id + "\"}\n";
  return body;
}

}  // namespace waypost::test
