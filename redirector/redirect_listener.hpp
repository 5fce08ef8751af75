#pragma once

#include <memory>
#include <span>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include <waypost/log.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/journal/ring.hpp"
#include "redirector/catch_up.hpp"
#include "redirector/redirect_counters.hpp"
#include "redirector/redirect_options.hpp"

namespace waypost {

class redirect_thread;

// The public listener: as many redirect threads as there are rings, all on one port. Owned by main().
class redirect_listener {
 public:
  // Binds; answers nobody before start(). One ring for each thread, `clicks.size()` decides their number. All
  // that is referred to must outlive this; `catching_up` may be null. Throws std::system_error where the
  // address is taken.
  redirect_listener(redirect_options options, const codec& codes, const directory& links,
                    std::span<ring* const> clicks, catch_up* catching_up, log_sink& log);
  ~redirect_listener();
  redirect_listener(const redirect_listener&) = delete;
  redirect_listener& operator=(const redirect_listener&) = delete;

  boost::asio::ip::tcp::endpoint address() const noexcept { return address_; }

  void start();

  // Accepts no more, lets what is under way end, within drain_time and a sweep, and comes back when all
  // threads have ended.
  void stop();

  redirect_totals totals() const noexcept;  // any thread

 private:
  boost::asio::ip::tcp::endpoint address_;
  std::vector<std::unique_ptr<redirect_thread>> threads_;
};

}  // namespace waypost
