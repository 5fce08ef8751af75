#pragma once

#include <filesystem>

#include <waypost/errors.hpp>

#include "attribution/registration/key_text.hpp"

namespace waypost {

// The key in `file`, one line. errc::not_found where there is no such file, errc::corrupt where it holds
// none.
result<key_text> read_key_file(const std::filesystem::path& file);

// Writes the key so that the file, mode 0600, is there whole or not at all, and on disk when this returns.
// The folder must have one owner.
result<void> write_key_file(const std::filesystem::path& file, const key_text& key);

}  // namespace waypost
