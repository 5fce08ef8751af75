#include "attribution/directory/run_index.hpp"

#include <bit>
#include <stdexcept>

namespace waypost {

std::optional<run_index::hit> run_index::find(code_number number) const noexcept {
  if (number.length < shortest_code || number.length > longest_code) return std::nullopt;
  const of_length& runs = lengths_[number.length - shortest_code];
  const std::uint32_t in_use = runs.in_use.load(std::memory_order_acquire);

  // Where there is more than one size, memory fetches for all of them before the first is needed.
  if ((in_use & (in_use - 1)) != 0) {
    for (std::uint32_t rest = in_use; rest != 0; rest &= rest - 1) {
      const auto exponent = static_cast<unsigned>(std::countr_zero(rest));
      runs.by_exponent[exponent].current()->prefetch(key(number.number, exponent));
    }
  }
  for (std::uint32_t rest = in_use; rest != 0; rest &= rest - 1) {
    const auto exponent = static_cast<unsigned>(std::countr_zero(rest));
    std::optional<hit> found;
    const auto take = [&](const run_detail& run, known_campaign& campaign) {
      const auto offset = static_cast<std::uint32_t>(number.number & ((std::uint64_t{1} << exponent) - 1));
      const std::uint32_t recipient = offset / run.links;
      if (recipient < run.recipients)
        found = hit{&campaign, run.shared ? 0 : run.first_recipient + recipient,
                    static_cast<std::uint16_t>(run.first_link + offset % run.links), run.shared};
      return true;
    };
    // Runs do not overlap: the first one found decides.
    if (runs.by_exponent[exponent].find(key(number.number, exponent), take)) return found;
  }
  return std::nullopt;
}

void run_index::insert(const block& run, known_campaign* campaign, epochs& readers) {
  const run_place at = place_of(run);
  of_length& runs = lengths_[at.length - shortest_code];
  runs.by_exponent[at.exponent].insert(
      key(at.first_number, at.exponent), campaign, readers,
      {run.recipients, run.first_recipient, run.first_link, run.links, run.shared});
  runs.in_use.fetch_or(std::uint32_t{1} << at.exponent, std::memory_order_release);
}

void run_index::remove(const run_place& run, const known_campaign* campaign) noexcept {
  of_length& runs = lengths_[run.length - shortest_code];
  table& of_size = runs.by_exponent[run.exponent];
  of_size.remove(key(run.first_number, run.exponent), campaign);
  if (of_size.size() == 0)
    runs.in_use.fetch_and(~(std::uint32_t{1} << run.exponent), std::memory_order_release);
}

bool run_index::lies_in_known(const run_place& run) const noexcept {
  const of_length& runs = lengths_[run.length - shortest_code];
  for (unsigned exponent = run.exponent; exponent < sizes; ++exponent)
    if (runs.by_exponent[exponent].find(key(run.first_number, exponent),
                                        [](const run_detail&, const known_campaign&) { return true; }))
      return true;
  return false;
}

run_place place_of(const block& run) {
  if (run.length < shortest_code || run.length > longest_code)
    throw std::invalid_argument("block: no such length");
  const std::uint64_t numbers = run.numbers();
  if (numbers == 0 || numbers > most_numbers_per_campaign)
    throw std::invalid_argument("block: no numbers or too many");
  if (run.shared && run.recipients != 1)
    throw std::invalid_argument("block: shared codes have one recipient");
  if (std::uint32_t{run.first_link} + run.links > 0x10000 ||
      std::uint64_t{run.first_recipient} + run.recipients > 0x1'0000'0000)
    throw std::invalid_argument("block: links or recipients beyond what their types hold");
  const std::uint64_t all = numbers_of_length(run.length);
  if (run.first_number % run.run_size() != 0 || run.first_number >= all || numbers > all - run.first_number)
    throw std::invalid_argument("block: not aligned or beyond its length");
  return {run.first_number, run.length, static_cast<std::uint8_t>(std::countr_zero(run.run_size()))};
}

}  // namespace waypost
