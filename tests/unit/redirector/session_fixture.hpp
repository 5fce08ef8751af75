#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redirector/redirect_session.hpp"
#include "tests/unit/redirector/little_house.hpp"

namespace waypost::test {

// A session at a desk in a little house, fed with text.
class session_fixture : public little_house {
 public:
  using next = redirect_session::next;

  explicit session_fixture(miss_limit_options limit = {})
      : reader_(links), misses_(limit), desk{codes(), reader_, the_ring(), misses_, date_, counters} {}

  // What a fresh session answers to `bytes`, all at once; misses are final.
  std::string answer_to(std::string_view bytes) { return answer_in_pieces(bytes, bytes.size()); }

  // The same, where the bytes come in two pieces.
  std::string answer_in_pieces(std::string_view bytes, std::size_t first) {
    redirect_session session(desk, from);
    std::string answers;
    std::string in(bytes.substr(0, first));
    last = go_on(session, in, answers);
    if (last == next::read && first < bytes.size()) {
      in += bytes.substr(first);
      last = go_on(session, in, answers);
    }
    left = in.size();
    return answers;
  }

  // Feeds until the session wants to read, close or wait.
  next go_on(redirect_session& session, std::string& in, std::string& answers, bool may_wait = false,
             bool resume = false) {
    std::vector<char> memory(16384);
    for (;;) {
      answer_buffer out(memory);
      const auto o =
          resume ? session.resume(in, out, now_ms, may_wait) : session.feed(in, out, now_ms, may_wait);
      resume = false;
      in.erase(0, o.consumed);
      answers += out.bytes();
      if (o.what != next::write) return o.what;
    }
  }

 private:
  directory::reader reader_;
  miss_limit misses_;
  date_field date_;

 public:
  redirect_counters counters;
  redirect_desk desk;
  network from{network::family::ipv4, {192, 0, 2}};
  std::int64_t now_ms = noon_ms;
  next last = next::read;  // what the session wanted last
  std::size_t left = 0;    // bytes it had not consumed
};

inline std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: wp.example\r\n" + std::string(fields) + "\r\n";
}

inline std::string status_of(std::string_view answer) {
  return answer.size() < 12 ? std::string() : std::string(answer.substr(9, 3));
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace waypost::test
