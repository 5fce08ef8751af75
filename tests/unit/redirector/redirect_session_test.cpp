#include "redirector/redirect_session.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using next = redirect_session::next;

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(redirect_is_spelled_out) {
  session_fixture f;
  BOOST_TEST(f.answer_to(get("/" + f.code(3, 1))) ==
             "HTTP/1.1 302 Found\r\n"
             "Location: https://shop.example/offers\r\n"
             "Cache-Control: private, no-store\r\n"
             "X-Robots-Tag: noindex, nofollow\r\n"
             "Content-Length: 0\r\n"
             "Date: Tue, 14 Nov 2023 22:13:20 GMT\r\n"
             "\r\n");
}

BOOST_AUTO_TEST_CASE(head_gets_the_same_head) {
  session_fixture f;
  for (const auto* path : {"/", "/robots.txt", "/favicon.ico", "/nothing.here"}) {
    const auto got = f.answer_to(get(path));
    const auto end = got.find("\r\n\r\n") + 4;
    BOOST_TEST(f.answer_to("HEAD" + get(path).substr(3)) == got.substr(0, end));
  }
}

BOOST_AUTO_TEST_CASE(lengths_are_those_of_the_bodies) {
  session_fixture f;
  for (const auto* path : {"/", "/robots.txt", "/nothing.here"}) {
    const auto got = f.answer_to(get(path));
    const auto body = got.substr(got.find("\r\n\r\n") + 4);
    BOOST_TEST(got.find("Content-Length: " + std::to_string(body.size()) + "\r\n") != got.npos, got);
  }
}

BOOST_AUTO_TEST_CASE(click_is_counted_for_the_number_of_its_code) {
  session_fixture f;
  f.answer_to(get("/" + f.code(7, 1), "User-Agent: phone\r\n"));
  const auto c = f.next_click();
  BOOST_REQUIRE(c.has_value());
  BOOST_TEST(c->time_ms == noon_ms);
  BOOST_TEST((c->code == code_number{9, 15}));
  BOOST_TEST((c->answered == answer::redirect));
  BOOST_TEST((c->client.from == f.from));
  BOOST_TEST(c->client.user_agent == "phone");
  BOOST_TEST(!c->client.head);
  BOOST_TEST(!c->client.prefetch);
  BOOST_TEST(!f.next_click().has_value());
}

BOOST_AUTO_TEST_CASE(click_names_head_and_prefetch) {
  session_fixture f;
  f.answer_to("HEAD" + get("/" + f.live()).substr(3));
  BOOST_TEST(f.next_click()->client.head);
  for (const auto* field : {"Sec-Purpose: prefetch", "sec-purpose: prefetch;prerender", "Purpose: Prefetch",
                            "Purpose: preview", "X-Purpose: preview", "X-Moz: prefetch"}) {
    f.answer_to(get("/" + f.live(), std::string(field) + "\r\n"));
    BOOST_TEST(f.next_click()->client.prefetch, field);
  }
  f.answer_to(get("/" + f.live(), "X-Other: prefetch\r\n"));
  BOOST_TEST(!f.next_click()->client.prefetch);
}

BOOST_AUTO_TEST_CASE(user_agent_is_cut_at_256_bytes) {
  session_fixture f;
  f.answer_to(get("/" + f.live(), "User-Agent: " + std::string(300, 'u') + "\r\n"));
  BOOST_TEST(f.next_click()->client.user_agent == std::string(256, 'u'));
}

