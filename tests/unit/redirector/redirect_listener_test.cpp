#include <chrono>
#include <memory>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <time.h>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redirector/process.hpp"
#include "tests/unit/redirector/counting_new.hpp"
#include "tests/unit/redirector/listening_fixture.hpp"
#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace std::chrono_literals;

std::chrono::milliseconds cpu_used() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return std::chrono::milliseconds(t.tv_sec * 1000 + t.tv_nsec / 1'000'000);
}

BOOST_AUTO_TEST_SUITE(redirect_listeners)

BOOST_AUTO_TEST_CASE(click_on_a_new_connection_is_answered_and_the_connection_ends) {
  listening_fixture f;
  auto client = f.connect();
  client.send(get("/" + f.live(), "Connection: close\r\n"));
  const auto all = client.rest();
  BOOST_TEST(status_of(all) == "302");
  BOOST_TEST(all.find("Connection: close\r\n") != all.npos);
  BOOST_TEST(!client.was_reset());
  BOOST_TEST(!client.gave_up());
}

BOOST_AUTO_TEST_CASE(threads_share_one_port) {
  listening_fixture f([](redirect_options& o) { o.threads = 2; });
  for (int i = 0; i < 200; ++i) BOOST_REQUIRE(status_of(f.ask_once(get("/" + f.live()))) == "302");
  BOOST_TEST(f.server->totals().redirects == 200u);
  BOOST_TEST(f.the_ring().published() > 0u);
  BOOST_TEST(f.the_ring().published() < 200u);
}

BOOST_AUTO_TEST_CASE(a_second_listener_on_its_port_is_refused_by_name) {
  listening_fixture f;
  const auto taken = f.server->address();
  redirect_options o;
  o.at = taken;
  std::vector<ring*> rings{&f.the_ring()};
  recording_log log;
  BOOST_CHECK_EXCEPTION(redirect_listener(o, f.codes(), f.links, rings, nullptr, log), std::system_error,
                        [&](const std::system_error& e) {
                          return e.code() == std::errc::address_in_use &&
                                 std::string(e.what()).find(to_text(taken)) != std::string::npos;
                        });
  f.server.reset();
  redirect_listener next(o, f.codes(), f.links, rings, nullptr, log);
  BOOST_TEST(next.address() == taken);
}

BOOST_AUTO_TEST_CASE(kept_connection_answers_again_also_after_its_buffers_were_given_back) {
  listening_fixture f;
  auto client = f.connect();
  for (int i = 0; i < 5; ++i) {
    client.send(get("/" + f.live()));
    BOOST_TEST(status_of(client.answer()) == "302");
    std::this_thread::sleep_for(i < 2 ? 0ms : 150ms);
  }
  BOOST_TEST(f.server->totals().accepted == 1u);
}

BOOST_AUTO_TEST_CASE(kept_connection_allocates_nothing_per_redirect) {
  listening_fixture f([](redirect_options& o) { o.sweep_period = 300ms; });
  const auto request = get("/" + f.live(), "User-Agent: phone\r\n");
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  const auto to = f.server->address();
  BOOST_REQUIRE(::connect(client, to.data(), static_cast<socklen_t>(to.size())) == 0);
  std::array<char, 4096> answer;
  int answers = 0;
  const auto ask = [&] {
    if (::send(client, request.data(), request.size(), 0) > 0 &&
        ::recv(client, answer.data(), answer.size(), 0) > 0)
      ++answers;
  };
  for (int i = 0; i < 50; ++i) ask();
  const auto before = allocations_of_all_threads();
  for (int i = 0; i < 1000; ++i) ask();
  BOOST_TEST(allocations_of_all_threads() == before);
  BOOST_TEST(answers == 1050);
  ::close(client);
}

