#include "attribution/registry/registry.hpp"

#include <exception>
#include <stdexcept>
#include <utility>

#include <boost/asio/co_spawn.hpp>

#include "attribution/registry/change_json.hpp"
#include "attribution/registry/registry_impl.hpp"

namespace waypost {
namespace {

constexpr std::chrono::milliseconds longest_catch_up{100};
constexpr std::size_t most_catching_up = 1000;
constexpr std::size_t largest_change = std::size_t{8} << 20;

std::string_view name_of(registry::standing s) {
  switch (s) {
    case registry::standing::apart:
      return "is apart from its stream";
    case registry::standing::following:
      return "follows its stream";
    case registry::standing::recovering:
      return "offers again what Redis has lost";
    case registry::standing::emptied:
      return "has an empty stream beside a full local log";
    case registry::standing::foreign:
      return "is not the one in Redis, whose key differs";
    case registry::standing::halted:
      return "has halted";
  }
  return {};
}

}  // namespace

registry::impl::impl(options o, redis::connection& redis, directory& into, answer_preparer prepare,
                     log_sink& log)
    : options_(std::move(o)),
      redis_(redis),
      log_sink_(log),
      stream_(redis),
      feed_(into, std::move(prepare)),
      keeper_(options_.folder, log, [this] { note_kept(); }) {}

bool registry::impl::load() {
  touched ignored;
  keeper_.load([&](const folded_entry& e) {
    const auto folded = log_.take(e.of, ignored);
    if (!folded)
      throw std::runtime_error("the registry's local log: entry " + std::to_string(e.of.number) + ": " +
                               folded.error().message());
    ignored = {};
  });
  writer_ = load_writer(options_.folder, log_.size() == 0);
  feed_.replace(log_.state());
  founded_ = log_.state().key.has_value();
  return founded_;
}

void registry::impl::stop() {
  stopping_ = true;
  offers_.refuse_queued(errc::closed);
  founding_.call_in_all();
  comparing_.call_in_all();
  bell_.ring();
}

void registry::impl::halt_for_good(std::exception_ptr fault) {
  fault_ = fault;
  stand(standing::halted, "a fault of the server");
  founding_.call_in_all();
  comparing_.call_in_all();
}

void registry::impl::stand(standing now, std::string_view why) {
  if (fault_) now = standing::halted;
  if (std::exchange(standing_, now) == now) return;
  std::string line = "the registry " + std::string(name_of(now));
  if (!why.empty()) line += ": " + std::string(why);
  line += " (entry " + std::to_string(log_.size()) + ')';
  if (now == standing::apart || now == standing::following)
    log_sink_.info(line);
  else
    log_sink_.alarm(line);
  if (refuses_offers()) offers_.refuse_queued(errc::redis_unavailable);
}

bool registry::impl::refuses_offers() const noexcept {
  return standing_ == standing::emptied || standing_ == standing::foreign || standing_ == standing::halted ||
         (!redis_.connected() && clock::now() - connected_last_ > options_.without_redis);
}

void registry::impl::note_kept() {
  offers_.kept(keeper_.kept());
  if (founded_ || !log_.state().key) return;
  founded_ = true;
  founding_.call_in_all();
}

registry::registry(options o, redis::connection& redis, directory& into, answer_preparer prepare,
                   log_sink& log)
    : impl_(std::make_unique<impl>(std::move(o), redis, into, std::move(prepare), log)) {}

registry::~registry() = default;

bool registry::load() { return impl_->load(); }

boost::asio::awaitable<void> registry::run() {
  const auto executor = co_await boost::asio::this_coro::executor;
  bool keeping = true;
  boost::asio::co_spawn(executor, impl_->keeper_.run(), [&](std::exception_ptr fault) {
    keeping = false;
    if (fault) impl_->halt_for_good(fault);
    impl_->bell_.ring();
  });
  try {
    co_await impl_->follow();
  } catch (...) {
    impl_->halt_for_good(std::current_exception());
  }
  impl_->keeper_.stop();
  while (keeping) co_await impl_->bell_.wait_until(impl::clock::time_point::max());
  impl_->offers_.refuse_all(impl_->fault_ ? errc::redis_unavailable : errc::closed);
  if (impl_->fault_) std::rethrow_exception(impl_->fault_);
}

void registry::stop() { impl_->stop(); }

task<void> registry::wait_founded(std::chrono::milliseconds timeout) {
  if (!impl_->founded_) co_await impl_->founding_.wait(timeout);
  if (impl_->founded_) co_return result<void>();
  co_return impl_->standing_ == standing::foreign ? errc::conflict : errc::redis_unavailable;
}

task<void> registry::wait_compared(std::chrono::milliseconds timeout) {
  if (impl_->standing_ == standing::apart) co_await impl_->comparing_.wait(timeout);
  if (impl_->standing_ == standing::foreign) co_return errc::conflict;
  if (impl_->standing_ == standing::apart) co_return errc::redis_unavailable;
  co_return result<void>();
}

task<offer_outcome> registry::offer(change::any what) {
  if (impl_->stopping_) co_return errc::closed;
  if (impl_->refuses_offers()) co_return errc::redis_unavailable;
  if (auto* const added = std::get_if<change::add_link>(&what)) {
    const auto to = impl_->log_.state().campaigns.find(added->campaign);
    if (to != impl_->log_.state().campaigns.end())
      added->index = static_cast<std::uint16_t>(to->second.of->links.size());
  }
  auto text = to_json(what);
  // What cannot be read back would halt every server.
  if (text.size() > largest_change || !parse_changes('[' + text + ']')) co_return errc::invalid;
  impl_->bell_.ring();
  co_return co_await impl_->offers_.offer(std::move(text), impl_->options_.offer_limit);
}

boost::asio::awaitable<bool> registry::catch_up() {
  if (!connected() || impl_->catching_up_.size() >= most_catching_up) co_return false;
  impl_->bell_.ring();
  co_return co_await impl_->catching_up_.wait(longest_catch_up);
}

const registry_state& registry::state() const noexcept { return impl_->log_.state(); }

writer_id registry::writer() const noexcept { return impl_->writer_; }

bool registry::connected() const noexcept {
  return impl_->standing_ == standing::following && impl_->redis_.connected();
}

registry::standing registry::stands() const noexcept { return impl_->standing_; }

std::string_view registry::trouble() const noexcept {
  switch (impl_->standing_) {
    case standing::recovering:
      return "registry-recovering";
    case standing::emptied:
      return "registry-emptied";
    case standing::foreign:
      return "registry-foreign";
    case standing::halted:
      return "registry-halted";
    case standing::apart:
    case standing::following:
      break;
  }
  if (!connected()) return "redis";
  return impl_->keeper_.failing() ? "registry-disk" : std::string_view();
}

std::shared_ptr<const campaign> registry::find(account_id account, campaign_id id) const {
  const auto& campaigns = state().campaigns;
  const auto found = campaigns.find(id);
  if (found == campaigns.end() || found->second.of->account != account) return nullptr;
  return found->second.of;
}

std::vector<std::shared_ptr<const campaign>> registry::all_of(account_id account) const {
  std::vector<std::shared_ptr<const campaign>> all;
  const auto owned = state().campaigns_by_account.find(account);
  if (owned == state().campaigns_by_account.end()) return all;
  all.reserve(owned->second.size());
  for (const auto& [made, id] : owned->second) all.push_back(state().campaigns.at(id).of);
  return all;
}

}  // namespace waypost
