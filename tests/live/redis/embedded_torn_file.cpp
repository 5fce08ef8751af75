#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include "tests/live/redis/embedded_fixture.hpp"

using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(embedded_torn_file, embedded_fixture)

BOOST_AUTO_TEST_CASE(torn_append_only_file_is_copied_and_mended) {
  write(redis.start(), "key", "kept");
  redis.stop();
  append_to_file("*3\r\n$3\r\nSET\r\n#!broken bytes of a torn file");
  const auto where = redis.start();
  BOOST_TEST(read(where, "key") == "kept");
  BOOST_TEST(eventually([&] { return log.contains("alarm redis: the append-only file was torn"); }));
  BOOST_TEST(torn_copies() == 1u);
}

BOOST_AUTO_TEST_CASE(file_found_torn_after_a_long_load_is_mended_as_well) {
  write(redis.start(), "key", "kept");
  redis.stop();
  // Loading comes to a script that takes its time, and then to the broken bytes.
  const std::string slow =
      "local began = redis.call('TIME')[1] while redis.call('TIME')[1] - began < 5 do end return 1";
  append_to_file("*3\r\n$4\r\nEVAL\r\n$" + std::to_string(slow.size()) + "\r\n" + slow +
                 "\r\n$1\r\n0\r\n*3\r\n#!broken");
  const auto where = redis.start();
  BOOST_TEST(torn_copies() == 0u);
  BOOST_TEST(eventually([&] { return log.contains("alarm redis: the append-only file was torn"); }));
  BOOST_TEST(torn_copies() == 1u);
  BOOST_TEST(read(where, "key") == "kept");
}

BOOST_AUTO_TEST_CASE(unmendable_file_is_refused_with_the_reason_and_left_as_it_is) {
  write(redis.start(), "key", "value");
  redis.stop();
  const auto manifest = data() / "redis/appendonlydir/appendonly.aof.manifest";
  std::ofstream(manifest, std::ios::trunc) << "this is no manifest\n";
  const auto reason = refusal(data());
  BOOST_TEST(reason.find("ended at its start") != std::string::npos, reason);
  BOOST_TEST(torn_copies() == 0u);
  BOOST_TEST(std::filesystem::file_size(manifest) == 20u);
}

BOOST_AUTO_TEST_CASE(copy_that_was_not_made_whole_is_not_left_behind) {
  write(redis.start(), "key", "kept");
  redis.stop();
  append_to_file("*3\r\n$3\r\nSET\r\n#!broken bytes of a torn file");
  const auto what_cannot_be_copied = data() / "redis/appendonlydir/a-pipe";
  BOOST_REQUIRE(::mkfifo(what_cannot_be_copied.c_str(), 0600) == 0);
  BOOST_TEST(!refusal(data()).empty());
  BOOST_TEST(torn_copies() == 0u);
  std::filesystem::remove(what_cannot_be_copied);
  BOOST_TEST(read(redis.start(), "key") == "kept");
  BOOST_TEST(torn_copies() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
