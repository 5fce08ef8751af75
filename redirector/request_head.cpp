#include "redirector/request_head.hpp"

#include <algorithm>
#include <cstring>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "redirector/request_target.hpp"

namespace waypost {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view std_view(beast::string_view s) { return {s.data(), s.size()}; }

bool equals_ignoring_case(std::string_view a, beast::string_view b) {
  return beast::iequals(beast::string_view(a.data(), a.size()), b);
}

// Whether `value` contains `word`, which is in lower case.
bool names(std::string_view value, std::string_view word) {
  const auto equal = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::search(value.begin(), value.end(), word.begin(), word.end(), equal) != value.end();
}

bool says_prefetch(std::string_view name, std::string_view value) {
  const bool purpose = equals_ignoring_case(name, "Sec-Purpose") || equals_ignoring_case(name, "Purpose") ||
                       equals_ignoring_case(name, "X-Purpose") || equals_ignoring_case(name, "X-Moz");
  return purpose && (names(value, "prefetch") || names(value, "preview"));
}

// Beast's parser with what it lets through taken out. Lives as long as one call of read_head().
class strict_parser final : public http::basic_parser<true> {
 public:
  explicit strict_parser(request_head& head) : head_(head) { header_limit(longest_head); }

  head_verdict verdict() const {
    if (!whole_ || malformed_) return too_many_ ? head_verdict::too_large : head_verdict::malformed;
    if (hosts_ == 0 && !head_.http_1_0) return head_verdict::malformed;
    if (wrong_method_) return head_verdict::wrong_method;
    return body_ ? head_verdict::malformed : head_verdict::good;
  }

 private:
  using error_code = beast::error_code;

  void on_request_impl(http::verb method, beast::string_view, beast::string_view target, int version,
                       error_code& ec) override {
    head_.target = std_view(target);
    head_.head = method == http::verb::head;
    head_.http_1_0 = version == 10;
    wrong_method_ = method != http::verb::get && method != http::verb::head;
    if (!is_request_target(head_.target)) refuse(ec);
  }

  void on_field_impl(http::field name, beast::string_view name_text, beast::string_view text,
                     error_code& ec) override {
    if (++fields_ > most_fields) {
      too_many_ = true;
      return refuse(ec);
    }
    const auto value = std_view(text);
    switch (name) {
      case http::field::host:
        if (++hosts_ > 1 || !is_authority(value)) refuse(ec);
        break;
      case http::field::user_agent:
        if (head_.user_agent.data() == nullptr) head_.user_agent = value;
        break;
      case http::field::transfer_encoding:
        body_ = true;
        break;
      case http::field::content_length:
        // Beast takes "0, 0" and a repeated field; two servers may not.
        if (++lengths_ > 1 || value.empty() || value.find_first_not_of("0123456789") != value.npos)
          refuse(ec);
        if (value.find_first_not_of('0') != value.npos) body_ = true;
        break;
      case http::field::connection:
        closes_ = closes_ || http::token_list{text}.exists("close");
        break;
      default:
        head_.prefetch = head_.prefetch || says_prefetch(std_view(name_text), value);
    }
  }

  void on_header_impl(error_code&) override {
    whole_ = true;
    head_.keep_alive = keep_alive() && !closes_;
  }

  void on_response_impl(int, beast::string_view, int, error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}

  void refuse(error_code& ec) {
    malformed_ = true;
    ec = http::error::bad_value;
  }

  request_head& head_;
  std::size_t fields_ = 0;
  std::size_t hosts_ = 0;
  std::size_t lengths_ = 0;
  bool whole_ = false;
  bool malformed_ = false;
  bool too_many_ = false;
  bool wrong_method_ = false;
  bool body_ = false;
  bool closes_ = false;
};

}  // namespace

head_scan::state head_scan::advance(std::string_view in) noexcept {
  for (;;) {
    const auto* found =
        static_cast<const char*>(std::memchr(in.data() + scanned_, '\n', in.size() - scanned_));
    if (found == nullptr) {
      scanned_ = in.size();
      return state::incomplete;
    }
    const auto end = static_cast<std::size_t>(found - in.data());
    if (end == line_ || in[end - 1] != '\r') return state::malformed;
    const bool folded = line_ > 0 && (in[line_] == ' ' || in[line_] == '\t');
    if (folded) return state::malformed;
    if (end - 1 == line_) {
      head_size_ = end + 1;
      return line_ == 0 ? state::malformed : state::complete;
    }
    line_ = scanned_ = end + 1;
  }
}

head_verdict read_head(std::string_view bytes, request_head& head) {
  head = request_head();
  strict_parser parser(head);
  // A message with a body would go on to be read; only its head is of interest.
  parser.skip(true);
  beast::error_code ec;
  parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
  return parser.verdict();
}

}  // namespace waypost
