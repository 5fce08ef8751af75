#pragma once

#include <filesystem>
#include <string>

namespace waypost::redis {

// Where an embedded Redis keeps what, below the data directory it belongs to.
struct embedded_places {
  std::filesystem::path folder;    // DATA/redis, 0700: Redis' working directory
  std::filesystem::path lock;      // flocked by the running redis-server
  std::filesystem::path pid;       // written by Redis
  std::filesystem::path log;       // Redis' own log
  std::filesystem::path socket;    // in `folder`, or in a runtime directory where that path would be too long
  std::filesystem::path manifest;  // of the append-only file
};

// Makes the directories where they are missing and settles the socket's path. A path longer than a Unix
// socket's address takes (107 bytes) moves to waypost-<uid>-<hash of the data directory> below the directory
// for temporary files. Throws std::runtime_error where a directory is somebody else's or open to others.
embedded_places places_below(const std::filesystem::path& data);

// The socket of the Redis that was started last is noted, since another start may see another directory for
// temporary files. `noted_socket` is empty where none was noted.
void note_socket(const embedded_places& places);
std::filesystem::path noted_socket(const embedded_places& places);

}  // namespace waypost::redis
