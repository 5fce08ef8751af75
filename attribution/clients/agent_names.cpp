#include "attribution/clients/agent_names.hpp"

namespace waypost {

namespace {

// Many of these patterns wait for something far behind their beginning. One pass over the text must remember
// each combination of those that wait: with all of them together, a text made for that costs a millisecond.
constexpr std::size_t patterns_together = 64;

std::vector<agent_rule> joined(agent_rules own, agent_rules listed) {
  std::vector<agent_rule> rules(own.begin(), own.end());
  rules.insert(rules.end(), listed.begin(), listed.end());
  return rules;
}

std::vector<std::string_view> patterns_of(const std::vector<agent_rule>& rules) {
  std::vector<std::string_view> patterns;
  for (const auto& r : rules) patterns.push_back(r.pattern);
  return patterns;
}

}  // namespace

agent_names::agent_names(agent_rules own, agent_rules listed, vocabulary words)
    : agent_names(joined(own, listed), words) {}

agent_names::agent_names(std::vector<agent_rule> rules, vocabulary words)
    : rules_(std::move(rules)), words_(words), patterns_(patterns_of(rules_), patterns_together) {
  readers_.resize(rules_.size());
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (rules_[i].name.empty())
      readers_[i] = std::make_unique<const re2::RE2>(
          re2::StringPiece(rules_[i].pattern.data(), rules_[i].pattern.size()), re2::RE2::Latin1);
}

std::string_view agent_names::name_in(std::string_view user_agent) const {
  const auto first = patterns_.first_in(user_agent);
  if (!first) return {};
  if (!readers_[*first]) return rules_[*first].name;
  re2::StringPiece theirs;
  re2::RE2::PartialMatch({user_agent.data(), user_agent.size()}, *readers_[*first], &theirs);
  return translate(words_, {theirs.data(), theirs.size()});
}

}  // namespace waypost
