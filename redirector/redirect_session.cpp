#include "redirector/redirect_session.hpp"

#include "attribution/directory/pinned.hpp"
#include "redirector/request_target.hpp"

namespace waypost {
namespace {

// A code that decrypts is never an alias.
std::optional<place> find_place(const redirect_desk& desk, std::string_view path) noexcept {
  if (const auto number = desk.codes.decode(path)) return desk.links.find(*number);
  if (is_alias(path)) return desk.links.find_alias(0, path);
  return std::nullopt;
}

// What `to` is answered with at `now_ms`: its link, or the campaign's fallback, or null where it is as good
// as unknown.
const link_target* target_of(const place& to, std::int64_t now_ms, answer& answered) noexcept {
  const campaign_view& view = *to.campaign;
  const bool ended = view.of->paused || (view.of->expires_ms && *view.of->expires_ms <= now_ms);
  if (!ended && to.link < view.links.size()) {
    const link_target* link = view.links[to.link].get();
    if (link != nullptr && !link->paused && !link->answer.empty()) {
      answered = answer::redirect;
      return link;
    }
  }
  answered = answer::fallback;
  const link_target* fallback = view.fallback.get();
  return fallback != nullptr && !fallback->answer.empty() ? fallback : nullptr;
}

std::optional<fixed_answer> fixed_answer_for(std::string_view path) noexcept {
  if (path.empty()) return fixed_answer::front_page;
  if (path == "robots.txt") return fixed_answer::robots;
  if (path == "favicon.ico") return fixed_answer::no_icon;
  return std::nullopt;
}

connection_field connection_for(const request_head& head, bool stays) noexcept {
  if (!stays) return connection_field::close;
  return head.http_1_0 ? connection_field::keep_alive : connection_field::none;
}

}  // namespace

redirect_session::outcome redirect_session::feed(std::string_view in, answer_buffer& out, std::int64_t now_ms,
                                                 bool may_wait) {
  std::size_t consumed = 0;
  for (;;) {
    if (!out.has_room()) return {next::write, consumed};
    if (const auto stop = answer_one(in.substr(consumed), consumed, out, now_ms, may_wait)) return *stop;
  }
}

// Nothing where a request was answered and the next can have its turn.
std::optional<redirect_session::outcome> redirect_session::answer_one(std::string_view in,
                                                                      std::size_t& consumed,
                                                                      answer_buffer& out, std::int64_t now_ms,
                                                                      bool may_wait) {
  // RFC 9112, 2.2: one empty line before a request is to be passed over.
  if (!blank_line_ && in.starts_with("\r\n")) {
    blank_line_ = true;
    scan_.reset();
    consumed += 2;
    return std::nullopt;
  }
  const auto state = scan_.advance(in);
  if (state == head_scan::state::malformed)
    return outcome{refuse(head_verdict::malformed, out, now_ms), consumed};
  const bool complete = state == head_scan::state::complete;
  if (complete ? scan_.head_size() > longest_head : in.size() >= longest_head)
    return outcome{refuse(head_verdict::too_large, out, now_ms), consumed};
  if (!complete) return outcome{next::read, consumed};

  request_head head;
  const auto verdict = read_head(in.substr(0, scan_.head_size()), head);
  if (verdict != head_verdict::good) return outcome{refuse(verdict, out, now_ms), consumed};
  const auto then = answer_request(head, out, now_ms, may_wait);
  if (then == next::catch_up) {
    // The request stays in the input; what was scanned of it is scanned again by resume().
    scan_.reset();
    return outcome{then, consumed};
  }
  consumed += scan_.head_size();
  scan_.reset();
  caught_up_ = blank_line_ = false;
  if (then == next::close) return outcome{then, consumed};
  return std::nullopt;
}

redirect_session::next redirect_session::answer_request(const request_head& head, answer_buffer& out,
                                                        std::int64_t now_ms, bool may_wait) {
  const short_path path(head.target);
  if (path.too_long()) return answer_miss(head, out, now_ms, false);
  if (const auto which = fixed_answer_for(path.whole())) return fixed(head, *which, out, now_ms);
  const auto text = path.trimmed();
  const pinned guard(desk_.links);
  const auto found = find_place(desk_, text);
  if (!found) {
    // What can be neither code nor alias is not worth waiting for.
    return answer_miss(head, out, now_ms, may_wait && is_alias(text));
  }
  answer answered{};
  const auto* by = target_of(*found, now_ms, answered);
  // Waits as an unknown one does, or the time would tell that there was such a link once.
  if (by == nullptr) return answer_miss(head, out, now_ms, may_wait);
  return redirect(head, *found, *by, answered, out, now_ms);
}

redirect_session::next redirect_session::redirect(const request_head& head, const place& to,
                                                  const link_target& by, answer answered, answer_buffer& out,
                                                  std::int64_t now_ms) {
  event e;
  e.what = click{now_ms,
                 to.number,
                 answered,
                 {from_, head.head, head.prefetch, head.user_agent.substr(0, longest_user_agent)}};
  // Before the answer. A full ring counts what it dropped; the link leads on all the same.
  desk_.clicks.append(e);
  const bool stays = head.keep_alive && !desk_.draining;
  out.redirect(by.answer, desk_.date.at(now_ms), connection_for(head, stays));
  (answered == answer::redirect ? desk_.counters.redirects : desk_.counters.fallbacks).add(1);
  return stays ? next::read : next::close;
}

redirect_session::next redirect_session::answer_miss(const request_head& head, answer_buffer& out,
                                                     std::int64_t now_ms, bool may_wait) {
  // A request that waited has been counted against the limit before.
  if (!caught_up_ && !desk_.misses.allow(from_, now_ms)) {
    desk_.counters.limited.add(1);
    out.fixed(fixed_answer::too_many, desk_.date.at(now_ms), connection_field::close, head.head);
    return next::close;
  }
  if (may_wait && !caught_up_) {
    desk_.counters.catch_ups.add(1);
    return next::catch_up;
  }
  desk_.counters.misses.add(1);
  out.fixed(fixed_answer::not_found, desk_.date.at(now_ms), connection_field::close, head.head);
  return next::close;
}

redirect_session::next redirect_session::fixed(const request_head& head, fixed_answer which,
                                               answer_buffer& out, std::int64_t now_ms) {
  const bool stays = head.keep_alive && !desk_.draining;
  out.fixed(which, desk_.date.at(now_ms), connection_for(head, stays), head.head);
  return stays ? next::read : next::close;
}

redirect_session::next redirect_session::refuse(head_verdict why, answer_buffer& out, std::int64_t now_ms) {
  auto which = fixed_answer::malformed;
  if (why == head_verdict::wrong_method) which = fixed_answer::wrong_method;
  if (why == head_verdict::too_large) which = fixed_answer::too_large;
  desk_.counters.refused.add(1);
  out.fixed(which, desk_.date.at(now_ms), connection_field::close, false);
  return next::discard;
}

}  // namespace waypost
