#include "redirector/api_head.hpp"

#include <string_view>

#include <boost/beast/core/string.hpp>

#include "redirector/request_target.hpp"

namespace waypost {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using head_fields = http::request_header<>;

std::string_view std_view(beast::string_view s) { return {s.data(), s.size()}; }

bool has_good_host(const head_fields& head) {
  const auto hosts = head.count(http::field::host);
  if (hosts == 0) return head.version() < 11;
  return hosts == 1 && is_authority(std_view(head[http::field::host]));
}

bool has_good_length(const head_fields& head) {
  const auto lengths = head.count(http::field::content_length);
  const auto value = std_view(head[http::field::content_length]);
  // Beast takes "0, 0" and a repeated field; two servers may not.
  return lengths == 0 ||
         (lengths == 1 && !value.empty() && value.find_first_not_of("0123456789") == value.npos);
}

bool has_good_encoding(const head_fields& head) {
  const auto encodings = head.count(http::field::transfer_encoding);
  if (encodings == 0) return true;
  return encodings == 1 && head.version() >= 11 && head.count(http::field::content_length) == 0 &&
         beast::iequals(head[http::field::transfer_encoding], "chunked");
}

}  // namespace

bool has_one_meaning(const head_fields& head) {
  return is_request_target(std_view(head.target())) && has_good_host(head) && has_good_length(head) &&
         has_good_encoding(head);
}

}  // namespace waypost
