#include "redirector/options.hpp"

#include <fstream>
#include <stdlib.h>

#include <boost/test/unit_test.hpp>

#include "redirector/settings.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost {

namespace {

// A configuration file with this text.
class file {
 public:
  explicit file(std::string_view text) { std::ofstream(path()) << text; }
  std::filesystem::path path() const { return folder_.path() / "waypost.toml"; }

 private:
  test::temporary_directory folder_;
};

command_line read(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "waypost");
  return read_command_line(static_cast<int>(arguments.size()), arguments.data());
}

// A variable of the environment, until this goes.
class variable {
 public:
  variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~variable() { ::unsetenv(name_); }
  variable(const variable&) = delete;
  variable& operator=(const variable&) = delete;

 private:
  const char* name_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(without_flags_everything_has_its_default) {
  const auto line = read({"serve"});
  const auto& options = std::get<serve_command>(line).options;
  BOOST_TEST(options.data == "./data");
  BOOST_TEST(options.redirect.port == 8080);
  BOOST_TEST(options.api.port == 8081);
  BOOST_TEST(options.redis == "embedded");
  BOOST_TEST(int{options.code_length} == 9);
  BOOST_TEST(options.countries == "");
}

BOOST_AUTO_TEST_CASE(a_flag_wins_over_the_environment_and_that_over_the_file) {
  const file config(
      "code_length = 8\nthreads = 3\nredirect = \"0.0.0.0:80\"\ncountries = \"/srv/countries.mmdb\"\n");
  const variable threads("WAYPOST_THREADS", "4");
  const variable redirect("WAYPOST_REDIRECT", "0.0.0.0:81");
  const auto line = read({"serve", "--config", config.path().c_str(), "--redirect", "0.0.0.0:82"});
  const auto& options = std::get<serve_command>(line).options;
  BOOST_TEST(int{options.code_length} == 8);
  BOOST_TEST(options.threads == 4U);
  BOOST_TEST(options.redirect.port == 82);
  BOOST_TEST(options.countries == "/srv/countries.mmdb");
}

BOOST_AUTO_TEST_CASE(a_wrong_value_ends_with_2) {
  for (const auto& wrong : {"6", "12", "nine", ""})
    BOOST_TEST(std::get<exit_now>(read({"serve", "--code-length", wrong})).code == 2);
  BOOST_TEST(std::get<exit_now>(read({"serve", "--redirect", "localhost"})).code == 2);
  BOOST_TEST(std::get<exit_now>(read({"serve", "--unknown"})).code == 2);
  BOOST_TEST(std::get<exit_now>(read({})).code == 2);
}

BOOST_AUTO_TEST_CASE(a_base_url_that_leads_nowhere_ends_with_2) {
  const auto path = "https://a.example/" + std::string(500, 'p');
  for (const auto& wrong :
       {"ftp://a.example", "http:///x", "http://:80", "http://[::1",
        "http://a.example:", "http://a.example:abc", "https://a.example:99999", "https://a.example:0",
        "https://a.example/%zz", "https://u@a.example", "https://a.example?q", "https://a.example#f",
        "https://a b.example", "https://a%20b.example", "https://a_b.example", path.c_str()})
    BOOST_TEST(std::holds_alternative<exit_now>(read({"serve", "--base-url", wrong})), wrong);
  for (const auto& right : {"http://127.0.0.1:8080", "http://[::1]:80", "https://sms.example",
                            "https://a.example/go/", "https://xn--bcher-kva.example:8443"})
    BOOST_TEST(std::holds_alternative<serve_command>(read({"serve", "--base-url", right})), right);
}

BOOST_AUTO_TEST_CASE(help_ends_with_0) {
  BOOST_TEST(std::get<exit_now>(read({"serve", "--help"})).code == 0);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_file_is_told_with_its_line) {
  struct expected {
    std::string_view text;
    std::string_view line;
    std::string_view what;
  };
  for (const auto& e :
       {expected{"threads = 2\ncode_length = 6\n", ":2", "code_length must be"},
        expected{"\n\ncode_lenght = 9\n", ":3", "unknown key"},
        expected{"threads = 2\napi = [1]\n", ":2", "plain value"}, expected{"threads = \n", ":1", ""},
        expected{"threads = \"two\"", ":1", "threads must be"}}) {
    const file config(e.text);
    serve_options options;
    const auto wrong = read_options_file(config.path(), options);
    BOOST_TEST_REQUIRE(wrong.has_value());
    BOOST_TEST(wrong->where.ends_with(e.line), wrong->where);
    BOOST_TEST(wrong->what.find(e.what) != std::string::npos, wrong->what);
  }
}

BOOST_AUTO_TEST_CASE(every_setting_accepts_its_default) {
  for (const auto& setting : settings()) {
    if (setting.flag == "base-url") continue;  // made at start
    serve_options options;
    BOOST_TEST(!setting.set(options, setting.shown_default()).has_value(), setting.flag);
  }
}

BOOST_AUTO_TEST_CASE(an_export_knows_what_from_when_and_how) {
  const auto line =
      read({"export", "clicks", "--data", "/d", "--campaign", "2b1f0c9d8e7a6b54", "--format", "csv", "--from",
            "2026-01-01T05:30:00+05:30", "--to", "2026-01-02T00:00:00Z", "--redis", "unix:/r"});
  const auto& asked = std::get<export_command_line>(line);
  BOOST_TEST(asked.data == "/d");
  BOOST_TEST(asked.campaign == "2b1f0c9d8e7a6b54");
  BOOST_TEST(asked.format == "csv");
  BOOST_TEST(asked.from_ms.value() == 1'767'225'600'000);
  BOOST_TEST(asked.to_ms.value() == 1'767'312'000'000);
  BOOST_TEST(asked.redis == "unix:/r");
  const auto plain = read({"export", "clicks", "--campaign", "2b1f0c9d8e7a6b54"});
  BOOST_TEST(std::get<export_command_line>(plain).format == "ndjson");
  BOOST_TEST(std::get<export_command_line>(plain).redis == "embedded");
  BOOST_TEST(!std::get<export_command_line>(plain).from_ms);
}

BOOST_AUTO_TEST_CASE(a_wrong_export_is_a_usage_error) {
  const auto code = [](std::vector<const char*> more) {
    more.insert(more.begin(), {"export", "clicks"});
    return std::get<exit_now>(read(std::move(more))).code;
  };
  BOOST_TEST(code({}) == 2);
  BOOST_TEST(code({"--campaign", "premiere"}) == 2);
  BOOST_TEST(code({"--campaign", "2b1f0c9d8e7a6b54", "--format", "xml"}) == 2);
  BOOST_TEST(code({"--campaign", "2b1f0c9d8e7a6b54", "--from", "yesterday"}) == 2);
  BOOST_TEST(code({"--campaign", "2b1f0c9d8e7a6b54", "--to", "2026-01-01"}) == 2);
  BOOST_TEST(code({"--campaign", "2b1f0c9d8e7a6b54", "--redis", "here"}) == 2);
  BOOST_TEST(std::get<exit_now>(read({"export"})).code == 2);
  BOOST_TEST(std::get<exit_now>(read({"export", "--help"})).code == 0);
}

}  // namespace waypost
