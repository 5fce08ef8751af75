#pragma once

#include <waypost/api.hpp>

#include "attribution/registration/registrar.hpp"
#include "attribution/registration/single_links.hpp"

namespace waypost {

// GET /api/v1/links: the account's single links, the oldest campaign's first. One thread, the API's.
class list_single_links final : public api_handler {
 public:
  list_single_links(const registrar& of, const single_link_view& view) : registrar_(of), view_(view) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  const registrar& registrar_;
  const single_link_view& view_;
};

}  // namespace waypost
