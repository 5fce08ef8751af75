# Every library comes from Debian. hiredis and xxHash ship no CMake package there.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url unit_test_framework)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(hiredis REQUIRED IMPORTED_TARGET hiredis)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(idn2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(yaml_cpp REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(maxminddb REQUIRED IMPORTED_TARGET libmaxminddb)

# What npm fetched, a folder each: script/lists. All of it may be absent.
set(WAYPOST_NPM ${PROJECT_SOURCE_DIR}/build/npm CACHE PATH "What script/lists fetched")

# What every target of ours is compiled with.
add_library(waypost_options INTERFACE)
target_include_directories(waypost_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
target_compile_options(waypost_options INTERFACE -Wall -Wextra -Wshadow -Wconversion)
if(WAYPOST_WERROR)
  target_compile_options(waypost_options INTERFACE -Werror)
endif()
if(WAYPOST_SANITIZE)
  # Asio itself trips these two under a sanitizer: it pairs an aligned new with a plain delete of its own,
  # and uses fences that ThreadSanitizer does not model.
  target_compile_options(waypost_options INTERFACE
    -fsanitize=${WAYPOST_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -Wno-tsan -Wno-mismatched-new-delete -Wno-maybe-uninitialized)
  target_link_options(waypost_options INTERFACE -fsanitize=${WAYPOST_SANITIZE})
endif()
target_compile_definitions(waypost_options INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_BEAST_SEPARATE_COMPILATION)
target_link_libraries(waypost_options INTERFACE Threads::Threads Boost::headers)

# Asio and Beast are header libraries; compiled here, once, they cost every other file less.
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/asio_compiled.cpp CONTENT "#include <boost/asio/impl/src.hpp>\n")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/beast_compiled.cpp CONTENT "#include <boost/beast/src.hpp>\n")
add_library(asio_compiled STATIC ${CMAKE_CURRENT_BINARY_DIR}/asio_compiled.cpp)
target_link_libraries(asio_compiled PUBLIC waypost_options)
add_library(beast_compiled STATIC ${CMAKE_CURRENT_BINARY_DIR}/beast_compiled.cpp)
target_link_libraries(beast_compiled PUBLIC asio_compiled)
