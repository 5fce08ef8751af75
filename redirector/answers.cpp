#include "redirector/answers.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace waypost {
namespace {

constexpr std::size_t longest_url = 2048;

struct parts {
  std::string_view head;
  std::string_view body;
};

// Content-Length is spelled out; a test compares it with the bodies.
parts parts_of(fixed_answer which) noexcept {
  switch (which) {
    case fixed_answer::front_page:
      return {
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: public, "
          "max-age=3600\r\n"
          "X-Content-Type-Options: nosniff\r\nContent-Length: 29\r\n",
          "Short links are served here.\n"};
    case fixed_answer::robots:
      return {
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: public, "
          "max-age=3600\r\n"
          "X-Content-Type-Options: nosniff\r\nContent-Length: 26\r\n",
          "User-agent: *\nDisallow: /\n"};
    case fixed_answer::no_icon:
      return {"HTTP/1.1 204 No Content\r\nCache-Control: public, max-age=86400\r\n", ""};
    case fixed_answer::not_found:
      return {
          "HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
          "X-Content-Type-Options: nosniff\r\nX-Robots-Tag: noindex, nofollow\r\nContent-Length: 110\r\n",
          "<!doctype html><html lang=\"en\"><title>Not found</title>"
          "<p>This link does not exist or is no longer valid.</p>\n"};
    case fixed_answer::malformed:
      return {"HTTP/1.1 400 Bad Request\r\nCache-Control: no-store\r\nContent-Length: 0\r\n", ""};
    case fixed_answer::wrong_method:
      return {
          "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nCache-Control: no-store\r\n"
          "Content-Length: 0\r\n",
          ""};
    case fixed_answer::too_large:
      return {
          "HTTP/1.1 431 Request Header Fields Too Large\r\nCache-Control: no-store\r\nContent-Length: 0\r\n",
          ""};
    case fixed_answer::too_many:
      return {
          "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nCache-Control: no-store\r\n"
          "Content-Length: 0\r\n",
          ""};
  }
  return {};
}

void put_two_digits(char* to, unsigned value) noexcept {
  to[0] = static_cast<char>('0' + value / 10 % 10);
  to[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::string prepare_answer(std::string_view url) {
  const auto visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (url.empty() || url.size() > longest_url || !std::all_of(url.begin(), url.end(), visible)) return {};
  std::string answer = "HTTP/1.1 302 Found\r\nLocation: ";
  answer += url;
  answer +=
      "\r\nCache-Control: private, no-store\r\nX-Robots-Tag: noindex, nofollow\r\n"
      "Content-Length: 0\r\n";
  return answer;
}

std::string_view date_field::at(std::int64_t time_ms) noexcept {
  using namespace std::chrono;
  const auto now = floor<seconds>(sys_time<milliseconds>(milliseconds(time_ms)));
  if (now.time_since_epoch().count() == second_) return {text_.data(), size};
  second_ = now.time_since_epoch().count();
  const auto today = floor<days>(now);
  const year_month_day date(today);
  const hh_mm_ss clock(now - today);
  std::memcpy(text_.data(), "Date: ", 6);
  std::memcpy(text_.data() + 6, &"SunMonTueWedThuFriSat"[3 * weekday(today).c_encoding()], 3);
  std::memcpy(text_.data() + 9, ", ", 2);
  put_two_digits(text_.data() + 11, unsigned(date.day()));
  text_[13] = ' ';
  std::memcpy(text_.data() + 14, &"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * (unsigned(date.month()) - 1)],
              3);
  text_[17] = ' ';
  const auto year = static_cast<unsigned>(int(date.year()));
  put_two_digits(text_.data() + 18, year / 100);
  put_two_digits(text_.data() + 20, year % 100);
  text_[22] = ' ';
  put_two_digits(text_.data() + 23, static_cast<unsigned>(clock.hours().count()));
  text_[25] = ':';
  put_two_digits(text_.data() + 26, static_cast<unsigned>(clock.minutes().count()));
  text_[28] = ':';
  put_two_digits(text_.data() + 29, static_cast<unsigned>(clock.seconds().count()));
  std::memcpy(text_.data() + 31, " GMT\r\n", 6);
  return {text_.data(), size};
}

void answer_buffer::redirect(std::string_view prepared, std::string_view date,
                             connection_field connection) noexcept {
  add(prepared);
  add(date);
  add(connection);
  add("\r\n");
}

void answer_buffer::fixed(fixed_answer which, std::string_view date, connection_field connection,
                          bool head_only) noexcept {
  const auto answer = parts_of(which);
  add(answer.head);
  add(date);
  add(connection);
  add("\r\n");
  if (!head_only) add(answer.body);
}

void answer_buffer::add(std::string_view text) noexcept {
  std::memcpy(memory_.data() + used_, text.data(), text.size());
  used_ += text.size();
}

void answer_buffer::add(connection_field connection) noexcept {
  if (connection == connection_field::close) add("Connection: close\r\n");
  if (connection == connection_field::keep_alive) add("Connection: keep-alive\r\n");
}

}  // namespace waypost
