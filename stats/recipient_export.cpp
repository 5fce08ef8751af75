#include "stats/recipient_export.hpp"

#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include <waypost/accept.hpp>
#include <waypost/problem.hpp>

#include "stats/failures.hpp"
#include "stats/recipient_lines.hpp"
#include "stats/recipient_query.hpp"
#include "stats/selected_recipients.hpp"

namespace waypost {
namespace {

constexpr std::array<std::string_view, 2> media_types{"application/x-ndjson", "text/csv"};
constexpr std::array formats{recipient_lines::format::ndjson, recipient_lines::format::csv};
constexpr std::array<std::string_view, 2> content_types{"application/x-ndjson",
                                                        "text/csv; charset=utf-8; header=present"};

}  // namespace

boost::asio::awaitable<api_response> recipient_export::handle(api_request request) {
  const auto id = parse_id<campaign_id>(request.path.at(0));
  auto of = id ? campaigns_.find(request.account, *id) : nullptr;
  if (!of) co_return not_found("There is no such campaign.");
  api_response answer;
  const auto asked = read_recipient_query(request, *of, answer);
  if (!asked) co_return answer;
  const auto format = best_accepted(request.accept, media_types);
  if (!format)
    co_return to_response({406,
                           "not-acceptable",
                           "Not acceptable",
                           "Rows go out as application/x-ndjson or text/csv.",
                           {},
                           {}});
  auto rows = std::make_unique<selected_recipients>(std::move(of), *asked, recipients_, counters_,
                                                    recipient_lines(formats[*format], asked->guard));
  const auto prepared = co_await rows->prepare();
  if (!prepared) co_return answer_to_failed_read(prepared.error());
  answer.content_type = content_types[*format];
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.stream = std::move(rows);
  co_return answer;
}

}  // namespace waypost
