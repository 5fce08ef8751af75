#pragma once

#include <cstdint>
#include <memory>

#include <waypost/api.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/registrar.hpp"

namespace waypost {

// POST /api/v1/campaigns/{id}/links: a further link, with codes for the recipients that exist. Answers the
// campaign. One thread, the API's.
class add_link final : public api_handler {
 public:
  // `shortest`: the length of new codes.
  add_link(registrar& into, const destination_check& destinations, std::uint8_t shortest)
      : registrar_(into), destinations_(destinations), shortest_(shortest) {}

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  result<change::add_link> built_on(const campaign& of, const link& added) const;

  registrar& registrar_;
  const destination_check& destinations_;
  std::uint8_t shortest_;
};

}  // namespace waypost
