#pragma once

#include <list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

// A file of the operators' page as it lies in the program.
struct page_file {
  std::string_view path{};  // "/", "/assets/index-3fa9.js"
  std::string_view content_type{};
  std::string_view hash{};  // of the content, hexadecimal
  std::string_view plain{};
  std::string_view gzip{};  // empty where it would not be shorter
};

// GET / and the files that the page consists of. Nothing in them is anybody's data, so no key is asked for;
// the page itself asks for one, and calls the API with it. One thread, the API's.
class page_files {
 public:
  // `files`: as long as this. Where there are none, / says how to get the page.
  explicit page_files(std::span<const page_file> files);

  // Its rows of the table of calls; the handlers live as long as this.
  std::vector<endpoint> endpoints();

 private:
  // Answers with the file at a path, or with those below it, by name.
  class from_path final : public api_handler {
   public:
    from_path(std::span<const page_file> files, std::string_view path) : files_(files), path_(path) {}
    boost::asio::awaitable<api_response> handle(api_request request) override;

    std::string_view path() const noexcept { return path_; }

   private:
    std::span<const page_file> files_;
    std::string_view path_;
  };

  from_path assets_;
  std::list<from_path> others_;  // a row points at each
};

}  // namespace waypost
