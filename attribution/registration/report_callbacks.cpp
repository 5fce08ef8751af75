#include "attribution/registration/report_callbacks.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>

#include <waypost/callback.hpp>
#include <waypost/problem.hpp>

#include "attribution/recipients/slices.hpp"
#include "attribution/registration/answers.hpp"
#include "attribution/registration/cut_text.hpp"
#include "attribution/registration/event_fields.hpp"
#include "attribution/registration/field_reader.hpp"

namespace waypost {
namespace {

constexpr std::chrono::milliseconds between_tries{5};

// The provider's words, made to fit: its code and description are shown to people, and no reason to lose a
// report.
std::string fitted(std::string text, std::size_t longest) {
  cut_text(text, longest);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return text;
}

bool can_be_message(std::string_view id) {
  return !id.empty() && id.size() <= longest_message_id && !has_control_characters(id);
}

// Nothing where the entry is no report about a message.
std::optional<campaign_report> report_of(callback_entry entry, std::int64_t now_ms) {
  campaign_report said;
  said.type = entry.event == name_of(report_type::failed) ? report_type::failed : report_type::delivered;
  // A clock that runs ahead must not put what happened where nobody looks for it.
  said.at_s = std::clamp<std::int64_t>(entry.ts.value_or(now_ms / 1000), 0, now_ms / 1000);
  said.message_id = std::move(entry.meta);
  if (!can_be_message(said.message_id)) return std::nullopt;
  if (said.type == report_type::delivered) return said;
  said.error = fitted(std::move(entry.code), longest_error_code);
  if (said.error.empty()) said.error = code_of_no_error;
  said.description = fitted(std::move(entry.description), longest_description);
  return said;
}

bool is_kept(std::string_view event) {
  return event == name_of(report_type::delivered) || event == name_of(report_type::failed);
}

bool is_acknowledged(std::string_view event) { return event == "clicked" || event == "replied"; }

api_response answer_with(std::uint64_t processed, std::uint64_t ignored, std::int64_t now_ms) {
  boost::json::object data{{"processed_events", processed}, {"timestamp", now_ms / 1000}};
  if (ignored > 0) data["ignored_events"] = ignored;
  return json_answer(200, {{"status", "success"},
                           {"message", std::to_string(processed) + " events processed"},
                           {"data", std::move(data)}});
}

}  // namespace

boost::asio::awaitable<api_response> report_callbacks::handle(api_request request) {
  co_return co_await take_body(*request.pieces, request.account);
}

boost::asio::awaitable<api_response> report_callbacks::take_body(body_reader& body, account_id account) {
  callback_reader entries;
  taken so_far;
  for (bool more = true; more && !entries.broken();) {
    const auto piece = co_await body.next();
    if (!piece) co_return api_response{};
    more = !piece->empty();
    const bool has_room = co_await take(entries.read(*piece), account, so_far);
    if (!has_room) co_return unavailable("There is no room for more callbacks now; send them all again.");
    co_await let_others_run();
  }
  if (entries.too_early())
    co_return bad_syntax(
        "At most " + std::to_string(most_early_entries) +
        " entries of a group may come before its \"event\"; what was read before was taken.");
  if (entries.broken())
    co_return bad_syntax(
        "A callback is a JSON array of {\"event\", \"data\"}; what is whole of it was taken.");
  co_return answer_with(so_far.processed, so_far.ignored, now_());
}

boost::asio::awaitable<bool> report_callbacks::take(std::vector<callback_entry> entries, account_id account,
                                                    taken& so_far) {
  const auto now_ms = now_();
  // In the journal an account stands where a campaign stands.
  const campaign_id ledger{static_cast<std::uint64_t>(account)};
  std::string text;
  for (auto& entry : entries) {
    const bool known = is_acknowledged(entry.event);
    const bool kept = is_kept(entry.event) && !entry.malformed;
    const auto said = kept ? report_of(std::move(entry), now_ms) : std::nullopt;
    if (said) {
      text.clear();
      callback::append_text(*said, text);
      const bool has_room = co_await append(report{now_ms, ledger, text});
      if (!has_room) co_return false;
    }
    ++(known || said ? so_far.processed : so_far.ignored);
  }
  co_return true;
}

// The journal's writer makes room as fast as the disk takes it.
boost::asio::awaitable<bool> report_callbacks::append(report what) {
  if (sink_.append(what)) co_return true;
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  const auto end = std::chrono::steady_clock::now() + longest_wait_;
  while (std::chrono::steady_clock::now() < end) {
    timer.expires_after(between_tries);
    co_await timer.async_wait(boost::asio::use_awaitable);
    if (sink_.append(what)) co_return true;
  }
  co_return false;
}

}  // namespace waypost
