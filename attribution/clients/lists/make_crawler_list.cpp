// Turns npm's crawler-user-agents.json into the table of listed_bot_rules():
//   make_crawler_list CRAWLER-USER-AGENTS.JSON OUTPUT.CPP
#include <fstream>
#include <iostream>
#include <re2/re2.h>
#include <sstream>
#include <string>
#include <string_view>

#include <boost/json/src.hpp>

#include "attribution/clients/lists/overruled.hpp"
#include "attribution/clients/vocabulary.hpp"

namespace {

constexpr std::size_t longest_name = 32;

bool is_one_of(char c, std::string_view some) { return some.find(c) != some.npos; }

bool may_be_in_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || is_one_of(c, " ._!-");
}

// A pattern's first words as a name for whom it tells: "Ahrefs(Bot|SiteAudit)" is AhrefsBot, "Bytespider\/"
// is Bytespider. Where it has no two letters, "other".
std::string name_of(std::string_view pattern) {
  std::string name;
  for (std::size_t i = 0; i < pattern.size() && name.size() < longest_name; ++i) {
    char c = pattern[i];
    if (is_one_of(c, "^$(?)*+")) continue;
    if (c == '|') {  // the first alternative stands for all
      i = pattern.find(')', i);
      if (i == pattern.npos) break;
      continue;
    }
    if (c == '[') {  // the first letter of a class stands for it, but what a class leaves out does not
      c = pattern[i + 1];
      i = pattern.find(']', i);
      if (c == '^') continue;
    } else if (c == '\\' && i + 1 < pattern.size() && is_one_of(pattern[i + 1], ".-+!")) {
      c = pattern[++i];
    }
    if (!may_be_in_a_name(c)) break;
    name += c;
  }
  while (!name.empty() && is_one_of(name.back(), " -_.!")) name.pop_back();
  while (!name.empty() && is_one_of(name.front(), " -_.!")) name.erase(0, 1);
  return name.size() < 2 ? std::string(waypost::other_name) : name;
}

std::string read(const char* file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::size_t overruled = 0;

// What stands for the pattern in our table; empty where nothing does.
std::string in_our_words(std::string_view pattern) {
  for (const auto& o : waypost::overruled_patterns)
    if (o.listed == pattern) {
      ++overruled;
      return std::string(o.ours);
    }
  return std::string(pattern);
}

void write(std::ostream& out, const boost::json::array& list) {
  out << "// Made from npm's crawler-user-agents.\n#include \"attribution/clients/client_rules.hpp\"\n\n"
         "namespace waypost {\n\nclient_rules listed_bot_rules() noexcept {\n"
         "  static constexpr client_rule rules[] = {\n";
  for (const auto& entry : list) {
    const std::string_view listed = entry.at("pattern").as_string();
    const auto pattern = in_our_words(listed);
    if (pattern.empty()) continue;
    if (const RE2 compiled(pattern, RE2::Quiet); !compiled.ok()) {
      std::cerr << "crawler-user-agents: left out, RE2 says " << compiled.error() << ": " << pattern << '\n';
      continue;
    }
    out << "    {client_class::kind::bot, \"" << name_of(listed) << "\", R\"npm(" << pattern << ")npm\"},\n";
  }
  out << "  };\n  return rules;\n}\n\n}  // namespace waypost\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const auto list = boost::json::parse(read(argv[1]));
    std::ofstream out(argv[2]);
    write(out, list.as_array());
    if (overruled != waypost::overruled_patterns.size()) {
      std::cerr
          << "crawler-user-agents: a pattern that lists/overruled.hpp names is not in the list any more\n";
      return 1;
    }
    return out.flush() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << argv[1] << ": " << error.what() << '\n';
    return 1;
  }
}
