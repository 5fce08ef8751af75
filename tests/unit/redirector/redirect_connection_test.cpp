#include "redirector/redirect_connection.hpp"

#include <array>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

// One connection over a socket with hardly any buffer, and a clock that the test turns.
class connection_fixture : public session_fixture, private connection_owner {
 private:
  boost::asio::io_context& io() noexcept override { return io_; }
  redirect_desk& desk() noexcept override { return session_fixture::desk; }
  buffer_pool& buffers() noexcept override { return buffers_; }
  std::uint32_t sweeps() const noexcept override { return sweeps_; }
  bool may_wait() const noexcept override { return false; }
  void wait_for_catch_up(redirect_connection&) override {}
  void ended(redirect_connection&) override { has_ended = true; }

  boost::asio::io_context io_{1};
  buffer_pool buffers_;
  std::uint32_t sweeps_ = 0;
  int client_ = -1;
  int server_ = -1;

 public:
  connection_fixture() : of(static_cast<connection_owner&>(*this)) {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const int little = 1;
    ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
    client_ = ends[1];
    server_ = ends[0];
  }
  ~connection_fixture() { ::close(client_); }

  void begin_with(std::string_view bytes) {
    BOOST_REQUIRE(::send(client_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    of.start(server_, from, 0);
    io_.poll();
  }

  std::string more_requests_than_one_buffer_answers() const {
    std::string many;
    for (int i = 0; i < 120; ++i) many += get("/" + live());
    return many;
  }

  // What the client can read now; the server goes on then.
  std::size_t read() {
    std::array<char, 65536> into;
    std::size_t all = 0;
    for (ssize_t bytes = 0; (bytes = ::recv(client_, into.data(), into.size(), 0)) > 0;)
      all += static_cast<std::size_t>(bytes);
    io_.restart();
    io_.poll();
    return all;
  }

  void pass_sweep(const phase_limits& limits = {10, 10, 10, 10}) {
    ++sweeps_;
    of.look_after(limits);
    io_.restart();
    io_.poll();
  }

  redirect_connection of;
  bool has_ended = false;
};

BOOST_AUTO_TEST_SUITE(redirect_connections)

BOOST_AUTO_TEST_CASE(part_taken_of_the_answers_buys_no_time) {
  connection_fixture f;
  const auto many = f.more_requests_than_one_buffer_answers();
  f.begin_with(many);
  BOOST_TEST(f.of.age() == 0u);
  for (std::uint32_t sweep = 1; sweep <= 2; ++sweep) {
    f.pass_sweep();
    BOOST_TEST(f.read() > 0u);
    BOOST_TEST(f.of.age() == sweep);
  }
  BOOST_TEST(!f.has_ended);
  f.pass_sweep({10, 10, 2, 10});
  BOOST_TEST(f.has_ended);
}

BOOST_AUTO_TEST_CASE(time_begins_anew_when_all_answers_are_taken) {
  connection_fixture f;
  const auto many = f.more_requests_than_one_buffer_answers();
  f.begin_with(many + "G");
  f.pass_sweep();
  while (f.read() > 0) continue;
  BOOST_TEST(f.of.age() == 0u);
  BOOST_TEST(!f.of.idle());
  BOOST_TEST(f.of.can_end());
  f.of.end();
  f.read();
  BOOST_TEST(f.has_ended);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
