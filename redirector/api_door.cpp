#include "redirector/api_door.hpp"

#include <algorithm>

#include <waypost/problem.hpp>

#include "attribution/registration/scope_names.hpp"

namespace waypost {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower(c);
  return lowered;
}

// "Text/CSV; charset=utf-8" is "text/csv".
std::string media_type(std::string_view field) {
  field = field.substr(0, field.find(';'));
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  return lower(field);
}

// What follows "Bearer " (RFC 6750, 2.1; the scheme in any case); empty where it is something else.
std::string_view bearer_of(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() ||
      !std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                  [](char s, char a) { return s == lower(a); }))
    return {};
  authorization.remove_prefix(scheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return authorization;
}

api_response no_key(bool given) {
  auto response = to_response({401,
                               "unauthorized",
                               "No valid key",
                               given ? "The key is not known, or no longer valid."
                                     : "This call needs Authorization: Bearer wp_<id>_<secret>.",
                               {},
                               {}});
  response.headers.emplace_back("WWW-Authenticate", given
                                                        ? "Bearer realm=\"waypost\", error=\"invalid_token\""
                                                        : "Bearer realm=\"waypost\"");
  return response;
}

// RFC 9110, 12.5.3.
api_response coded_body() {
  auto response = to_response({415,
                               "unsupported-media-type",
                               "Unsupported media type",
                               "A body comes as it is, without Content-Encoding.",
                               {},
                               {}});
  response.headers.emplace_back("Accept-Encoding", "identity");
  return response;
}

// "register", "register or stats", …
std::string any_of(scope needs) {
  std::string names;
  for (const auto name : names_of(needs)) {
    if (!names.empty()) names += " or ";
    names += name;
  }
  return names;
}

void belongs_to(api_request& request, const authenticated& who) {
  request.account = who.account;
  request.scopes = who.scopes;
  request.key = who.key;
}

}  // namespace

api_response body_too_large(std::size_t largest) {
  return to_response({413,
                      "too-large",
                      "The body is too large",
                      "This call takes at most " + std::to_string(largest) + " bytes.",
                      {},
                      {}});
}

std::variant<admitted_call, api_response> api_door::admit(const call_head& head) const {
  auto target = parse_api_target(head.target);
  if (!target) return bad_syntax("The request target is malformed.");
  auto match = table_.find(head.method, target->path);
  if (match.row == nullptr && match.allow.empty()) return not_found("There is no such call.");
  if (match.row == nullptr) {
    auto response = to_response(
        {405, "wrong-method", "Wrong method", "This resource knows " + match.allow + ".", {}, {}});
    response.headers.emplace_back("Allow", match.allow);
    return response;
  }
  admitted_call call;
  call.row = match.row;
  auto refused = match.row->key_in_path ? check_key_in(match.path, match.row->needs, call.request)
                                        : check_key(head, match.row->needs, call.request);
  if (refused) return std::move(*refused);
  if (head.content_length.value_or(0) > match.row->largest_body)
    return body_too_large(match.row->largest_body);
  if (!head.content_encoding.empty() && lower(head.content_encoding) != "identity") return coded_body();
  // Who sends one without a name means a call to count once, which it would not.
  if (head.idempotency_key && head.idempotency_key->empty())
    return bad_syntax("The Idempotency-Key is empty.");
  call.request.method = match.row->method;
  call.request.path = std::move(match.path);
  call.request.query = std::move(target->query);
  call.request.content_type = media_type(head.content_type);
  call.request.accept = head.accept;
  call.request.accept_encoding = head.accept_encoding;
  call.request.if_none_match = head.if_none_match;
  call.request.idempotency_key = head.idempotency_key.value_or("");
  return call;
}

std::optional<api_response> api_door::check_key(const call_head& head, scope needs,
                                                api_request& request) const {
  if (needs == scope::none) return std::nullopt;
  const auto bearer = bearer_of(head.authorization);
  if (bearer.empty() || head.several_authorizations) return no_key(false);
  const auto who = keys_.check(bearer);
  if (!who) return no_key(true);
  if (!has_any(who->scopes, needs))
    return to_response({403,
                        "forbidden",
                        "The key may not do this",
                        "This call needs a key with the scope " + any_of(needs) + ".",
                        {},
                        {}});
  belongs_to(request, *who);
  return std::nullopt;
}

// An unknown key, one without the scope and another account's look alike.
std::optional<api_response> api_door::check_key_in(const std::vector<std::string>& path, scope needs,
                                                   api_request& request) const {
  const auto who = keys_.check(path.back());
  if (!who || !has_any(who->scopes, needs) || path.at(path.size() - 2) != to_text(who->account))
    return not_found("There is no such call.");
  belongs_to(request, *who);
  return std::nullopt;
}

}  // namespace waypost
