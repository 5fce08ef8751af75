# A room of the house is a folder and a static library of the same name.
function(waypost_library name)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(waypost_${name} STATIC ${sources})
    target_link_libraries(waypost_${name} PUBLIC waypost_options ${arg_LINK})
  else()
    add_library(waypost_${name} INTERFACE)
    target_link_libraries(waypost_${name} INTERFACE waypost_options ${arg_LINK})
  endif()
endfunction()

# A test program for each folder below tests/unit and tests/live.
function(waypost_test kind name)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${kind}_${name} ${sources} ${PROJECT_SOURCE_DIR}/tests/test_main.cpp)
  target_link_libraries(${kind}_${name} PRIVATE waypost_options ${arg_LINK} Boost::unit_test_framework)
  target_compile_definitions(${kind}_${name} PRIVATE BOOST_TEST_DYN_LINK
    WAYPOST_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    WAYPOST_BINARY="${PROJECT_BINARY_DIR}/waypost"
    WAYPOST_VERSION="${PROJECT_VERSION}")
  add_test(NAME ${kind}.${name} COMMAND ${kind}_${name} --log_level=message)
  set_tests_properties(${kind}.${name} PROPERTIES LABELS ${kind} TIMEOUT 900)
endfunction()
