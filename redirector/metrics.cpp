#include "redirector/metrics.hpp"

#include <utility>

#include "redirector/redirect_listener.hpp"

namespace waypost {

boost::asio::awaitable<api_response> metrics_handler::handle(api_request) {
  api_response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  const std::string* last = nullptr;
  for (const auto& m : metrics_) {
    if (last == nullptr || *last != m.name) {
      response.body += "# HELP " + m.name + ' ' + m.help + '\n';
      response.body += "# TYPE " + m.name + (m.type == metric::kind::counter ? " counter\n" : " gauge\n");
    }
    last = &m.name;
    response.body += m.name;
    if (!m.labels.empty()) response.body += '{' + m.labels + '}';
    response.body += ' ' + std::to_string(m.value()) + '\n';
  }
  co_return response;
}

std::vector<metric> metrics_of(const redirect_listener& of) {
  const auto number = [&of](std::uint64_t redirect_totals::*member) {
    return [&of, member] { return of.totals().*member; };
  };
  using kind = metric::kind;
  const std::string answers = "waypost_answers_total";
  const std::string help = "Requests for short links, by what they were answered.";
  return {
      {answers, "answer=\"redirect\"", help, kind::counter, number(&redirect_totals::redirects)},
      {answers, "answer=\"fallback\"", help, kind::counter, number(&redirect_totals::fallbacks)},
      {answers, "answer=\"unknown\"", help, kind::counter, number(&redirect_totals::misses)},
      {answers, "answer=\"limited\"", help, kind::counter, number(&redirect_totals::limited)},
      {answers, "answer=\"refused\"", help, kind::counter, number(&redirect_totals::refused)},
      {"waypost_connections_total", "", "Accepted connections.", kind::counter,
       number(&redirect_totals::accepted)},
      {"waypost_connections", "", "Open connections.", kind::gauge, number(&redirect_totals::open)},
      {"waypost_catch_ups_total", "", "Requests for unknown links that waited for the registry.",
       kind::counter, number(&redirect_totals::catch_ups)},
  };
}

}  // namespace waypost
