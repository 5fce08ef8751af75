#pragma once

#include <boost/beast/http/message.hpp>

namespace waypost {

// Whether a head that Beast has read means the same to every server (RFC 9112, 3.2, 3.3, 6.1 to 6.3): one
// Host, no Transfer-Encoding but `chunked`, that one not with a Content-Length nor in HTTP/1.0, no second
// Content-Length, an origin-form or absolute-form target. Which lines there are is head_scan's to judge.
bool has_one_meaning(const boost::beast::http::request_header<>& head);

}  // namespace waypost
