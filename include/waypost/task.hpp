#pragma once

#include <boost/asio/awaitable.hpp>

#include <waypost/errors.hpp>

namespace waypost {

// A coroutine of the cold path: runs on the io_context of whoever awaits it, fails by its result.
template <class T>
using task = boost::asio::awaitable<result<T>>;

}  // namespace waypost
