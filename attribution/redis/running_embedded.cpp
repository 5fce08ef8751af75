#include "attribution/redis/running_embedded.hpp"

#include "attribution/redis/embedded_places.hpp"
#include "attribution/redis/probe.hpp"

namespace waypost::redis {

std::optional<endpoint> find_running_embedded(const std::filesystem::path& data) {
  embedded_places places;
  places.folder = data / "redis";
  auto socket = noted_socket(places);
  if (socket.empty()) socket = places.folder / "redis.sock";
  if (!probe(socket).loaded) return std::nullopt;
  endpoint where;
  where.path = socket.string();
  return where;
}

}  // namespace waypost::redis
