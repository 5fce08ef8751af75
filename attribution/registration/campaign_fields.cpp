#include "attribution/registration/campaign_fields.hpp"

#include <unordered_set>

#include <waypost/rfc3339.hpp>

#include "attribution/registry/fold.hpp"

namespace waypost {
namespace {

// Text that is shown to people: so many characters, none of them a control character.
std::optional<std::string> read_words(field_reader& from, std::string_view name, std::size_t longest,
                                      bool required) {
  const auto text = from.text(name, required);
  if (!text) return std::nullopt;
  const auto length = characters(*text);
  if (length < 1 || length > longest)
    from.refuse(name, "This must have 1 to " + std::to_string(longest) + " characters.");
  if (has_control_characters(*text)) from.refuse(name, "This must have no control characters.");
  return std::string(*text);
}

}  // namespace

std::optional<std::string> read_name(field_reader& from, bool required) {
  return read_words(from, "name", longest_name, required);
}

std::optional<std::string> read_label(field_reader& from, bool required) {
  auto label = read_words(from, "label", longest_label, required);
  // A column of rows in CSV has the link's label, beside that of the recipients' ids.
  if (label == "recipient") from.refuse("label", "This is what the column of recipients is called.");
  return label;
}

std::optional<std::string> read_time_zone(field_reader& from, const time_zones& zones, bool required) {
  const auto name = from.text("time_zone", required);
  if (!name) return std::nullopt;
  if (!zones.contains(*name))
    from.refuse("time_zone", "This must be a time zone of the IANA database, such as Asia/Kolkata.");
  return std::string(*name);
}

std::optional<std::int64_t> read_expiry(field_reader& from) {
  const auto text = from.text("expires_at");
  if (!text) return std::nullopt;
  const auto time_ms = parse_rfc3339(*text);
  if (!time_ms)
    from.refuse("expires_at",
                "This must be an RFC 3339 time with its offset, such as "
                "2030-01-31T18:00:00+05:30.");
  return time_ms;
}

std::optional<std::string> read_url(field_reader& from, std::string_view name,
                                    const destination_check& destinations, bool required) {
  const auto url = from.text(name, required);
  if (!url) return std::nullopt;
  if (const auto why = destinations.refusal(*url)) from.refuse(name, "Not a destination: " + *why + '.');
  return std::string(*url);
}

link read_link(field_reader& from, const destination_check& destinations) {
  link read;
  read.label = read_label(from, true).value_or("");
  read.url = read_url(from, "url", destinations, true).value_or("");
  read.paused = from.flag("paused").value_or(false);
  from.refuse_others();
  return read;
}

std::vector<link> read_links(field_reader& from, const destination_check& destinations,
                             std::optional<field_error>& error) {
  const auto* list = from.list("links", true);
  if (list == nullptr) return {};
  if (list->empty() || list->size() > most_links) {
    from.refuse("links", "A campaign has 1 to " + std::to_string(most_links) + " links.");
    return {};
  }
  std::vector<link> links;
  std::unordered_set<std::string> labels;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto at = "links[" + std::to_string(i) + ']';
    if (!(*list)[i].is_object()) {
      from.refuse(at, "This must be an object with a label and a url.");
      return {};
    }
    field_reader reader((*list)[i].get_object(), at, error);
    links.push_back(read_link(reader, destinations));
    if (!labels.insert(links.back().label).second)
      reader.refuse("label", "Another link of the campaign has this label.");
  }
  return links;
}

}  // namespace waypost
