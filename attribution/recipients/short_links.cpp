#include "attribution/recipients/short_links.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <waypost/problem.hpp>

#include "attribution/recipients/recipients_refusal.hpp"
#include "attribution/recipients/row_format.hpp"
#include "attribution/recipients/short_link_pages.hpp"

namespace waypost {
namespace {

// Reads a whole number from 0 on; nothing where `text` is something else.
std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// The positions asked for, cut to those that are there.
struct wanted_positions {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

std::optional<api_response> read_wanted(const api_request& request, std::uint32_t recipients,
                                        wanted_positions& wanted) {
  wanted = {0, recipients};
  if (const auto after = request.parameter("after")) {
    const auto position = whole_number(*after);
    if (!position) return invalid_field("after", "\"after\" must be a position.");
    wanted.first = *position >= recipients ? recipients : *position + 1;
  }
  if (const auto limit = request.parameter("limit")) {
    const auto rows = whole_number(*limit);
    if (!rows || *rows == 0) return invalid_field("limit", "\"limit\" must be a whole number from 1 on.");
    wanted.end = wanted.first + std::min(*rows, recipients - wanted.first);
  }
  return std::nullopt;
}

}  // namespace

boost::asio::awaitable<api_response> short_links::handle(api_request request) {
  const auto id = request.path.empty() ? std::nullopt : parse_id<campaign_id>(request.path[0]);
  const auto of = id ? registry_.find(request.account, *id) : nullptr;
  if (of == nullptr) co_return not_found("There is no such campaign.");
  wanted_positions wanted;
  auto wrong = read_wanted(request, of->recipients, wanted);
  if (wrong) co_return std::move(*wrong);
  const auto out = format_for_accept(request.accept, row_format::ndjson);
  if (!out)
    co_return to_response({406,
                           "not-acceptable",
                           "Not acceptable",
                           "Rows go out as application/x-ndjson, text/csv or application/json.",
                           {},
                           {}});
  const auto& state = registry_.state();
  const auto& kept = state.campaigns.at(*id);
  campaign_codes codes(kept.blocks, of->links.size(), *state.key);
  const bool guard = request.parameter("formula_guard") != "off";
  row_writer writer(*of, std::move(codes), base_url_, *out, guard);
  auto pages = std::make_unique<short_link_pages>(store_, *id, kept.uploads, wanted.first, wanted.end,
                                                  std::move(writer));
  if (wanted.first < wanted.end) {
    const auto prepared = co_await pages->prepare();
    if (!prepared) co_return refusal_of(prepared.error(), "after");
  }
  api_response response;
  response.content_type = content_type_of(*out);
  response.stream = std::move(pages);
  co_return response;
}

}  // namespace waypost
