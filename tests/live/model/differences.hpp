#pragma once

#include <map>
#include <string>
#include <vector>

#include <waypost/counters.hpp>

namespace waypost::test {

// Every number by its name, as text; what a vector has of zeros is left out.
using named_numbers = std::map<std::string, std::string>;

named_numbers numbers_of(const campaign_counters& n);
named_numbers numbers_of(const recipient_facts& facts);
named_numbers numbers_of(const std::vector<std::uint32_t>& positions);

// A line for each number that is not as expected, under the name of all of them; no more than `most`.
std::string differences(const std::string& of, const named_numbers& expected, const named_numbers& got,
                        std::size_t most = 20);

}  // namespace waypost::test
