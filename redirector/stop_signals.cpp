#include "redirector/stop_signals.hpp"

#include <signal.h>

namespace waypost {

stop_signals::stop_signals(boost::asio::io_context& io) : io_(io), signals_(io, SIGTERM, SIGINT) {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) came_ = true;
  });
}

bool stop_signals::look() {
  io_.poll();
  if (io_.stopped()) io_.restart();  // there was nothing else to wait for yet
  return came_;
}

void stop_signals::end_start() {
  if (look()) throw stopped_early();
}

}  // namespace waypost
