#include "redirector/redirect_listener.hpp"

#include "redirector/listening_socket.hpp"
#include "redirector/redirect_thread.hpp"

namespace waypost {

redirect_listener::redirect_listener(redirect_options options, const codec& codes, const directory& links,
                                     std::span<ring* const> clicks, catch_up* catching_up, log_sink& log) {
  options.threads = clicks.size();
  address_ = options.at;
  expect_nobody_at(address_);
  for (ring* const of_thread : clicks) {
    // The first one decides which port 0 stands for.
    const int listening =
        open_listening_socket(address_, {.backlog = options.backlog, .deferred = true, .shared = true});
    address_ = bound_endpoint(listening);
    threads_.push_back(
        std::make_unique<redirect_thread>(options, listening, codes, links, *of_thread, catching_up, log));
  }
}

redirect_listener::~redirect_listener() { stop(); }

void redirect_listener::start() {
  for (const auto& thread : threads_) thread->start();
}

void redirect_listener::stop() {
  for (const auto& thread : threads_) thread->request_stop();
  for (const auto& thread : threads_) thread->join();
}

redirect_totals redirect_listener::totals() const noexcept {
  redirect_totals sum;
  for (const auto& thread : threads_) add_to(sum, thread->counters());
  return sum;
}

}  // namespace waypost
