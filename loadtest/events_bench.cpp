// A million events in one call, of each kind: how long they hold the API's thread, how long everybody else
// waits meanwhile, and what memory they need. They go into a ring that another thread empties. Needs no
// Redis.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <malloc.h>
#include <stop_token>
#include <string>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/journal/ring.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "attribution/recipients/campaign_codes.hpp"
#include "attribution/registration/calls.hpp"
#include "attribution/registration/ring_report_sink.hpp"
#include "loadtest/measuring.hpp"
#include "tests/support/run_task.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/registration/folding_registrar.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace waypost::loadtest;

constexpr campaign_id campaign_in_use{1};
constexpr std::size_t piece_bytes = 65536;

// A body that a connection would read.
class arriving_body final : public body_reader {
 public:
  explicit arriving_body(std::string_view text) : text_(text) {}

  task<std::string_view> next() override {
    const auto piece = text_.substr(0, piece_bytes);
    text_.remove_prefix(piece.size());
    co_return piece;
  }

 private:
  std::string_view text_;
};

// The reports' journal of a server, without a disk.
class emptied_ring {
 public:
  emptied_ring() : ring_(ring::create(folder_.path() / "0.ring", {1, 1, 0}, std::size_t{64} << 20).value()) {
    thread_ = std::jthread([this](std::stop_token stopping) { empty(stopping); });
  }

  ring& of_reports() { return *ring_; }

 private:
  void empty(std::stop_token stopping) {
    ring_reader consumer(*ring_);
    while (!stopping.stop_requested()) {
      consumer.pass_to(ring_->published());
      consumer.free_before(consumer.position());
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  temporary_directory folder_{"/dev/shm"};
  std::unique_ptr<ring> ring_;
  std::jthread thread_;
};

struct house {
  house() {
    campaign made;
    made.id = campaign_in_use;
    made.account = folding_registrar::own;
    made.links = {{"a", "https://a.example/", false}, {"b", "https://b.example/", false}};
    registered.take(change::create_campaign{made, std::nullopt});
    const auto of = registered.state().campaigns.at(made.id).of;
    change::add_recipients added{made.id, of->version, recipients, {}, {}};
    added.run = draw_block(registered.state(), *of, recipients, 0, 2, false, 9).value();
    registered.take(added);
  }

  std::string code_of(std::uint32_t position) const {
    const auto& state = registered.state();
    static const codec codes(*state.key);
    return codes.encode(number_of(state.campaigns.at(campaign_in_use).blocks, position, 0).value());
  }

  static constexpr std::uint32_t recipients = 1'000'000;
  folding_registrar registered;
  emptied_ring journal;
  ring_report_sink reports{journal.of_reports()};
  registration_calls calls{{"https://s.example"}, registered, reports};
  boost::asio::io_context io;

  api_handler& events() {
    for (const auto& each : calls.endpoints())
      if (each.in_pieces) return *each.handler;
    throw std::logic_error("no call takes its body in pieces");
  }
};

void measure(const std::string& name, house& h, const std::string& body, std::uint64_t rows) {
  malloc_trim(0);
  forget_peak();
  const auto memory_before = memory("VmRSS:");
  waiting_colleague colleague;
  boost::asio::co_spawn(h.io, colleague.run(), boost::asio::detached);
  arriving_body pieces(body);
  api_request request;
  request.path = {to_text(campaign_in_use)};
  request.account = folding_registrar::own;
  request.pieces = &pieces;
  const auto begin = steady::now();
  const auto cpu_before = cpu();
  const auto answer = run_task(h.io, h.events().handle(std::move(request)), std::chrono::seconds(600));
  const auto used = cpu() - cpu_before;
  colleague.stopped = true;
  h.io.restart();
  h.io.run_for(std::chrono::milliseconds(50));
  std::cout << name << " (" << body.size() / 1000000 << " MB): " << answer.status << ' '
            << answer.body.substr(0, 60) << "  " << seconds_since(begin) << " s (CPU " << used << " s, "
            << static_cast<long>(static_cast<double>(rows) / used) << " rows a second of it), longest slice "
            << colleague.longest * 1e3 << " ms of CPU, memory +" << memory("VmHWM:") - memory_before
            << " MiB at the most\n";
}

template <class Row>
std::string body_of(std::uint64_t rows, Row row) {
  std::string body;
  for (std::uint64_t i = 0; i < rows; ++i) body += row(i) + '\n';
  return body;
}

std::string id_of(std::uint64_t i) { return "u" + std::to_string(100'000 + i); }

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  house h;
  const auto delivered = [](std::uint64_t i) {
    return R"({"type":"delivered","recipient":")" + id_of(i) + "\"}";
  };
  measure("delivered by recipient", h, body_of(rows, delivered), rows);
  auto list = '[' + body_of(rows, [&](std::uint64_t i) { return (i == 0 ? "" : ",") + delivered(i); }) + ']';
  measure("the same as a JSON array", h, list, rows);
  list = {};
  measure("delivered by code", h,
          body_of(rows,
                  [&](std::uint64_t i) {
                    const auto position = static_cast<std::uint32_t>(i % house::recipients);
                    return R"({"type":"delivered","code":")" + h.code_of(position) + "\"}";
                  }),
          rows);
  measure("sent with message, time and id", h,
          body_of(rows,
                  [](std::uint64_t i) {
                    return R"({"type":"sent","recipient":")" + id_of(i) + R"(","message_id":"m-)" +
                           std::to_string(i) + R"(","at":"2025-11-20T09:00:00+05:30","id":"e-)" +
                           std::to_string(i) + "\"}";
                  }),
          rows);
  measure("failed", h,
          body_of(rows,
                  [](std::uint64_t i) {
                    return R"({"type":"failed","recipient":")" + id_of(i) +
                           R"(","error":"910","description":"invalid subscriber"})";
                  }),
          rows);
  measure("converted", h,
          body_of(rows,
                  [](std::uint64_t i) {
                    return R"({"type":"converted","recipient":")" + id_of(i) +
                           R"(","event":"Charged","value":"49.90","currency":"INR","id":"e-)" +
                           std::to_string(i) + "\"}";
                  }),
          rows);
  measure("refused rows", h, body_of(rows, [](std::uint64_t) { return std::string(R"({"type":"read"})"); }),
          rows);
}