BOOST_AUTO_TEST_CASE(client_that_reads_late_gets_every_answer) {
  listening_fixture f;
  auto client = f.connect();
  std::thread writer([&] {
    std::string many;
    for (int i = 0; i < 500; ++i) many += get("/" + f.live());
    for (int i = 0; i < 99; ++i) client.send(many);
    for (int i = 0; i < 499; ++i) client.send(get("/" + f.live()));
    client.send(get("/" + f.live(), "Connection: close\r\n"));
  });
  std::this_thread::sleep_for(200ms);
  const auto all = client.rest();
  writer.join();
  BOOST_TEST(count_of(all, "HTTP/1.1 302") == 50'000u);
  BOOST_TEST(!client.was_reset());
}

BOOST_AUTO_TEST_CASE(refusal_reaches_a_client_that_is_still_sending) {
  listening_fixture f;
  for (int round = 0; round < 20; ++round) {
    auto client = f.connect();
    client.send("GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\nHost: wp.example\r\n\r\n");
    BOOST_TEST(status_of(client.rest()) == "431");
    BOOST_TEST(!client.was_reset());
    auto poster = f.connect();
    poster.send("POST / HTTP/1.1\r\nHost: wp.example\r\nContent-Length: 200000\r\n\r\n" +
                std::string(200'000, 'b'));
    BOOST_TEST(status_of(poster.rest()) == "405");
    BOOST_TEST(!poster.was_reset());
  }
}

BOOST_AUTO_TEST_CASE(slow_head_is_closed_however_it_trickles) {
  listening_fixture f([](redirect_options& o) { o.head_time = 300ms; });
  auto client = f.connect();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000 && client.send("G"); ++i) std::this_thread::sleep_for(10ms);
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 5s));
  BOOST_TEST((std::chrono::steady_clock::now() - begin >= 300ms));
}

BOOST_AUTO_TEST_CASE(empty_line_is_no_request_that_was_answered) {
  listening_fixture f([](redirect_options& o) { o.head_time = 300ms; });
  auto client = f.connect();
  client.send("\r\n");
  BOOST_TEST(client.rest().empty());
  BOOST_TEST(!client.gave_up());  // within head_time, not idle_time
}

BOOST_AUTO_TEST_CASE(idle_connection_is_closed_in_the_end) {
  listening_fixture f([](redirect_options& o) { o.idle_time = 300ms; });
  auto client = f.connect();
  client.send(get("/" + f.live()));
  BOOST_TEST(status_of(client.answer()) == "302");
  BOOST_TEST(client.rest().empty());
  BOOST_TEST(!client.gave_up());
  BOOST_TEST(eventually([&] { return f.server->totals().open == 0; }));
}

BOOST_AUTO_TEST_CASE(connections_beyond_the_limit_take_the_place_of_idle_ones) {
  listening_fixture f([](redirect_options& o) { o.most_connections = 4; });
  std::vector<std::unique_ptr<loopback_client>> idle;
  for (int i = 0; i < 20; ++i) {
    idle.push_back(std::make_unique<loopback_client>(f.server->address()));
    idle.back()->send(get("/" + f.live()));
    BOOST_TEST(status_of(idle.back()->answer()) == "302");
    BOOST_TEST(f.server->totals().open <= 4u);
  }
}

BOOST_AUTO_TEST_CASE(oldest_heads_that_do_not_end_make_room_beyond_the_limit) {
  listening_fixture f([](redirect_options& o) {
    o.most_connections = 20;
    o.head_time = o.idle_time = 600s;
  });
  std::vector<std::unique_ptr<loopback_client>> slow;
  const auto begin_head = [&] {
    slow.push_back(std::make_unique<loopback_client>(f.server->address()));
    slow.back()->send("GET /" + f.live() + " HTTP/1.1\r\n");
  };
  for (int i = 0; i < 19; ++i) begin_head();
  BOOST_REQUIRE(eventually([&] { return f.server->totals().open == 19; }));
  std::this_thread::sleep_for(200ms);  // some sweeps, so that the last one is younger
  begin_head();
  BOOST_REQUIRE(eventually([&] { return f.server->totals().accepted == 20; }));
  BOOST_TEST(status_of(f.ask_once(get("/" + f.live()))) == "302");
  slow.back()->send("Host: wp.example\r\n\r\n");
  BOOST_TEST(status_of(slow.back()->answer()) == "302");
}

BOOST_AUTO_TEST_CASE(running_out_of_files_burns_no_core_and_passes) {
  listening_fixture f([](redirect_options& o) { o.head_time = 20s; });
  auto slow = f.connect();
  slow.send("GET /");
  BOOST_REQUIRE(eventually([&] { return f.server->totals().open == 1; }));
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit few = before;
  few.rlim_cur = 200;
  ::setrlimit(RLIMIT_NOFILE, &few);
  std::vector<int> taken;
  for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) taken.push_back(fd);
  ::close(taken.back());
  taken.pop_back();
  {
    auto client = f.connect();
    client.send(get("/" + f.live()));
    const auto cpu = cpu_used();
    BOOST_TEST(eventually([&] { return f.log.contains("no more connections"); }));
    std::this_thread::sleep_for(500ms);
    BOOST_TEST((cpu_used() - cpu < 250ms));
    for (const int fd : taken) ::close(fd);
    ::setrlimit(RLIMIT_NOFILE, &before);
    BOOST_TEST(status_of(client.answer()) == "302");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
