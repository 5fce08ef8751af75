#include "redirector/options.hpp"

#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include <waypost/ids.hpp>
#include <waypost/rfc3339.hpp>

#include "attribution/redis/endpoint.hpp"
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

// Reads a time into `to`; refuses what is none.
void add_time(CLI::App& verb, const std::string& flag, std::optional<std::int64_t>& to,
              const std::string& help) {
  verb.add_option_function<std::string>(
          flag, [&to](const std::string& text) { to = parse_rfc3339(text); }, help)
      ->option_text("TIME")
      ->check([](const std::string& text) {
        return parse_rfc3339(text) ? std::string()
                                   : "must be a time with its offset, as 2026-05-01T00:00:00+05:30";
      });
}

void add_export(CLI::App& verb, export_command_line& line) {
  verb.require_subcommand(1);
  auto* clicks = verb.add_subcommand(
      "clicks", "Write every answered request of a campaign to standard output, one line each");
  clicks
      ->add_option("--data", line.data, "the data directory; a server may be running on it (default: ./data)")
      ->option_text("DIR")
      ->envname("WAYPOST_DATA");
  clicks->add_option("--campaign", line.campaign, "the campaign's id")
      ->option_text("ID")
      ->required()
      ->check([](const std::string& text) {
        return parse_id<campaign_id>(text) ? std::string() : "must be 16 hexadecimal digits";
      });
  clicks->add_option("--format", line.format, "ndjson or csv (default: ndjson)")
      ->option_text("FORMAT")
      ->check(CLI::IsMember({"ndjson", "csv"}));
  add_time(*clicks, "--from", line.from_ms, "leave out what was before");
  add_time(*clicks, "--to", line.to_ms, "leave out what was then or later");
  clicks
      ->add_option(
          "--redis", line.redis,
          "where the recipients' ids are: embedded, redis://[USER:PASSWORD@]HOST:PORT, unix:PATH, or "
          "none to leave them out; a password rather by the variable, since flags show in ps (default: "
          "embedded, where it runs)")
      ->option_text("WHERE")
      ->envname("WAYPOST_REDIS")
      ->check([](const std::string& text) {
        const bool known = text == "embedded" || text == "none" || redis::parse_endpoint(text);
        return known ? std::string()
                     : "must be embedded, none, redis://[USER:PASSWORD@]HOST:PORT or unix:PATH";
      });
  clicks->footer(
      "A line has time, link, position, recipient, code, kind (click, preview, bot, fallback), name, "
      "device,\n"
      "network (never a whole address) and user_agent. Takes no lock: a server may run, or have been "
      "killed.\n"
      "Exit code 0, 1 where it failed and the output is cut, 2 for a wrong command line.");
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
  app.set_version_flag("--version", "waypost " WAYPOST_VERSION);
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
  export_command_line exported;
  auto* export_verb = app.add_subcommand("export", "Write what the data directory holds for a warehouse");
  add_export(*export_verb, exported);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return exit_now{app.exit(error) == 0 ? 0 : 2};
  }
  if (check_verb->parsed()) return check;
  if (keys_verb->parsed()) return keys;
  if (export_verb->parsed()) return exported;
  return serve_with(given, file);
}

}  // namespace waypost
