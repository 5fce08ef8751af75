#include "redirector/options.hpp"

#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include "redirector/settings.hpp"

namespace waypost {

namespace {

using given_values = std::map<std::string_view, std::string>;

void add_serve(CLI::App& serve, given_values& given, std::string& file) {
  serve.add_option("--config", file, "a TOML file with the same settings, as code_length = 9")
      ->option_text("FILE")
      ->envname("WAYPOST_CONFIG");
  for (const auto& s : settings())
    serve
        .add_option_function<std::string>(
            "--" + std::string(s.flag), [&given, &s](const std::string& text) { given[s.flag] = text; },
            std::string(s.help) + " (default: " + s.shown_default() + ')')
        ->option_text(std::string(s.value_name))
        ->envname(s.environment_name());
  serve.footer(
      "A flag wins over its WAYPOST_… variable, and that over the file.\n"
      "DIR/listening.json names the addresses once the server is ready; DIR/admin.key is the first API key.");
}

void add_keys(CLI::App& keys, keys_command_line& line) {
  keys.require_subcommand(1);
  auto* create = keys.add_subcommand("create", "Make a key and print it; it is shown this once");
  create->add_option("--name", line.name, "what the key is for")->required();
  create->add_option("--scopes", line.scopes, "register, stats, admin, separated by commas; or callback")
      ->delimiter(',')
      ->check(CLI::IsMember({"register", "stats", "admin", "callback"}))
      ->required();
  create->add_option("--account", line.account, "the account's id; default: that of the admin key");
  auto* list = keys.add_subcommand("list", "List the keys; secrets are not kept");
  auto* revoke = keys.add_subcommand("revoke", "End a key for good");
  revoke->add_option("id", line.id, "the key's id: wp_<id>_… ")->required();
  for (auto* verb : {create, list, revoke}) {
    verb->add_option("--data", line.data, "the running server's data directory")
        ->envname("WAYPOST_DATA")
        ->capture_default_str();
    verb->callback([verb, &line] { line.verb = verb->get_name(); });
  }
}

command_line serve_with(const given_values& given, const std::string& file) {
  serve_command command;
  if (!file.empty())
    if (const auto wrong = read_options_file(file, command.options)) {
      std::cerr << wrong->where << ": " << wrong->what << '\n';
      return exit_now{2};
    }
  for (const auto& s : settings()) {
    const auto value = given.find(s.flag);
    if (value == given.end()) continue;
    if (const auto wrong = s.set(command.options, value->second)) {
      std::cerr << "--" << s.flag << " (" << s.environment_name() << ") " << *wrong << '\n';
      return exit_now{2};
    }
  }
  return command;
}

}  // namespace

command_line read_command_line(int argc, const char* const* argv) {
  CLI::App app{"Waypost: short links for SMS campaigns, and their exact statistics", "waypost"};
  app.require_subcommand(1);
  given_values given;
  std::string file;
  check_command check;
  keys_command_line keys;
  auto* serve_verb = app.add_subcommand("serve", "Run the server");
  add_serve(*serve_verb, given, file);
  auto* check_verb = app.add_subcommand("check", "Check a configuration file; exit 2 where it is wrong");
  check_verb->add_option("--config", check.file, "the file")->option_text("FILE")->required();
  auto* keys_verb = app.add_subcommand("keys", "Make, list and revoke API keys of a running server");
  add_keys(*keys_verb, keys);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return exit_now{app.exit(error) == 0 ? 0 : 2};
  }
  if (check_verb->parsed()) return check;
  if (keys_verb->parsed()) return keys;
  return serve_with(given, file);
}

}  // namespace waypost
