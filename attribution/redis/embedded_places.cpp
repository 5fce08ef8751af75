#include "attribution/redis/embedded_places.hpp"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <xxhash.h>

#include <waypost/ids.hpp>

#include "attribution/redis/endpoint.hpp"

namespace waypost::redis {
namespace {

constexpr auto socket_note = "socket";

// Makes it, or checks that what is there is ours alone: whoever could write there could put a socket of their
// own in Redis' place.
void make_private(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return;
  if (errno != EEXIST) throw std::system_error(errno, std::generic_category(), folder.string());
  struct stat there {};
  if (::lstat(folder.c_str(), &there) != 0)
    throw std::system_error(errno, std::generic_category(), folder.string());
  if (!S_ISDIR(there.st_mode)) throw std::runtime_error(folder.string() + " is not a directory");
  if (there.st_uid != ::geteuid()) throw std::runtime_error(folder.string() + " belongs to another user");
  if ((there.st_mode & 077) != 0)
    throw std::runtime_error(folder.string() + " is open to other users: chmod 700 it");
}

std::filesystem::path runtime_folder(const std::filesystem::path& data) {
  const std::string name = data.string();
  const auto hash = detail::hex16(XXH3_64bits(name.data(), name.size()));
  return std::filesystem::temp_directory_path() / ("waypost-" + std::to_string(::geteuid()) + '-' + hash);
}

}  // namespace

embedded_places places_below(const std::filesystem::path& data) {
  if (!std::filesystem::exists(data)) {
    std::filesystem::create_directories(std::filesystem::absolute(data).parent_path());
    make_private(data);
  }
  const auto home = std::filesystem::canonical(data);
  embedded_places places;
  places.folder = home / "redis";
  make_private(places.folder);
  places.lock = places.folder / "lock";
  places.pid = places.folder / "pid";
  places.log = places.folder / "log";
  places.manifest = places.folder / "appendonlydir" / "appendonly.aof.manifest";
  places.socket = places.folder / "redis.sock";
  if (places.socket.string().size() > longest_socket_path) {
    const auto runtime = runtime_folder(home);
    make_private(runtime);
    places.socket = runtime / "redis.sock";
    if (places.socket.string().size() > longest_socket_path)
      throw std::runtime_error("the socket's path is too long: " + places.socket.string());
  }
  return places;
}

void note_socket(const embedded_places& places) {
  const auto note = places.folder / socket_note;
  const auto fresh = places.folder / (std::string(socket_note) + ".new");
  {
    std::ofstream out(fresh, std::ios::trunc);
    out << places.socket.string();
    if (!out.flush()) throw std::runtime_error("cannot write " + fresh.string());
  }
  std::filesystem::rename(fresh, note);
}

std::filesystem::path noted_socket(const embedded_places& places) {
  std::ifstream in(places.folder / socket_note);
  std::string path;
  std::getline(in, path, '\0');
  return path;
}

}  // namespace waypost::redis
