# Builds the operators' page by npm, and writes TO/embedded_page.cpp, with every file of it plain and compressed.
# A page once built is kept in PAGES under a hash of all it was built from, so that no other preset, and no
# checkout that only moved the times, builds it again. Needs no network.
cmake_minimum_required(VERSION 3.25)

set(largest_page 307200)  # bytes, compressed: what a phone's browser gets in a second or two

function(hash_of_sources result)
  file(READ ${SOURCES} sources)
  list(SORT sources)
  set(all "")
  foreach(source ${sources})
    file(SHA256 ${source} hash)
    file(RELATIVE_PATH name ${ROOT} ${source})
    string(APPEND all "${name} ${hash}\n")
  endforeach()
  string(SHA256 hash "${all}")
  string(SUBSTRING ${hash} 0 16 hash)
  set(${result} ${hash} PARENT_SCOPE)
endfunction()

function(build_page to)
  string(RANDOM LENGTH 8 random)
  set(unfinished ${to}.${random})
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env npm_config_update_notifier=false NO_COLOR=1
      ${NPM} run --silent build -- --outDir ${unfinished} --emptyOutDir --logLevel warn
    WORKING_DIRECTORY ${DASHBOARD} RESULT_VARIABLE failed)
  if(failed OR NOT EXISTS ${unfinished}/index.html)
    file(REMOVE_RECURSE ${unfinished})
    message(FATAL_ERROR "stats/dashboard cannot be built. -DWAYPOST_DASHBOARD=OFF builds the server without it.")
  endif()
  # Whoever built the same page at the same time was as right.
  file(RENAME ${unfinished} ${to} RESULT lost)
  if(lost)
    file(REMOVE_RECURSE ${unfinished})
  endif()
endfunction()

function(content_type_of name result)
  set(html "text/html; charset=utf-8")
  set(js "text/javascript; charset=utf-8")
  set(css "text/css; charset=utf-8")
  set(svg "image/svg+xml")
  set(png "image/png")
  set(ico "image/x-icon")
  set(json "application/json")
  set(webmanifest "application/manifest+json")
  set(woff2 "font/woff2")
  set(txt "text/plain; charset=utf-8")
  string(REGEX REPLACE "^.*\\." "" extension "${name}")
  if(NOT extension MATCHES "^(html|js|css|svg|png|ico|json|webmanifest|woff2|txt)$")
    message(FATAL_ERROR "the page has a file whose content type nobody knows: ${name}")
  endif()
  set(${result} "${${extension}}" PARENT_SCOPE)
endfunction()

# A constant of that file's bytes, appended to `declarations` and `bytes`.
macro(add_bytes constant file)
  string(APPEND declarations "extern const char ${constant}[];\n")
  string(APPEND bytes "  .global ${constant}\n${constant}:\n  .incbin \"${file}\"\n")
endmacro()

hash_of_sources(hash)
set(page ${PAGES}/${hash})
if(NOT EXISTS ${page}/index.html)
  file(MAKE_DIRECTORY ${PAGES})
  build_page(${page})
endif()

set(compressed ${TO}/compressed)
file(REMOVE_RECURSE ${compressed})
file(GLOB_RECURSE files RELATIVE ${page} ${page}/*)
list(SORT files)
set(declarations "")
set(bytes "")
set(rows "")
set(number 0)
set(total 0)
foreach(name ${files})
  content_type_of(${name} type)
  file(SHA256 ${page}/${name} content)
  string(SUBSTRING ${content} 0 32 content)
  file(SIZE ${page}/${name} plain_size)
  cmake_path(GET name PARENT_PATH folder)
  file(MAKE_DIRECTORY ${compressed}/${folder})
  execute_process(COMMAND gzip -9 -n -c ${page}/${name} OUTPUT_FILE ${compressed}/${name} COMMAND_ERROR_IS_FATAL ANY)
  file(SIZE ${compressed}/${name} gzip_size)
  set(path "/${name}")
  if(name STREQUAL "index.html")
    set(path "/")
  endif()
  add_bytes(waypost_page_${number} ${page}/${name})
  set(gzip "{}")
  if(gzip_size LESS plain_size)
    add_bytes(waypost_page_${number}_gzip ${compressed}/${name})
    set(gzip "{waypost_page_${number}_gzip, ${gzip_size}}")
    math(EXPR total "${total} + ${gzip_size}")
  else()
    math(EXPR total "${total} + ${plain_size}")
  endif()
  string(APPEND rows
    "    {\"${path}\", \"${type}\", \"${content}\", {waypost_page_${number}, ${plain_size}}, ${gzip}},\n")
  math(EXPR number "${number} + 1")
endforeach()
if(total GREATER largest_page)
  message(FATAL_ERROR "the page has ${total} bytes, compressed; it may have ${largest_page}")
endif()
message(STATUS "the page for operators: ${number} files, ${total} bytes compressed")

file(WRITE ${TO}/embedded_page.cpp "#include \"stats/page/embedded_page.hpp\"

asm(R\"(
  .pushsection .rodata
${bytes}  .popsection
)\");

extern \"C\" {
${declarations}}

namespace waypost {

std::span<const page_file> embedded_page() noexcept {
  static constexpr page_file files[] = {
${rows}  };
  return files;
}

}  // namespace waypost
")
