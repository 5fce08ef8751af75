// Turns uap-core's regexes.yaml into the tables of agent_rules.hpp:
//   make_agent_rules REGEXES.YAML OUTPUT.CPP
// Keeps the rules that lead to a name of our vocabularies. Whoever reads the tables asks only whether and as
// what a rule fits, so what serves other ends is taken out of its pattern: bounds that guard other engines
// against long texts, and the version numbers at its end.
#include <fstream>
#include <iostream>
#include <optional>
#include <re2/re2.h>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

#include "attribution/clients/vocabulary.hpp"

namespace {

using waypost::vocabulary;

struct rule {
  std::string pattern;
  std::string name;  // ours; empty: by what the first group holds
};

std::string text_of(const YAML::Node& entry, const char* key) {
  return entry[key] ? entry[key].as<std::string>() : std::string();
}

std::string rewritten(std::string pattern) {
  static const RE2 any_number(R"(\{0,(?:2|\d\d+)\})");
  static const RE2 at_least_one(R"(\{1,\d\d+\})");
  static const RE2 from_the_start(R"(^\^\.\*\??)");
  static const RE2 optional_end(R"(\(\?:[^()|]*(?:\([^()|]*\)[^()|]*)*\|\)$)");
  RE2::GlobalReplace(&pattern, any_number, "*");
  RE2::GlobalReplace(&pattern, at_least_one, "+");
  RE2::Replace(&pattern, from_the_start, "");
  while (RE2::Replace(&pattern, optional_end, "")) {
  }
  return pattern;
}

// The alternatives of the first group, where it holds nothing but words.
std::vector<std::string> words_of_first_group(const std::string& pattern) {
  static const RE2 first_group(R"((?:^|[^\\])\(([^?()\[\]*+{}][^()\[\]*+{}]*)\))");
  std::string inside;
  std::vector<std::string> words;
  if (!RE2::PartialMatch(pattern, first_group, &inside)) return words;
  for (std::size_t from = 0; from <= inside.size();) {
    const auto to = std::min(inside.find('|', from), inside.size());
    std::string word = inside.substr(from, to - from);
    RE2::GlobalReplace(&word, R"(\\(.))", R"(\1)");
    words.push_back(word);
    from = to + 1;
  }
  return words;
}

// Nothing where the rule leads to no name of ours.
std::optional<rule> rule_of(const std::string& pattern, const std::string& theirs, vocabulary words) {
  if (theirs.find('$') == theirs.npos) {
    const auto ours = translate(words, theirs);
    if (ours.empty()) return std::nullopt;
    return rule{pattern, std::string(ours)};
  }
  if (theirs != "$1") return std::nullopt;
  const auto inside = words_of_first_group(pattern);
  for (const auto& word : inside)
    if (const auto ours = translate(words, word); !ours.empty())
      return rule{pattern, inside.size() == 1 ? std::string(ours) : std::string()};
  return std::nullopt;
}

// Of a device: its maker, but for Apple's its kind.
std::string device_name(const YAML::Node& entry) {
  const auto maker = text_of(entry, "brand_replacement");
  return maker == "Apple" ? text_of(entry, "device_replacement") : maker;
}

std::vector<rule> rules_of(const YAML::Node& entries, const char* key, vocabulary words) {
  std::vector<rule> kept;
  for (const auto& entry : entries) {
    auto pattern = rewritten(text_of(entry, "regex"));
    if (text_of(entry, "regex_flag") == "i") pattern = "(?i)" + pattern;
    if (const RE2 compiled(pattern, RE2::Quiet); !compiled.ok()) {
      std::cerr << "uap-core: left out, RE2 says " << compiled.error() << ": " << pattern << '\n';
      continue;
    }
    auto theirs = key == std::string("brand_replacement") ? device_name(entry) : text_of(entry, key);
    if (theirs.empty()) theirs = "$1";
    auto found = rule_of(pattern, theirs, words);
    if (found) kept.push_back(*found);
  }
  return kept;
}

void write(std::ostream& out, const char* name, const std::vector<rule>& rules) {
  out << "\nagent_rules " << name << "() noexcept {\n  static constexpr agent_rule rules[] = {\n";
  for (const auto& r : rules) out << "    {R\"uap(" << r.pattern << ")uap\", \"" << r.name << "\"},\n";
  out << "  };\n  return rules;\n}\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const auto list = YAML::LoadFile(argv[1]);
    std::ofstream out(argv[2]);
    out << "// Made from uap-core's regexes.yaml.\n#include \"attribution/clients/agent_rules.hpp\"\n\n"
           "namespace waypost {\n";
    using namespace waypost;
    write(out, "listed_browser_rules",
          rules_of(list["user_agent_parsers"], "family_replacement", browser_words()));
    write(out, "listed_system_rules", rules_of(list["os_parsers"], "os_replacement", system_words()));
    write(out, "listed_device_rules", rules_of(list["device_parsers"], "brand_replacement", device_words()));
    out << "\n}  // namespace waypost\n";
    return out.flush() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << argv[1] << ": " << error.what() << '\n';
    return 1;
  }
}
