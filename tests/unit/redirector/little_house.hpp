#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "attribution/codes/codec.hpp"
#include "attribution/directory/directory.hpp"
#include "attribution/journal/ring.hpp"
#include "attribution/journal/ring_reader.hpp"
#include "redirector/answers.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

inline constexpr std::int64_t noon_ms = 1'700'000'000'000;  // Tue, 14 Nov 2023 22:13:20 GMT

// A directory with one campaign of each kind, a codec, and a ring for the clicks.
class little_house {
 public:
  little_house() : codes_(secret_key{1, 2, 3}) {
    ring_ = ring::create(folder_.path() / "ring", {1, 1, 1}, std::size_t{1} << 20).value();
    clicks_.emplace(*ring_);
    add(1, 0, {"https://shop.example/reviews", "https://shop.example/offers"});
    put(2, 1024, [](campaign& c, campaign_view&) { c.paused = true; });
    put(3, 2048, [](campaign& c, campaign_view&) { c.expires_ms = noon_ms; });
    put(4, 3072, [](campaign& c, campaign_view& v) {
      c.expires_ms = noon_ms;
      v.fallback = target("https://shop.example/over");
    });
    put(5, 4096, [](campaign&, campaign_view& v) { v.links[0] = target("https://shop.example/off", true); });
    links.put_alias(0, "spring-sale_24", {9, 1});
  }

  // The code of one link for one recipient of campaign 1.
  std::string code(std::uint32_t recipient, std::uint32_t link) const {
    return codes_.encode(code_number{9, recipient * 2 + link});
  }
  std::string live() const { return code(0, 0); }
  std::string paused() const { return codes_.encode(code_number{9, 1024}); }
  std::string expired() const { return codes_.encode(code_number{9, 2048}); }
  std::string with_fallback() const { return codes_.encode(code_number{9, 3072}); }
  std::string paused_link() const { return codes_.encode(code_number{9, 4096}); }
  std::string unknown() const { return codes_.encode(code_number{9, 999'999}); }

  // A further campaign, at a number of its own.
  void add(std::uint64_t id, std::uint64_t first_number, std::initializer_list<std::string_view> urls) {
    auto of = std::make_shared<campaign>();
    of->id = campaign_id{id};
    auto view = std::make_shared<campaign_view>();
    for (const auto url : urls) view->links.push_back(target(url));
    view->of = of;
    links.put(view);
    block run;
    run.campaign = of->id;
    run.first_number = first_number;
    run.recipients = 100;
    run.links = static_cast<std::uint16_t>(urls.size());
    run.length = 9;
    links.put(run);
  }

  // The next click that was appended, its user agent kept here.
  std::optional<click> next_click() {
    const auto e = clicks_->next();
    if (!e) return std::nullopt;
    auto c = std::get<click>(e->what);
    user_agent_ = c.client.user_agent;
    c.client.user_agent = user_agent_;
    return c;
  }

  const codec& codes() const noexcept { return codes_; }
  ring& the_ring() noexcept { return *ring_; }

  directory links;

 private:
  static std::shared_ptr<const link_target> target(std::string_view url, bool paused = false) {
    return std::make_shared<const link_target>(link_target{prepare_answer(url), paused});
  }

  template <class Change>
  void put(std::uint64_t id, std::uint64_t first_number, Change change) {
    add(id, first_number, {"https://shop.example/off"});
    auto of = std::make_shared<campaign>();
    of->id = campaign_id{id};
    of->version = 1;
    auto view = std::make_shared<campaign_view>();
    view->links.push_back(target("https://shop.example/off"));
    change(*of, *view);
    view->of = of;
    links.put(view);
  }

  temporary_directory folder_;
  codec codes_;
  std::unique_ptr<ring> ring_;
  std::optional<ring_reader> clicks_;
  std::string user_agent_;
};

}  // namespace waypost::test
