#include "redirector/api_listener.hpp"

#include <string>
#include <string_view>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "redirector/listening_socket.hpp"

namespace waypost {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// To one connection too many, as far as it fits into the socket's buffer.
constexpr std::string_view too_many =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nCache-Control: no-store\r\nConnection: close\r\n"
    "Content-Length: 0\r\n\r\n";

constexpr std::chrono::milliseconds pause_without_files{100};

}  // namespace

api_listener::api_listener(asio::io_context& io, api_options options, std::vector<endpoint> calls,
                           authenticator& keys, log_sink& log)
    : io_(io),
      options_(std::move(options)),
      log_(log),
      door_(std::move(calls), keys),
      bodies_(options_.most_body_bytes, options_.body_step),
      desk_{options_, door_, bodies_, log_},
      acceptor_(io, options_.at.protocol(),
                open_listening_socket(options_.at, {.backlog = options_.backlog})),
      address_(acceptor_.local_endpoint()),
      pause_(io),
      all_ended_(io) {}

api_listener::~api_listener() = default;

void api_listener::start() {
  asio::co_spawn(io_, accept(), [this](std::exception_ptr fault) { tell_fault(fault); });
}

void api_listener::tell_fault(std::exception_ptr fault) {
  if (!fault) return;
  try {
    std::rethrow_exception(fault);
  } catch (const std::exception& e) {
    log_.alarm(std::string("the API's listener caught: ") + e.what());
  }
}

asio::awaitable<void> api_listener::accept() {
  while (acceptor_.is_open()) {
    std::exception_ptr fault;
    try {
      co_await accept_one();
    } catch (...) {
      fault = std::current_exception();
    }
    if (!fault) continue;
    // A bug or no memory: one client is worse off, the others are served on.
    tell_fault(fault);
    co_await pause();
  }
}

asio::awaitable<void> api_listener::accept_one() {
  error_code ec;
  auto socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, ec));
  if (ec == asio::error::operation_aborted || ec == asio::error::bad_descriptor) co_return;
  // Out of files, most likely: trying again at once would burn the core.
  if (ec) co_return co_await pause();
  if (sessions_.size() >= options_.most_connections && !make_room()) {
    socket.non_blocking(true, ec);
    socket.send(asio::buffer(too_many.data(), too_many.size()), 0, ec);
    co_return;
  }
  asio::co_spawn(io_, serve(std::move(socket)), [this](std::exception_ptr fault) { tell_fault(fault); });
}

asio::awaitable<void> api_listener::pause() {
  error_code ignored;
  pause_.expires_after(pause_without_files);
  co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

// Ends the connection that has waited longest for a call. False where all have one under way.
bool api_listener::make_room() {
  api_session* longest = nullptr;
  for (auto* session : sessions_)
    if (session->waiting_since() &&
        (longest == nullptr || *session->waiting_since() < *longest->waiting_since()))
      longest = session;
  if (longest != nullptr) longest->abort();
  return longest != nullptr;
}

asio::awaitable<void> api_listener::serve(tcp::socket socket) {
  api_session session(std::move(socket), desk_);
  sessions_.insert(&session);
  co_await session.run();
  sessions_.erase(&session);
  if (sessions_.empty()) all_ended_.cancel();
}

asio::awaitable<void> api_listener::stop(std::chrono::milliseconds longest) {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  for (auto* session : sessions_) session->stop();
  if (sessions_.empty()) co_return;
  all_ended_.expires_after(longest);
  co_await all_ended_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  for (auto* session : sessions_) session->abort();
}

}  // namespace waypost
