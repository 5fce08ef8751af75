#include "attribution/redis/wire.hpp"

#include <memory>
#include <new>
#include <vector>

#include <hiredis/hiredis.h>

namespace waypost::redis {

void append_wire(std::string& out, const command& c) {
  const auto& arguments = c.arguments();
  std::vector<const char*> starts;
  std::vector<std::size_t> lengths;
  starts.reserve(arguments.size());
  lengths.reserve(arguments.size());
  for (const auto& argument : arguments) {
    starts.push_back(argument.data());
    lengths.push_back(argument.size());
  }
  char* formatted = nullptr;
  const int length =
      redisFormatCommandArgv(&formatted, static_cast<int>(arguments.size()), starts.data(), lengths.data());
  if (length < 0) throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&redisFreeCommand)> owner(formatted, &redisFreeCommand);
  out.append(formatted, static_cast<std::size_t>(length));
}

}  // namespace waypost::redis
