#include "attribution/registry/writer.hpp"

#include <fstream>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(writers)

BOOST_AUTO_TEST_CASE(a_writer_stays_the_same_as_long_as_its_log) {
  const temporary_directory folder;
  const auto drawn = load_writer(folder.path(), true);
  BOOST_TEST((load_writer(folder.path(), false) == drawn));
  const auto anew = load_writer(folder.path(), true);
  BOOST_TEST((anew != drawn));
  BOOST_TEST((load_writer(folder.path(), false) == anew));
}

BOOST_AUTO_TEST_CASE(a_log_without_a_writer_gets_one) {
  const temporary_directory folder;
  const auto drawn = load_writer(folder.path(), false);
  BOOST_TEST((drawn != writer_id{}));
  BOOST_TEST((load_writer(folder.path(), false) == drawn));
}

BOOST_AUTO_TEST_CASE(a_damaged_writer_is_refused) {
  const temporary_directory folder;
  std::ofstream(folder.path() / "writer") << "0123";
  BOOST_CHECK_THROW(load_writer(folder.path(), false), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
