#pragma once

#include <waypost/authenticator.hpp>

#include "attribution/registration/registrar.hpp"

namespace waypost {

// Checks keys against the registry, as far as this server has folded it. One thread, the API's.
class key_check final : public authenticator {
 public:
  explicit key_check(const registrar& of) : registrar_(of) {}

  // The same work is done for every well-formed key, known or not.
  result<authenticated> check(std::string_view bearer) override;

 private:
  const registrar& registrar_;
};

}  // namespace waypost
