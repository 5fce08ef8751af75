// What each call for the numbers of a campaign of ten million recipients (large_campaign.hpp) costs the API's
// thread, request value in, response value out: with nothing moved since the call before, and with the clicks
// of ten chunks moved. Then the export of everybody who clicked, with the platform's ids. Registry, ids and
// facts lie in a redis-server that it starts. Arguments: millions of recipients (10), runs (20).

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iomanip>
#include <iostream>
#include <malloc.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/ledger/ledger_reader.hpp"
#include "loadtest/answering.hpp"
#include "loadtest/large_campaign.hpp"
#include "loadtest/measuring.hpp"
#include "stats/calls.hpp"
#include "tests/live/recipients/upload_vocabulary.hpp"
#include "tests/live/redis/connected.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace waypost::loadtest;

constexpr std::chrono::seconds patience{600};

std::string id_of(std::uint32_t position) { return "u" + std::to_string(100'000'000 + position); }

// A registry that knows the campaign, with ids for its recipients.
class registered_campaign {
 public:
  explicit registered_campaign(std::uint32_t recipients) {
    server_.make_account();
    change::create_campaign created;
    created.made = large_campaign(recipients);
    created.made.account = shop;
    id_ = created.made.id;
    server_.registered.offer(created).value();
    for (std::uint32_t first = 0; first < recipients; first += rows_per_upload)
      upload(first, std::min(recipients, first + rows_per_upload));
    run_until(
        io_, [this] { return !server_.upload.merging(); }, patience);
    of_ = server_.find(id_);
  }

  std::string endpoint() const { return redis_.endpoint(); }
  const registry& known() const { return server_.registered.known; }
  const campaign& of() const { return *of_; }

 private:
  static constexpr std::uint32_t rows_per_upload = 1'000'000;

  void upload(std::uint32_t first, std::uint32_t end) {
    std::string rows;
    for (auto i = first; i < end; ++i) rows += "{\"recipient\":\"" + id_of(i) + "\"}\n";
    auto request = upload_server::request(id_, "application/x-ndjson", std::move(rows));
    const auto sent = run_task(io_, call(server_.upload, std::move(request)), patience);
    if (sent.status != 200 || sent.cut) throw std::runtime_error("the recipients were not registered");
  }

  // No rewrite of its file shall come in between.
  redis_process redis_{{.arguments = {"--auto-aof-rewrite-percentage", "0"}}};
  boost::asio::io_context io_;
  upload_server server_{io_, redis_.endpoint()};
  campaign_id id_{};
  std::shared_ptr<const campaign> of_;
};

// A call for numbers: GET `pattern`.
struct numbers_call {
  std::string_view name;
  std::string_view pattern;
  std::vector<std::pair<std::string, std::string>> query{};
  std::optional<std::string> recipient{};
};

// The statistics of a server, as main() composes them, over that campaign.
class statistics {
 public:
  explicit statistics(const registered_campaign& registered)
      : of_(registered.of()),
        link_(registered.endpoint()),
        reader_(link_.redis, link_.log),
        ids_(link_.redis),
        recipients_(registered.known(), ids_, "http://go.example"),
        calls_(registered.known(), recipients_, reader_, [this] { return now_ms_; }) {
    if (!link_.wait()) throw std::runtime_error("not connected");
    stored_ = std::make_unique<campaign_in_redis>(link_, of_);
  }

  campaign_in_redis& stored() { return *stored_; }

  // Three seconds later than the call before: nothing that is kept for moments answers it.
  sent_answer get(const numbers_call& what, const std::string& accept) {
    now_ms_ += 3000;
    const auto sent = run_task(link_.io, call(handler_of(what.pattern), request(what, accept)), patience);
    if (sent.status != 200 || sent.cut) throw std::runtime_error(std::string(what.name) + " was refused");
    return sent;
  }

  // The same, while other work on the thread waits; its longest wait, in seconds of CPU.
  double longest_wait(const std::function<void()>& in) {
    waiting_colleague colleague;
    boost::asio::co_spawn(link_.io, colleague.run(), boost::asio::detached);
    in();
    colleague.stopped = true;
    link_.io.restart();
    link_.io.run_for(std::chrono::milliseconds(20));
    return colleague.longest;
  }

 private:
  api_handler& handler_of(std::string_view pattern) {
    for (const auto& each : calls_.endpoints())
      if (each.pattern == pattern) return *each.handler;
    throw std::runtime_error("no such call");
  }

