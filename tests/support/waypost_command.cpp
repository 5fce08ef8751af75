#include "tests/support/waypost_command.hpp"

#include <fstream>
#include <sstream>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

command_outcome run_waypost(std::vector<std::string> arguments, std::vector<std::string> environment) {
  std::vector<std::string> all{"env"};
  all.insert(all.end(), environment.begin(), environment.end());
  all.emplace_back(WAYPOST_BINARY);
  all.insert(all.end(), arguments.begin(), arguments.end());
  const temporary_directory folder;
  const auto file = folder.path() / "output";
  child_process child(std::move(all), file);
  command_outcome done;
  done.code = child.wait();
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  done.output = text.str();
  return done;
}

}  // namespace waypost::test
