#pragma once

#include <vector>

#include <waypost/ids.hpp>

#include "attribution/registry/state.hpp"

namespace waypost {

// Which uploads the next merged index should cover, by first position; empty where nothing is to be merged.
//
// Going back from the newest, an index takes in the one before it while that is at most twice as large as all
// that it has taken in so far. So each that is left is more than twice as large as the next, and n recipients
// never have more than log2(n + 1) of them, however many uploads they came in; an id is rewritten at most
// log1.5(n) times. The exception are indexes that cover most_covered_uploads: they are left alone.
std::vector<upload_id> uploads_to_merge(const recipient_uploads& in);

}  // namespace waypost
