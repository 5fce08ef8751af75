#include "stats/page_files.hpp"

#include <algorithm>

#include <waypost/accept.hpp>
#include <waypost/problem.hpp>

namespace waypost {
namespace {

constexpr std::string_view assets = "/assets/";

constexpr std::string_view no_page =
    "<!doctype html>\n"
    "<html lang=\"en\">\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<title>Waypost</title>\n"
    "<h1>Waypost</h1>\n"
    "<p>The server runs, and answers the API. Its page for operators was not built into it, since that "
    "takes\n"
    "Node.js 18 or later and npm. To get it, in Waypost's folder:</p>\n"
    "<pre>script/setup build    # installs nodejs and npm, where Debian has them\n"
    "script/server         # builds again, and starts</pre>\n"
    "<p>The build says in a line where it had to do without the page, and why.</p>\n"
    "</html>\n";

// What a browser is told about everything that is served here. The page needs scripts, styles, pictures and
// calls of its own origin, and nothing else: no inline script or style, no frame around it, no form that
// sends itself, no text that becomes markup.
void add_rules(api_response& to) {
  to.headers.emplace_back("Content-Security-Policy",
                          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                          "require-trusted-types-for 'script'; trusted-types 'none'");
  to.headers.emplace_back("Referrer-Policy", "no-referrer");
  to.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  to.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  to.headers.emplace_back("Permissions-Policy",
                          "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
}

// Whether If-None-Match (RFC 9110, section 13.1.2) names the content of this hash, compared weakly.
bool is_known(std::string_view if_none_match, std::string_view hash) {
  if (if_none_match == "*") return true;
  for (;;) {
    const auto begin = if_none_match.find('"');
    if (begin == if_none_match.npos) return false;
    const auto end = if_none_match.find('"', begin + 1);
    if (end == if_none_match.npos) return false;
    if (if_none_match.substr(begin + 1, end - begin - 1) == hash) return true;
    if_none_match.remove_prefix(end + 1);
  }
}

api_response answer_with(const page_file& file, const api_request& request) {
  api_response response;
  add_rules(response);
  // Weak, since both encodings of a file have the same one.
  response.headers.emplace_back("ETag", "W/\"" + std::string(file.hash) + '"');
  // The names of assets have a hash of their content in them.
  response.headers.emplace_back(
      "Cache-Control", file.path.starts_with(assets) ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (is_known(request.if_none_match, file.hash)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  const bool compressed = !file.gzip.empty() && accepts_gzip(request.accept_encoding);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = compressed ? file.gzip : file.plain;
  return response;
}

api_response say_there_is_none() {
  api_response response;
  add_rules(response);
  response.content_type = "text/html; charset=utf-8";
  response.body = no_page;
  return response;
}

}  // namespace

page_files::page_files(std::span<const page_file> files) : assets_(files, assets) {
  if (files.empty()) others_.emplace_back(files, "/");
  for (const auto& file : files)
    if (!file.path.starts_with(assets)) others_.emplace_back(files, file.path);
}

std::vector<endpoint> page_files::endpoints() {
  std::vector<endpoint> rows{{"GET", "/assets/{name}", scope::none, 0, &assets_}};
  for (auto& each : others_) rows.push_back({"GET", each.path(), scope::none, 0, &each});
  return rows;
}

boost::asio::awaitable<api_response> page_files::from_path::handle(api_request request) {
  std::string path(path_);
  if (!request.path.empty()) path += request.path.front();
  const auto found = std::ranges::find(files_, path, &page_file::path);
  if (found != files_.end()) co_return answer_with(*found, request);
  if (path == "/") co_return say_there_is_none();
  co_return not_found("There is no such file.");
}

}  // namespace waypost