  api_request request(const numbers_call& what, const std::string& accept) const {
    api_request made;
    made.method = "GET";
    if (what.pattern.find('{') != what.pattern.npos) made.path.push_back(to_text(of_.id));
    if (what.recipient) made.path.push_back(*what.recipient);
    made.query = what.query;
    made.accept = accept;
    made.account = shop;
    return made;
  }

  const campaign& of_;
  std::int64_t now_ms_ = (of_.created_s + large_campaign_s) * 1000;
  connected link_;
  std::unique_ptr<campaign_in_redis> stored_;
  ledger_reader reader_;
  recipient_store ids_;
  registered_recipients recipients_;
  stats_calls calls_;
};

std::vector<numbers_call> all_calls(const std::string& recipient) {
  constexpr std::string_view stats = "/api/v1/campaigns/{id}/stats";
  constexpr std::string_view links = "/api/v1/campaigns/{id}/stats/links";
  constexpr std::string_view trend = "/api/v1/campaigns/{id}/stats/trend";
  constexpr std::string_view errors = "/api/v1/campaigns/{id}/stats/errors";
  return {
      {"stats", stats},
      {"links", links},
      {"links by day", links, {{"interval", "day"}}},
      {"trend by hour", trend, {{"interval", "hour"}}},
      {"trend by day", trend, {{"interval", "day"}}},
      {"trend by week", trend, {{"interval", "week"}}},
      {"trend by month", trend, {{"interval", "month"}}},
      {"conversions", "/api/v1/campaigns/{id}/stats/conversions"},
      {"errors", errors},
      {"errors by day", errors, {{"interval", "day"}}},
      {"clients", "/api/v1/campaigns/{id}/stats/clients"},
      {"list of campaigns", "/api/v1/stats/campaigns"},
      {"one recipient", "/api/v1/campaigns/{id}/recipients/{recipient}", {}, recipient},
  };
}

// So many times; `before` is not measured.
void measure(statistics& from, const numbers_call& what, const std::string& accept, int runs,
             const std::string& when, const std::function<void()>& before) {
  std::vector<double> elapsed;
  std::vector<double> used;
  std::size_t bytes = 0;
  for (int i = 0; i < runs; ++i) {
    before();
    const auto sent = from.get(what, accept);
    elapsed.push_back(sent.answered * 1e3);
    used.push_back(sent.answered_cpu * 1e3);
    bytes = sent.bytes;
  }
  std::cout << what.name << ", " << accept << ", " << when << ": " << spread(elapsed) << " ms, CPU "
            << spread(used) << " ms, " << bytes << " bytes" << std::endl;
}

void measure_numbers(statistics& from, std::uint32_t recipients, int runs) {
  for (const auto& what : all_calls(id_of(recipients / 2)))
    for (const std::string accept : {"application/json", "text/csv"}) {
      if (what.recipient && accept == "text/csv") continue;
      from.get(what, accept);  // what is read but once
      measure(from, what, accept, runs, "nothing moved", [] {});
      measure(from, what, accept, runs, "ten chunks' clicks moved", [&] { from.stored().move_clicks(10); });
    }
}

void measure_export(statistics& from, const std::string& accept) {
  const numbers_call clickers{
      "export of clickers", "/api/v1/campaigns/{id}/recipients", {{"clicked", "true"}}};
  malloc_trim(0);
  forget_peak();
  const auto before = memory("VmRSS:");
  sent_answer sent;
  const auto longest = from.longest_wait([&] { sent = from.get(clickers, accept); });
  const auto rows = static_cast<double>(sent.lines - (accept == "text/csv" ? 1 : 0));
  const auto elapsed = sent.answered + sent.sent;
  const auto used = sent.answered_cpu + sent.sent_cpu;
  std::cout << std::fixed << std::setprecision(1) << clickers.name << ", " << accept << ": " << rows / 1e6
            << " million rows, " << static_cast<double>(sent.bytes) / 1e6 << " MB in " << elapsed
            << " s (CPU " << used << " s): " << rows / elapsed / 1e3 << " thousand rows a second ("
            << rows / used / 1e3 << " of CPU), first piece after " << sent.answered * 1e3
            << " ms, longest slice " << longest * 1e3 << " ms of CPU, memory " << before << " MiB before, "
            << memory("VmHWM:") << " at the most, " << memory("VmRSS:") << " after" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  const auto recipients = static_cast<std::uint32_t>((argc > 1 ? std::atof(argv[1]) : 10) * 1e6);
  const int runs = argc > 2 ? std::atoi(argv[2]) : 20;
  const registered_campaign registered(recipients);
  statistics from(registered);
  measure_numbers(from, recipients, runs);
  for (int i = 0; i < 3; ++i) {
    measure_export(from, "application/x-ndjson");
    measure_export(from, "text/csv");
  }
}
