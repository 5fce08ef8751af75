#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <sys/types.h>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

namespace waypost {

// An accepted connection that is read and written at once, and made known to Asio's reactor only when it has
// to wait: a client with one request on a new connection then costs four system calls, accept, recv, send and
// close. One redirect thread; at most one wait at a time.
class redirect_socket {
 public:
  explicit redirect_socket(boost::asio::io_context& io) : registered_(io) {}
  ~redirect_socket() { close(); }
  redirect_socket(const redirect_socket&) = delete;
  redirect_socket& operator=(const redirect_socket&) = delete;

  // Takes over a connected, non-blocking descriptor.
  void take(int descriptor) noexcept { descriptor_ = descriptor; }

  // Like recv and send: -1 and errno on error, EAGAIN where it would have to wait.
  ssize_t read_now(std::span<char> into) noexcept;
  // `last`: nothing follows but the close, so that both can leave in one packet.
  ssize_t send_now(std::string_view bytes, bool last) noexcept;

  // Reads what comes next; `done(error_code, std::size_t)`.
  template <class Done>
  void read(std::span<char> into, Done done) {
    if (!enter_reactor()) return refuse(std::move(done));
    registered_.async_receive(boost::asio::buffer(into.data(), into.size()), std::move(done));
  }

  // Waits until there is something to read, or room to write; `done(error_code)`.
  template <class Done>
  void wait(boost::asio::socket_base::wait_type what, Done done) {
    if (!enter_reactor()) return refuse([done = std::move(done)](auto ec, std::size_t) mutable { done(ec); });
    registered_.async_wait(what, std::move(done));
  }

  // What is waited for ends with operation_aborted.
  void cancel() noexcept;

  // Tells the client that nothing more will be sent.
  void shut_sending() noexcept;

  void close() noexcept;

 private:
  using asio_socket =
      boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

  // False where the system has no room for it.
  bool enter_reactor() noexcept;

  template <class Done>
  void refuse(Done done) {
    boost::asio::post(registered_.get_executor(), [done = std::move(done)]() mutable {
      done(boost::system::error_code(boost::asio::error::no_buffer_space), std::size_t{0});
    });
  }

  int descriptor_ = -1;
  asio_socket registered_;  // owns the descriptor once it is open
};

}  // namespace waypost
