#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "attribution/ledger/campaign_sums.hpp"
#include "attribution/ledger/chunk_refresh.hpp"
#include "attribution/ledger/funnel.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/ledger/merged_facts.hpp"
#include "attribution/ledger/recipient_selection.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/reply.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/ledger/fact_model.hpp"

namespace waypost::test {

inline redis::reply string_reply(std::string text) {
  redis::reply r;
  r.type = redis::reply::kind::string;
  r.text = std::move(text);
  return r;
}

inline redis::reply array_reply(const std::vector<std::string>& texts) {
  redis::reply r;
  r.type = redis::reply::kind::array;
  for (const auto& text : texts) r.elements.push_back(string_reply(text));
  return r;
}

// A campaign's facts as Redis would have them, each key with a version of its own for each of its contents.
class stored_facts {
 public:
  // Keys with other contents than before get other versions, as after a step.
  void store(const fact_model::encoded& now) {
    for (const auto& [key, value] : now.strings)
      if (facts.strings[key] != value) versions[key] = ++last_;
    for (const auto& [key, hash] : now.hashes)
      if (facts.hashes[key] != hash) versions[key] = ++last_;
    facts = now;
  }

  redis::reply ledger(campaign_id campaign) const {
    std::vector<std::string> all;
    for (const auto& [key, version] : versions) {
      all.push_back(fields::version(campaign, key));
      all.push_back(detail::hex16(version));
    }
    return array_reply(all);
  }

  redis::reply answer(const redis::command& asked) {
    const auto& name = asked.arguments()[0];
    const auto& key = asked.arguments()[1];
    fetched.insert(key);
    if (name == "GET" || name == "GETRANGE" || name == "GETBIT") return answer_string(name, asked);
    std::vector<std::string> texts;
    if (const auto found = facts.hashes.find(key); found != facts.hashes.end()) {
      for (const auto& [field, value] : found->second) {
        texts.push_back(field);
        texts.push_back(value);
      }
    }
    redis::reply page;
    page.type = redis::reply::kind::array;
    page.elements = {string_reply("0"), array_reply(texts)};
    return page;
  }
  std::vector<redis::reply> answer(const std::vector<redis::command>& asked) {
    std::vector<redis::reply> replies;
    for (const auto& command : asked) replies.push_back(answer(command));
    return replies;
  }

  fact_model::encoded facts;
  std::map<std::string, fact_version> versions;  // by key
  std::set<std::string> fetched;                 // keys

 private:
  redis::reply answer_string(const std::string& name, const redis::command& asked) const {
    const auto found = facts.strings.find(asked.arguments()[1]);
    if (found == facts.strings.end() && name == "GET") return {};
    const std::string value = found == facts.strings.end() ? std::string() : found->second;
    if (name == "GET") return string_reply(value);
    const auto first = std::stoull(asked.arguments()[2]);
    if (name == "GETRANGE") {
      const auto last = std::stoull(asked.arguments()[3]);
      return string_reply(first < value.size() ? value.substr(first, last - first + 1) : "");
    }
    redis::reply bit;
    bit.type = redis::reply::kind::integer;
    if (first / 8 < value.size())
      bit.integer = static_cast<unsigned char>(value[first / 8]) >> (7 - first % 8) & 1;
    return bit;
  }

  fact_version last_ = 0;
};

// What production reads page by page; here the first is all.
inline result<conversion_facts> conversions_in(const redis::reply& page, const conversion_terms& terms) {
  conversion_collector collector(terms);
  const auto take = [&](std::string_view field, std::string_view value) {
    return collector.take(field, value);
  };
  if (const auto taken = redis::take_page(page, take); !taken) return taken.error();
  return std::move(collector).facts();
}

inline result<void> take_replies(const chunk_refresh& refresh, const std::vector<redis::reply>& replies,
                                 const conversion_terms& terms, chunk_sums& sums, fact_alarms& alarms) {
  conversion_facts conversions;
  if (refresh.conversions_key() != nullptr) {
    auto read = conversions_in(replies.front(), terms);
    if (!read) return read.error();
    conversions = std::move(*read);
  }
  return refresh.take(replies, std::move(conversions), terms, sums, alarms);
}

inline result<std::vector<std::uint32_t>> positions_in(const recipient_selection& selection,
                                                       const std::vector<redis::reply>& replies) {
  conversion_facts conversions;
  if (const auto page = selection.first_page()) {
    auto read = conversions_in(replies.at(*page), selection.terms());
    if (!read) return read.error();
    conversions = std::move(*read);
  }
  return selection.positions(replies, std::move(conversions));
}

}  // namespace waypost::test
