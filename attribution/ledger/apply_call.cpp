#include "attribution/ledger/apply_call.hpp"

#include <string>

#include "attribution/ledger/fact_commands.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

using kind = redis::reply::kind;

result<std::uint64_t> offset_of(const redis::reply& r) {
  if (r.is_nil()) return std::uint64_t{0};
  const auto value = fields::number<std::uint64_t>(r.text);
  if (r.type != kind::string || !value) return errc::redis_protocol;
  return *value;
}

}  // namespace

redis::command apply_command(campaign_id campaign, const journal_name& journal, std::uint64_t from,
                             std::uint64_t to, std::uint64_t token, const step_sum& sum,
                             std::string_view digest) {
  const std::string text = token_text(token);
  redis::command call{"EVALSHA", digest, "2", keys::ledger(campaign), keys::fence(campaign)};
  call.add(fields::fence(journal)).add(text);
  call.add(fields::retired(journal)).add(journal.start);
  call.add(fields::watermark(journal)).add(from).add(to);

  const auto chunks = touched_chunks(campaign, sum.facts());
  call.add(std::uint64_t{chunks.size()});
  for (const auto& chunk : chunks) call.add(fields::version(campaign, chunk)).add(text);

  const auto& counts = sum.counts();
  for (const auto& [where, n] : counts.clicks) call.add(fields::clicks(where.first, where.second)).add(n);
  for (const auto& [name, n] : counts.previews) call.add(fields::previews(name)).add(n);
  for (const auto& [name, n] : counts.bots) call.add(fields::bots(name)).add(n);
  const auto add = [&call](std::string_view prefix, const step_counts::by_name& names) {
    for (const auto& [name, n] : names) call.add(fields::named(prefix, name)).add(n);
  };
  add(fields::systems_prefix, counts.systems);
  add(fields::browsers_prefix, counts.browsers);
  add(fields::devices_prefix, counts.devices);
  for (const auto& [country, n] : counts.countries)
    call.add(fields::named(fields::countries_prefix, {country.data(), country.size()})).add(n);
  for (const auto& [where, n] : counts.messages) call.add(fields::messages(where.first, where.second)).add(n);
  if (counts.fallbacks != 0) call.add(fields::fallbacks).add(counts.fallbacks);
  if (counts.unknown_recipients != 0) call.add(fields::unknown_recipients).add(counts.unknown_recipients);
  if (counts.unknown_messages != 0) call.add(fields::unknown_messages).add(counts.unknown_messages);
  return call;
}

result<apply_answer> parse_apply(const redis::reply& answer) {
  using verdict = apply_answer::verdict;
  if (answer.type != kind::array || answer.elements.size() != 2) return errc::redis_protocol;
  const auto watermark = offset_of(answer.elements[1]);
  if (!watermark) return watermark.error();
  const std::string_view said = answer.elements[0].text;
  if (said == "applied") return apply_answer{verdict::applied, *watermark};
  if (said == "retired") return apply_answer{verdict::retired, *watermark};
  if (said == "watermark") return apply_answer{verdict::watermark, *watermark};
  if (said == "fence") return apply_answer{verdict::fence, *watermark};
  return errc::redis_protocol;
}

redis::command position_command(campaign_id campaign, const journal_name& journal) {
  return {"HMGET", keys::ledger(campaign), fields::watermark(journal), fields::retired(journal)};
}

result<ledger_position> parse_position(const journal_name& journal, const redis::reply& answer) {
  if (answer.type != kind::array || answer.elements.size() != 2) return errc::redis_protocol;
  const auto watermark = offset_of(answer.elements[0]);
  const auto retired = offset_of(answer.elements[1]);
  if (!watermark) return watermark.error();
  if (!retired) return retired.error();
  return ledger_position{*watermark, !answer.elements[1].is_nil() && journal.start <= *retired};
}

}  // namespace waypost