BOOST_AUTO_TEST_CASE(full_ring_still_leads_on) {
  session_fixture f;
  std::string fields = "User-Agent: " + std::string(256, 'u') + "\r\n";
  for (int i = 0; i < 10'000; ++i)
    BOOST_REQUIRE(status_of(f.answer_to(get("/" + f.live(), fields))) == "302");
  BOOST_TEST(f.the_ring().dropped() > 0u);
  BOOST_TEST(f.counters.redirects.value() == 10'000u);
}

BOOST_AUTO_TEST_CASE(path_is_read_as_messengers_write_it) {
  session_fixture f;
  const auto code = "/" + f.live();
  for (const auto* tail : {"", "?", "?utm=1", "/", ".", ",", ";", ":", "!", ")", "'", "\"", "%2E", "%2C",
                           "%3F", "%22", "%29", "/?a=b", "%3a"})
    BOOST_TEST(status_of(f.answer_to(get(code + tail))) == "302", tail);
  for (const auto* tail : {"//", "..", "x", "%zz", "%2", "%00", "-", "%20", "/x"})
    BOOST_TEST(status_of(f.answer_to(get(code + tail))) == "404", tail);
  std::string encoded = "/";
  for (const char c : f.live()) {
    const char* digits = "0123456789ABCDEF";
    encoded += {'%', digits[c / 16], digits[c % 16]};
  }
  BOOST_TEST(status_of(f.answer_to(get(encoded))) == "302");
}

BOOST_AUTO_TEST_CASE(alias_leads_on_and_counts_for_its_code) {
  session_fixture f;
  for (const auto* path : {"/spring-sale_24", "/spring-sale_24.", "/spring%2Dsale%5F24", "/spring-sale_24?x"})
    BOOST_TEST(status_of(f.answer_to(get(path))) == "302", path);
  BOOST_TEST((f.next_click()->code == code_number{9, 1}));
  BOOST_TEST(status_of(f.answer_to(get("/Spring-sale_24"))) == "404");
}

BOOST_AUTO_TEST_CASE(unknown_paused_and_expired_look_the_same) {
  session_fixture f;
  const auto unknown = f.answer_to(get("/" + f.unknown()));
  BOOST_TEST(status_of(unknown) == "404");
  BOOST_TEST(unknown.find("Cache-Control: no-store\r\n") != unknown.npos);
  BOOST_TEST(f.answer_to(get("/" + f.paused())) == unknown);
  BOOST_TEST(f.answer_to(get("/" + f.paused_link())) == unknown);
  BOOST_TEST(f.answer_to(get("/" + f.expired())) == unknown);
  BOOST_TEST(f.answer_to(get("/" + std::string(3000, 'a'))) == unknown);
  BOOST_TEST(f.answer_to(get("/" + std::string(66, 'a'))) == unknown);
  BOOST_TEST(!f.next_click().has_value());
}

BOOST_AUTO_TEST_CASE(campaign_expires_at_the_moment_it_says) {
  session_fixture f;
  f.now_ms = noon_ms - 1;
  BOOST_TEST(status_of(f.answer_to(get("/" + f.expired()))) == "302");
  f.now_ms = noon_ms;
  BOOST_TEST(status_of(f.answer_to(get("/" + f.expired()))) == "404");
}

BOOST_AUTO_TEST_CASE(fallback_is_answered_and_named_in_the_click) {
  session_fixture f;
  const auto answer = f.answer_to(get("/" + f.with_fallback()));
  BOOST_TEST(answer.find("Location: https://shop.example/over\r\n") != answer.npos);
  BOOST_TEST((f.next_click()->answered == waypost::answer::fallback));
  BOOST_TEST(f.counters.fallbacks.value() == 1u);
  BOOST_TEST(f.counters.redirects.value() == 0u);
}

BOOST_AUTO_TEST_CASE(target_that_could_not_be_prepared_is_unknown) {
  session_fixture f;
  f.add(9, 8192, {"https://shop.example/\r\nSet-Cookie: a=b"});
  BOOST_TEST(status_of(f.answer_to(get("/" + f.codes().encode(code_number{9, 8192})))) == "404");
}

BOOST_AUTO_TEST_CASE(keep_alive_follows_the_version) {
  session_fixture f;
  const auto path = "/" + f.live();
  const auto one_0 = "GET " + path + " HTTP/1.0\r\n";
  const auto ask = [&](const std::string& bytes) {
    const auto answer = f.answer_to(bytes);
    const auto says = [&](std::string_view what) { return answer.find(what) != answer.npos; };
    return std::string(says("Connection: close\r\n")        ? "close"
                       : says("Connection: keep-alive\r\n") ? "stay"
                                                            : "") +
           (f.last == next::read ? " open" : " closed");
  };
  BOOST_TEST(ask(get(path)) == " open");
  BOOST_TEST(ask(get(path, "Connection: keep-alive\r\n")) == " open");
  BOOST_TEST(ask(get(path, "Connection: close\r\n")) == "close closed");
  BOOST_TEST(ask(get(path, "Connection: foo, Close\r\n")) == "close closed");
  BOOST_TEST(ask(one_0 + "\r\n") == "close closed");
  BOOST_TEST(ask(one_0 + "Connection: Keep-Alive\r\n\r\n") == "stay open");
  BOOST_TEST(ask(one_0 + "Connection: keep-alive, close\r\n\r\n") == "close closed");
  f.desk.draining = true;
  BOOST_TEST(ask(get(path)) == "close closed");
}

BOOST_AUTO_TEST_CASE(pipelined_requests_are_answered_together_and_in_order) {
  session_fixture f;
  std::string bytes;
  for (std::uint32_t i = 0; i < 40; ++i) bytes += get("/" + f.code(i, i % 2));
  std::vector<char> memory(65536);
  answer_buffer out(memory);
  redirect_session session(f.desk, f.from);
  const auto o = session.feed(bytes, out, noon_ms, false);
  BOOST_TEST((o.what == next::read));
  BOOST_TEST(o.consumed == bytes.size());
  BOOST_TEST(count_of(out.bytes(), "HTTP/1.1 302") == 40u);
  for (std::uint32_t i = 0; i < 40; ++i) BOOST_TEST(f.next_click()->code.number == i * 2 + i % 2);
}

BOOST_AUTO_TEST_CASE(output_is_bounded_and_nothing_is_lost) {
  session_fixture f;
  std::string bytes;
  for (int i = 0; i < 40; ++i) bytes += get("/" + f.live());
  std::vector<char> memory(answer_buffer::longest_answer + 600);
  redirect_session session(f.desk, f.from);
  std::size_t answers = 0;
  for (;;) {
    answer_buffer out(memory);
    const auto o = session.feed(bytes, out, noon_ms, false);
    answers += count_of(out.bytes(), "HTTP/1.1 302");
    bytes.erase(0, o.consumed);
    if (o.what != next::write) break;
  }
  BOOST_TEST(answers == 40u);
  BOOST_TEST(bytes.empty());
}

BOOST_AUTO_TEST_CASE(longest_destination_fits) {
  session_fixture f;
  const std::string url = "https://shop.example/" + std::string(2048 - 21, 'a');
  f.add(9, 8192, {url});
  const auto answer = f.answer_to(get("/" + f.codes().encode(code_number{9, 8192}), "Connection: close\r\n"));
  BOOST_TEST(answer.find("Location: " + url + "\r\n") != answer.npos);
  BOOST_TEST(answer.size() <= answer_buffer::longest_answer);
  BOOST_TEST(prepare_answer(url + "a").empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_answered_after_a_close) {
  session_fixture f;
  const auto answers = f.answer_to(get("/" + f.live(), "Connection: close\r\n") + get("/" + f.live()));
  BOOST_TEST(count_of(answers, "HTTP/1.1 ") == 1u);
  BOOST_TEST(f.left == get("/" + f.live()).size());
}

BOOST_AUTO_TEST_CASE(miss_waits_for_one_catch_up_and_finds_what_came) {
  session_fixture f;
  redirect_session session(f.desk, f.from);
  const auto late = f.codes().encode(code_number{9, 8192});
  std::string in = get("/" + f.live()) + get("/" + late) + get("/" + f.live());
  std::string answers;
  BOOST_TEST((f.go_on(session, in, answers, true) == next::catch_up));
  BOOST_TEST(count_of(answers, "HTTP/1.1 302") == 1u);
  f.add(9, 8192, {"https://shop.example/late"});
  BOOST_TEST((f.go_on(session, in, answers, true, true) == next::read));
  BOOST_TEST(count_of(answers, "HTTP/1.1 302") == 3u);
  BOOST_TEST(count_of(answers, "Location: https://shop.example/late\r\n") == 1u);
  BOOST_TEST(in.empty());
}

BOOST_AUTO_TEST_CASE(ended_code_waits_as_long_as_an_unknown_one) {
  session_fixture f;
  for (const auto& code : {f.paused(), f.paused_link(), f.expired()}) {
    redirect_session session(f.desk, f.from);
    std::string in = get("/" + code);
    std::string answers;
    BOOST_TEST((f.go_on(session, in, answers, true) == next::catch_up));
    BOOST_TEST(answers.empty());
    BOOST_TEST((f.go_on(session, in, answers, true, true) == next::close));
    BOOST_TEST(status_of(answers) == "404");
  }
  redirect_session session(f.desk, f.from);
  std::string in = get("/" + f.with_fallback());
  std::string answers;
  BOOST_TEST((f.go_on(session, in, answers, true) == next::read));
  BOOST_TEST(status_of(answers) == "302");
}

BOOST_AUTO_TEST_CASE(miss_is_final_after_a_catch_up_in_vain) {
  session_fixture f;
  redirect_session session(f.desk, f.from);
  std::string in = get("/" + f.unknown()), answers;
  BOOST_TEST((f.go_on(session, in, answers, true) == next::catch_up));
  BOOST_TEST((f.go_on(session, in, answers, true, true) == next::close));
  BOOST_TEST(status_of(answers) == "404");
}

BOOST_AUTO_TEST_CASE(what_can_be_no_link_does_not_wait) {
  session_fixture f;
  for (const auto* path : {"/a.php", "/x/y", "/%00", "/$"}) {
    redirect_session session(f.desk, f.from);
    std::string in = get(path), answers;
    BOOST_TEST((f.go_on(session, in, answers, true) == next::close), path);
  }
}

BOOST_AUTO_TEST_CASE(over_the_limit_misses_are_refused_and_hits_are_not) {
  session_fixture f({.per_second = 1, .burst = 3});
  for (int i = 0; i < 3; ++i) BOOST_TEST(status_of(f.answer_to(get("/" + f.unknown()))) == "404");
  BOOST_TEST(status_of(f.answer_to(get("/" + f.unknown()))) == "429");
  BOOST_TEST(status_of(f.answer_to(get("/" + f.expired()))) == "429");
  BOOST_TEST(status_of(f.answer_to(get("/" + f.live()))) == "302");
  BOOST_TEST(status_of(f.answer_to(get("/" + f.with_fallback()))) == "302");
  for (const auto* path : {"/", "/robots.txt"}) BOOST_TEST(status_of(f.answer_to(get(path))) == "200");
  BOOST_TEST(status_of(f.answer_to(get("/favicon.ico"))) == "204");
  f.from.prefix[2] = 3;
  BOOST_TEST(status_of(f.answer_to(get("/" + f.unknown()))) == "404");
}

BOOST_AUTO_TEST_CASE(network_over_its_limit_never_waits) {
  session_fixture f({.per_second = 1, .burst = 1});
  redirect_session session(f.desk, f.from);
  std::string in = get("/" + f.unknown()), answers;
  BOOST_TEST((f.go_on(session, in, answers, true) == next::catch_up));
  redirect_session second(f.desk, f.from);
  BOOST_TEST((f.go_on(second, in, answers, true) == next::close));
  BOOST_TEST(status_of(answers) == "429");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
