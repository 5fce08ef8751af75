#include "attribution/journal/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

namespace waypost {

result<file_lock> file_lock::take(const std::filesystem::path& file) {
  return lock(file_descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)));
}

result<file_lock> file_lock::take_folder(const std::filesystem::path& folder) {
  return lock(file_descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
}

result<file_lock> file_lock::lock(file_descriptor opened) {
  if (!opened) return last_error();
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? make_error_code(errc::locked) : last_error();
  return file_lock(std::move(opened));
}

}  // namespace waypost
