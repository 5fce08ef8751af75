#include "redirector/process.hpp"

#include <fstream>
#include <signal.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>

namespace waypost {

void prepare_process() {
  ::signal(SIGPIPE, SIG_IGN);
  ::umask(077);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

boost::asio::ip::tcp::endpoint resolve(const listen_address& where) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::resolver resolver(io);
  boost::system::error_code error;
  const auto found = resolver.resolve(where.host, std::to_string(where.port),
                                      boost::asio::ip::tcp::resolver::passive, error);
  if (error || found.empty())
    throw std::runtime_error("cannot listen on " + where.host + ": " + error.message());
  return *found.begin();
}

std::string to_text(const boost::asio::ip::tcp::endpoint& where) {
  const auto address = where.address().to_string();
  return (where.address().is_v6() ? '[' + address + ']' : address) + ':' + std::to_string(where.port());
}

void listening_file::write(const boost::asio::ip::tcp::endpoint& redirect,
                           const boost::asio::ip::tcp::endpoint& api) {
  const auto unfinished = path_.string() + ".new";
  std::ofstream file(unfinished);
  file << R"({"redirect":")" << to_text(redirect) << R"(","api":")" << to_text(api) << "\"}\n";
  file.close();
  if (!file) throw std::runtime_error("cannot write " + unfinished);
  std::filesystem::rename(unfinished, path_);
}

void listening_file::remove() noexcept {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace waypost
