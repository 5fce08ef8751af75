#include "attribution/registration/key_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace waypost {
namespace {

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

// A file descriptor that is closed when this goes.
class descriptor {
 public:
  descriptor(const std::filesystem::path& file, int flags)
      : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;

  bool open() const noexcept { return fd_ >= 0; }
  int get() const noexcept { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

result<key_text> read_key_file(const std::filesystem::path& file) {
  const descriptor in(file, O_RDONLY);
  if (!in.open()) {
    if (errno == ENOENT) return errc::not_found;
    return last_error();
  }
  std::array<char, 256> content{};
  const auto size = ::read(in.get(), content.data(), content.size());
  if (size < 0) return last_error();
  std::string_view line(content.data(), static_cast<std::size_t>(size));
  line = line.substr(0, line.find_last_not_of(" \r\n") + 1);
  const auto key = key_text::parse(line);
  if (!key) return errc::corrupt;
  return *key;
}

result<void> write_key_file(const std::filesystem::path& file, const key_text& key) {
  auto draft = file;
  draft += ".new";
  ::unlink(draft.c_str());  // of a start that died before it was done
  {
    const descriptor out(draft, O_WRONLY | O_CREAT | O_EXCL);
    if (!out.open() || !write_all(out.get(), key.text() + '\n') || ::fsync(out.get()) != 0)
      return last_error();
  }
  if (::rename(draft.c_str(), file.c_str()) != 0) return last_error();
  const descriptor folder(file.parent_path(), O_RDONLY | O_DIRECTORY);
  if (!folder.open() || ::fsync(folder.get()) != 0) return last_error();
  return {};
}

}  // namespace waypost
