#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <waypost/click.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/journal/ring.hpp"
#include "redirector/answers.hpp"
#include "redirector/miss_limit.hpp"
#include "redirector/redirect_counters.hpp"
#include "redirector/request_head.hpp"

namespace waypost {

// What the sessions of one redirect thread share.
struct redirect_desk {
  const codec& codes;
  directory::reader& links;
  ring& clicks;
  miss_limit& misses;
  date_field& date;
  redirect_counters& counters;
  bool draining = false;  // every answer closes from now on
};

// One client's connection as a machine from bytes to bytes: no socket, no clock, no allocation. Lives inside
// whatever moves the bytes, on the thread of its desk.
class redirect_session {
 public:
  enum class next {
    read,      // send what there is to send, read more
    write,     // send, then feed again: answers are left that did not fit
    catch_up,  // send; let the directory catch up; then resume()
    close,     // send, close: the client was to be answered no further
    discard,   // send, but more may be coming in: read and discard before the close, or it could destroy the
               // answer
  };

  struct outcome {
    next what = next::read;
    std::size_t consumed = 0;  // bytes of the input that are done with
  };

  // `from`: where the client is, cut to its network.
  redirect_session(redirect_desk& desk, const network& from) noexcept : desk_(desk), from_(from) {}

  // Answers all whole requests in `in`, which holds what was not consumed before and what came since, at
  // least longest_head bytes of it before it can be too large. `now_ms`: milliseconds since 1970. `may_wait`:
  // whether a miss may be answered with next::catch_up.
  outcome feed(std::string_view in, answer_buffer& out, std::int64_t now_ms, bool may_wait);

  // Goes on after next::catch_up: the request that waited is answered now, found or not.
  outcome resume(std::string_view in, answer_buffer& out, std::int64_t now_ms, bool may_wait) {
    caught_up_ = true;
    return feed(in, out, now_ms, may_wait);
  }

 private:
  std::optional<outcome> answer_one(std::string_view in, std::size_t& consumed, answer_buffer& out,
                                    std::int64_t now_ms, bool may_wait);
  next answer_request(const request_head& head, answer_buffer& out, std::int64_t now_ms, bool may_wait);
  next answer_miss(const request_head& head, answer_buffer& out, std::int64_t now_ms, bool may_wait);
  next refuse(head_verdict why, answer_buffer& out, std::int64_t now_ms);
  next redirect(const request_head& head, const place& to, const link_target& by, answer answered,
                answer_buffer& out, std::int64_t now_ms);
  next fixed(const request_head& head, fixed_answer which, answer_buffer& out, std::int64_t now_ms);

  redirect_desk& desk_;
  network from_;
  head_scan scan_;
  bool caught_up_ = false;
  bool blank_line_ = false;  // one was passed over before the request under way
};

}  // namespace waypost
