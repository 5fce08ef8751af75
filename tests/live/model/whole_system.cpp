#include "tests/live/model/whole_system.hpp"

#include <future>
#include <string_view>

#include <waypost/callback.hpp>
#include <waypost/clock.hpp>

#include "attribution/redis/keys.hpp"
#include "tests/support/country_database.hpp"
#include "tests/support/eventually.hpp"

namespace waypost::test {

namespace {

constexpr std::chrono::seconds long_enough{60};

struct named_filter {
  std::string name;
  recipient_filter wanted;
};

// Each kind of fact alone, and some together; each way.
std::vector<named_filter> filters_for(const campaign& of) {
  std::vector<named_filter> filters;
  const auto add = [&](std::string name, const auto& set) {
    for (const bool yes : {true, false}) {
      filters.push_back({(yes ? "" : "not ") + name, {}});
      set(filters.back().wanted, yes);
    }
  };
  add("clicked", [](auto& f, bool yes) { f.clicked = yes; });
  add("delivered", [](auto& f, bool yes) { f.delivered = yes; });
  add("failed, sent", [](auto& f, bool yes) { f.failed = yes, f.sent = true; });
  add("converted", [](auto& f, bool yes) { f.converted = yes; });
  add("clicked the last link", [&](auto& f, bool yes) {
    f.clicked = yes;
    f.link = static_cast<std::uint16_t>(of.links.size() - 1);
  });
  if (of.conversions.empty()) return filters;
  add("converted to the last goal, clicked", [&](auto& f, bool yes) {
    f.clicked = true;
    f.converted = yes;
    f.goal = of.conversions.size() - 1;
  });
  return filters;
}

}  // namespace

std::unique_ptr<const country_file> whole_system::some_countries() const {
  country_database database(country_database::layout::nested);
  for (const auto& n : networks)
    if (!n.country.empty()) database.add(std::string(n.database_line), n.bits, n.country);
  database.write(folder_.path() / "countries.mmdb");
  return std::make_unique<const country_file>(folder_.path() / "countries.mmdb");
}

template <class Make>
auto whole_system::ask(const Make& make) {
  const auto end = std::chrono::steady_clock::now() + long_enough;
  for (;;) {
    auto answer = link_.run(make());
    if (answer || std::chrono::steady_clock::now() > end) return answer.value();
    link_.wait();
  }
}

whole_system::whole_system(const std::vector<drawn_campaign>& campaigns, dice& by)
    : campaigns_(campaigns),
      by_(by),
      link_(redis_.endpoint()),
      store_(link_.redis),
      reader_(link_.redis, log_),
      known_(campaigns.size()) {
  for (std::size_t i = 0; i < campaigns_.size(); ++i) {
    stage(i);
    register_next(i);
  }
  // Not before: whoever stages waits for the disk.
  if (by_.one_in(3))
    ask([&] { return link_.redis.call("key", {"CONFIG", "SET", "appendfsync", "everysec"}); });
  for (std::uint64_t node = 1 + by_.below(2); node > 0; --node)
    servers_.push_back(std::make_unique<own_server>(
        own_server::options{.redis = redis::parse_endpoint(redis_.endpoint()).value(),
                            .node = 0xfeed + node,
                            .countries = countries_.get(),
                            .redirect_threads = 1 + by_.below(3),
                            .most_events_per_step = 100 + by_.below(5000)},
        directory_, log_));
}

whole_system::~whole_system() { servers_.clear(); }

void whole_system::stage(std::size_t campaign) {
  const auto& drawn = campaigns_[campaign];
  recipient_uploads so_far;
  known_[campaign].uploads.push_back(so_far);
  for (const auto& u : drawn.uploads) {
    if (u.named) {
      std::vector<std::string> ids;
      for (std::uint32_t i = 0; i < u.count; ++i) ids.push_back(drawn.id_of(u.first_position + i));
      const std::vector<std::string_view> views(ids.begin(), ids.end());
      const auto rows = ask([&] { return store_.stage(drawn.of.id, views); });
      so_far.uploads.push_back(
          {rows.upload, u.first_position, u.count, rows.position_chunks, rows.hash_chunks});
      so_far.indexes.push_back({rows.upload, rows.hash_chunks, {rows.upload}});
    }
    known_[campaign].uploads.push_back(so_far);
  }
}

void whole_system::register_next(std::size_t campaign) {
  const auto& drawn = campaigns_[campaign];
  auto& known = known_[campaign];
  if (known.registered == drawn.uploads.size()) return;
  ++known.registered;
  auto view = std::make_shared<campaign_view>();
  view->of = std::make_shared<waypost::campaign>(drawn.after(known.registered));
  for (std::size_t l = 0; l < drawn.of.links.size(); ++l)
    view->links.push_back(std::make_shared<link_target>());
  view->recipients = std::make_shared<recipient_uploads>(known.uploads[known.registered]);
  directory_.put(view);
  for (const auto& run : drawn.uploads[known.registered - 1].runs) directory_.put(run);
}

void whole_system::append(std::size_t campaign, const happening& h) {
  auto& server = *by_.any_of(servers_);
  if (const auto* t = std::get_if<tap>(&h)) {
    click c;
    c.time_ms = t->time_ms;
    c.code = campaigns_[campaign].code_of(t->recipient, t->link);
    c.answered = t->fallback ? answer::fallback : answer::redirect;
    c.client.head = t->head;
    c.client.prefetch = t->prefetch;
    c.client.user_agent = t->client->user_agent;
    c.client.from = t->from->from;
    server.append(1 + by_.below(server.redirect_threads()), {0, c});
  } else if (const auto* c = std::get_if<delivery_callback>(&h)) {
    std::string text;
    callback::append_text(c->said, text);
    const auto whose = static_cast<std::uint64_t>(campaigns_[campaign].of.account);
    server.append(0, {0, report{system_time_ms(), campaign_id{whose}, text}});
  } else {
    const auto text = to_report_text(std::get<campaign_report>(h));
    server.append(0, {0, report{system_time_ms(), campaigns_[campaign].of.id, text}});
  }
}

void whole_system::kill_redis() {
  if (!redis_is_up_) return;
  redis_.kill_hard();
  redis_is_up_ = false;
}

void whole_system::revive_redis() {
  if (redis_is_up_) return;
  redis_.start_again();
  redis_is_up_ = true;
}

void whole_system::restart_a_server() {
  by_.any_of(servers_)->start_again(std::chrono::milliseconds(by_.below(100)));
}

void whole_system::restart_all() {
  for (auto& server : servers_) server->start_again(std::chrono::milliseconds(0));
}

void whole_system::look_at(std::size_t campaign) {
  if (!redis_is_up_) return;
  const auto of = campaigns_[campaign].after(registered(campaign));
  (void)link_.run(reader_.read(of));
}

// What a drain reported itself meanwhile is applied by the next start, and so it is with what a step left
// that was cut short: a sweep finds it, which takes seconds.
std::string whole_system::finish(std::uint64_t waiting) {
  revive_redis();
  if (!finish_once()) return "not all events were applied";
  restart_all();
  std::uint64_t now_waiting = 0;
  const auto as_many = [&] { return (now_waiting = waiting_callbacks()) == waiting; };
  if (!eventually(as_many))
    return std::to_string(now_waiting) + " callbacks wait, not " + std::to_string(waiting);
  if (!finish_once()) return "not all events were applied after another start";
  restart_all();
  return finish_once() ? "" : "not all that was reported again was applied";
}

std::uint64_t whole_system::waiting_callbacks() {
  std::uint64_t sum = 0;
  for (std::uint32_t hash = 0; hash < redis::keys::hashes_of_waiting; ++hash) {
    const auto key = redis::keys::waiting(campaigns_.front().of.account, hash);
    sum += static_cast<std::uint64_t>(ask([&] { return link_.redis.call(key, {"HLEN", key}); }).integer);
  }
  return sum;
}

bool whole_system::finish_once() {
  std::vector<std::future<bool>> finished;
  for (auto& server : servers_)
    finished.push_back(std::async(std::launch::async, [&server] { return server->finish(long_enough); }));
  bool all = true;
  for (auto& one : finished) all = one.get() && all;
  return all;
}

std::string whole_system::compare(const std::string& of, const named_numbers& expected,
                                  const named_numbers& got) {
  compared_ += expected.size();
  return differences(of, expected, got);
}

std::string whole_system::difference(const campaign_model& model,
                                     const std::vector<std::uint32_t>& recipients) {
  const auto& of = model.of();
  ledger_reader fresh(link_.redis, log_);
  const auto expected = numbers_of(model.counters());
  std::string wrong;
  for (auto* reader : {&reader_, &fresh})
    wrong += compare(reader == &fresh ? "read anew" : "read again", expected,
                     numbers_of(ask([&] { return reader->read(of); })));
  for (const auto position : recipients)
    wrong += compare("recipient " + std::to_string(position), numbers_of(model.facts_of(position)),
                     numbers_of(ask([&] { return fresh.read_recipient(of, position); })));
  for (const auto& [name, wanted] : filters_for(of))
    for (std::uint32_t chunk = 0; chunk * recipients_per_chunk < of.recipients; ++chunk)
      wrong += compare("who " + name, numbers_of(model.select(wanted, chunk)),
                       numbers_of(ask([&] { return fresh.select(of, wanted, chunk); })));
  return wrong;
}

}  // namespace waypost::test
