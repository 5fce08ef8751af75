#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include <waypost/errors.hpp>
#include <waypost/ids.hpp>
#include <waypost/journal.hpp>

#include "attribution/clients/client_classifier.hpp"
#include "attribution/clients/country_file.hpp"
#include "attribution/journal/user_agent_hash.hpp"
#include "attribution/ledger/attributed.hpp"

namespace waypost {

// Which campaign an event belongs to, and as what. A callback belongs to the ledger of its account, whose id
// stands for the campaign's.
struct attribution {
  campaign_id campaign{};
  std::int64_t created_s = 0;
  std::uint32_t recipient = 0;   // of a click
  std::uint16_t link = 0;        // of a click
  bool shared = false;           // of a click
  std::uint32_t recipients = 0;  // of the campaign: positions are below it
  account_id account{};          // of the campaign
};

// Finds the campaign of an event. The drain's thread.
class attributor {
 public:
  virtual ~attributor() = default;

  // Nothing where the click's number or the report's campaign is not known (yet). A callback's account is
  // taken as known: whoever had the key for it was let in.
  virtual std::optional<attribution> find(const event& e) = 0;
};

// Turns found events into what the ledger keeps of them. Remembers the classes of the user agents it saw,
// since few of them make up nearly all clicks. Outlives the clicks it read. The drain's thread.
class event_reader {
 public:
  // Both must outlive it; without `countries` clicks have none.
  event_reader(const client_classifier& clients, const country_file* countries)
      : clients_(clients), countries_(countries) {}

  // errc::corrupt or unknown_version where a report's text cannot be read.
  result<attributed> read(const event& e, const attribution& of);

 private:
  const client_class& class_of(const client_material& client);

  const client_classifier& clients_;
  const country_file* countries_;
  // Never forgotten: queued clicks point to them, and bounded vocabularies make few of them.
  std::set<client_class> classes_;
  std::unordered_map<std::string, const client_class*, user_agent_hash, std::equal_to<>> seen_;
};

}  // namespace waypost
