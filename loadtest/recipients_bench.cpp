// A million recipients with ids of ten bytes and three links: how long their upload takes, how long it holds
// the API's thread, and what they cost in Redis and in the server's memory. Starts a redis-server of its own.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <malloc.h>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/recipients/slices.hpp"
#include "loadtest/answering.hpp"
#include "loadtest/measuring.hpp"
#include "tests/live/recipients/upload_vocabulary.hpp"
#include "tests/live/redis/connected.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;
using namespace waypost::loadtest;

void measure(const std::string& name, boost::asio::io_context& io, api_handler& handler, api_request request,
             std::uint32_t rows) {
  malloc_trim(0);
  forget_peak();
  const auto before = memory("VmRSS:");
  waiting_colleague colleague;
  boost::asio::co_spawn(io, colleague.run(), boost::asio::detached);
  const auto sent = run_task(io, call(handler, std::move(request)), std::chrono::seconds(600));
  colleague.stopped = true;
  io.restart();
  io.run_for(std::chrono::milliseconds(50));
  std::cout << name << ": " << sent.status << ", answered after " << sent.answered << " s (CPU "
            << sent.answered_cpu << " s), " << sent.bytes / 1000000 << " MB of rows in " << sent.sent
            << " s (CPU " << sent.sent_cpu << " s, " << static_cast<long>(rows / sent.sent_cpu)
            << " rows a second of it), longest slice " << colleague.longest * 1e3 << " ms of CPU, memory +"
            << memory("VmHWM:") - before << " MiB at the most\n";
}

std::int64_t used_memory(const std::string& endpoint) {
  connected link(endpoint);
  link.wait();
  const auto info = link.call(redis::command{"INFO", "memory"}).value().text;
  return std::atoll(info.c_str() + info.find("used_memory:") + 12);
}

}  // namespace

int main(int argc, char** argv) {
  const auto rows = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 1000000);
  one_server one;
  auto& server = one.server;
  std::string body;
  for (std::uint32_t i = 0; i < rows; ++i)
    body += "{\"recipient\":\"u" + std::to_string(100000000 + i) + "\"}\n";

  const auto redis_before = used_memory(one.redis.endpoint());
  const auto upload = upload_server::request(one.id, "application/x-ndjson", body);
  measure("upload", one.io, server.upload, upload, rows);
  const auto redis_after = used_memory(one.redis.endpoint());
  std::cout << "Redis: " << static_cast<double>(redis_after - redis_before) / rows << " bytes a recipient\n";
  measure("the same upload again", one.io, server.upload, upload, rows);
  auto as_csv = upload;
  as_csv.accept = "text/csv";
  measure("the same upload again, answered as CSV", one.io, server.upload, as_csv, rows);
  body.clear();
  measure("short-links", one.io, server.links, upload_server::request(one.id, {}, {}), rows);

  const auto of = server.find(one.id);
  recipient_store cold(server.redis());
  registered_recipients lookup(server.registered.known, cold, "http://go.example");
  for (const auto* name : {"a look-up, nothing cached", "the same look-up again"}) {
    const auto begin = steady::now();
    const auto position = server.run(lookup.position_of(*of, "u100000007"));
    std::cout << name << ": position " << position.value() << " after " << seconds_since(begin) * 1e6
              << " us\n";
  }
}
