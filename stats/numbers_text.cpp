#include "stats/numbers_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

namespace waypost {
namespace {

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::value(boost::json::string_view(text.data(), text.size())));
}

std::string number_or(const std::optional<std::uint64_t>& number, const char* none) {
  return number ? std::to_string(*number) : none;
}

// One JSON object, member by member.
class object_text {
 public:
  object_text& add(std::string_view name, std::string_view value) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_ += name;
    text_ += "\":";
    text_ += value;
    return *this;
  }
  object_text& add(std::string_view name, std::uint64_t value) { return add(name, std::to_string(value)); }

  std::string end() const { return text_ + '}'; }

 private:
  std::string text_ = "{";
};

std::string links_array(const campaign_numbers& numbers) {
  std::string text = "[";
  for (const auto& link : numbers.links) {
    if (text.size() > 1) text += ',';
    text += object_text()
                .add("link", quoted(link.label))
                .add("clicks", link.clicks)
                .add("unique_clickers", number_or(link.unique_clickers, "null"))
                .add("share", to_text(link.share, "null"))
                .end();
  }
  return text + ']';
}

}  // namespace

std::string stats_json(const campaign& of, const campaign_numbers& numbers, std::string_view as_of) {
  return object_text()
             .add("campaign", quoted(to_text(of.id)))
             .add("as_of", quoted(as_of))
             .add("sent", numbers.sent)
             .add("delivered", numbers.delivered)
             .add("failed", numbers.failed)
             .add("clicks", numbers.clicks)
             .add("unique_clickers", number_or(numbers.unique_clickers, "null"))
             .add("previews", numbers.previews)
             .add("bots", numbers.bots)
             .add("ctr", to_text(numbers.ctr, "null"))
             .add("unique_ctr", to_text(numbers.unique_ctr, "null"))
             .add("links", links_array(numbers))
             .end() +
         '\n';
}

std::string links_json(const campaign& of, const campaign_numbers& numbers, std::string_view as_of) {
  return object_text()
             .add("campaign", quoted(to_text(of.id)))
             .add("as_of", quoted(as_of))
             .add("clicks", numbers.clicks)
             .add("unique_clickers", number_or(numbers.unique_clickers, "null"))
             .add("links", links_array(numbers))
             .end() +
         '\n';
}

std::string links_csv(const campaign_numbers& numbers) {
  std::string text = "link,clicks,unique_clickers,share\r\n";
  for (const auto& link : numbers.links)
    text += csv_cell(link.label) + ',' + std::to_string(link.clicks) + ',' +
            number_or(link.unique_clickers, "") + ',' + to_text(link.share, "") + "\r\n";
  return text;
}

std::string csv_cell(std::string_view text) {
  std::string cell;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos) cell = '\'';
  cell += text;
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string quoted_cell = "\"";
  for (const char c : cell) quoted_cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted_cell + '"';
}

}  // namespace waypost
