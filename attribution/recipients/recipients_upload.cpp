#include "attribution/recipients/recipients_upload.hpp"

#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/this_coro.hpp>

#include <waypost/problem.hpp>

#include "attribution/recipients/byte_order_mark.hpp"
#include "attribution/recipients/distinct_ids.hpp"
#include "attribution/recipients/recipient_count.hpp"
#include "attribution/recipients/recipients_refusal.hpp"
#include "attribution/recipients/slices.hpp"
#include "attribution/recipients/uploaded_rows.hpp"

namespace waypost {
namespace {

bool is_json_object(std::string_view body) {
  body = without_byte_order_mark(body);
  const auto first = body.find_first_not_of(" \t\r\n");
  return first != body.npos && body[first] == '{';
}

std::unique_ptr<row_reader> reader_of(row_format format, recipient_rows& rows) {
  switch (format) {
    case row_format::ndjson:
      return read_ndjson(rows);
    case row_format::csv:
      return read_csv(rows);
    case row_format::json_array:
      return read_json_array(rows);
  }
  return nullptr;
}

// The accounts whose largest uploads have room at once.
constexpr std::size_t accounts_at_least = 4;

api_response too_many_rows(std::size_t most) {
  return to_response(
      {413,
       "too-large",
       "The upload has too many rows",
       "An upload has at most " + std::to_string(most) + " rows; send the others in a further one.",
       {},
       most + 1});
}

// What is wrong with the rows; nothing where they are all good. Works in slices.
boost::asio::awaitable<std::optional<api_response>> read_rows(row_format format, recipient_rows& rows,
                                                              std::size_t most, row_room::share& room) {
  const auto reader = reader_of(format, rows);
  for (auto progress = row_reader::progress::more; progress == row_reader::progress::more;) {
    progress = reader->read(rows_per_slice);
    if (rows.ids().size() > most) co_return too_many_rows(most);
    if (progress == row_reader::progress::failed) co_return to_response(reader->error());
    if (!room.grow_to(rows.ids().size()))
      co_return unavailable("Too many rows are being registered at once.");
    co_await let_others_run();
  }
  if (rows.ids().empty()) co_return bad_syntax("The upload has no rows.");
  co_return std::nullopt;
}

}  // namespace

recipients_upload::recipients_upload(options o, registry& known, recipient_store& store, log_sink& log)
    : options_(std::move(o)),
      room_(std::make_shared<row_room>(accounts_at_least * options_.most_rows, options_.most_rows)),
      registry_(known),
      registrar_(known, store, options_.code_length, options_.now),
      merger_(known, store, log) {}

boost::asio::awaitable<api_response> recipients_upload::handle(api_request request) {
  const auto id = request.path.empty() ? std::nullopt : parse_id<campaign_id>(request.path[0]);
  const auto of = id ? registry_.find(request.account, *id) : nullptr;
  if (of == nullptr) co_return not_found("There is no such campaign.");
  if (of->singles || of->links.empty()) co_return refusal_of(errc::invalid, "recipient");
  const auto in = format_of_content_type(request.content_type);
  if (!in)
    co_return to_response({415,
                           "unsupported-media-type",
                           "Unsupported media type",
                           "Rows come as application/x-ndjson, text/csv or application/json.",
                           {},
                           {}});
  if (*in == row_format::json_array && is_json_object(request.body))
    co_return co_await register_count(request.account, *of, std::move(request.body));
  const auto as_sent = *in == row_format::csv ? row_format::csv : row_format::ndjson;
  const auto out = format_for_accept(request.accept, as_sent);
  if (!out)
    co_return to_response({406,
                           "not-acceptable",
                           "Not acceptable",
                           "Rows go out as application/x-ndjson, text/csv or application/json.",
                           {},
                           {}});
  const bool guard = request.parameter("formula_guard") != "off";
  co_return co_await register_rows(request.account, *id, std::move(request.body), *in, *out, guard);
}

boost::asio::awaitable<api_response> recipients_upload::register_count(account_id account, const campaign& of,
                                                                       std::string body) {
  std::uint32_t count = 0;
  auto wrong = read_count(body, most_numbers_per_campaign / of.links.size(), count);
  if (wrong) co_return std::move(*wrong);
  const auto first = co_await registrar_.add(account, of.id, count);
  if (!first) co_return refusal_of(first.error(), "count");
  api_response response;
  response.body =
      "{\"first_position\":" + std::to_string(*first) + ",\"count\":" + std::to_string(count) + "}\n";
  co_return response;
}

boost::asio::awaitable<api_response> recipients_upload::register_rows(account_id account, campaign_id id,
                                                                      std::string body, row_format in,
                                                                      row_format out, bool guard) {
  auto rows = std::make_unique<recipient_rows>(std::move(body));
  auto room = std::make_unique<row_room::share>(room_, account);
  auto wrong = co_await read_rows(in, *rows, options_.most_rows, *room);
  if (wrong) co_return std::move(*wrong);
  auto distinct = co_await without_repetitions(rows->ids());
  const auto registered = co_await registrar_.add(account, id, distinct.ids);
  if (!registered) co_return refusal_of(registered.error(), "recipient");
  merger_.start(co_await boost::asio::this_coro::executor, id);

  auto positions = std::move(distinct.of_row);
  for (std::size_t row = 0; row < positions.size(); ++row) {
    positions[row] = (*registered)[positions[row]];
    if (row % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto now = registry_.find(account, id);
  if (now == nullptr) co_return not_found("There is no such campaign.");
  const auto& state = registry_.state();
  campaign_codes codes(state.campaigns.at(id).blocks, now->links.size(), *state.key);
  row_writer writer(*now, std::move(codes), options_.base_url, out, guard);
  api_response response;
  response.content_type = content_type_of(out);
  response.stream = std::make_unique<uploaded_rows>(std::move(rows), std::move(room), std::move(positions),
                                                    std::move(writer));
  co_return response;
}

}  // namespace waypost
