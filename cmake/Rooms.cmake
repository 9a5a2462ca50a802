# nacre_room(NAME [NEEDS rooms...] [PRIVATE libraries...] [HEADERS libraries...]): the library of
# src/nacre/NAME. HEADERS are header-only libraries, which users of the installed library do without.
# NACRE_OUTER_OPTIONS: compiler options of the rooms that only read, call and show, and of the program. The presets
# optimise them little or not at all, which compiles in a half to two thirds of the time.
# Sources are globbed so that a new study kind is one new file.
function(nacre_room name)
  cmake_parse_arguments(ROOM "" "" "NEEDS;PRIVATE;HEADERS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/nacre/${name}/*.cpp
       ${PROJECT_SOURCE_DIR}/src/nacre/${name}/*.hpp)
  add_library(nacre_${name} STATIC ${sources})
  target_include_directories(nacre_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(nacre_${name} PUBLIC cxx_std_20)
  nacre_warnings(nacre_${name})
  set(owner nacre_core)
  if(name MATCHES "^(study|report)$")
    target_compile_options(nacre_${name} PRIVATE ${NACRE_OUTER_OPTIONS})
    set(owner nacre_study)
  endif()
  if(name STREQUAL io AND NACRE_OUTER_OPTIONS)  # templates of JSON
    file(GLOB json ${PROJECT_SOURCE_DIR}/src/nacre/io/json_*.cpp)
    set_source_files_properties(${json} PROPERTIES
      COMPILE_OPTIONS "${NACRE_OUTER_OPTIONS}" SKIP_PRECOMPILE_HEADERS ON)
  endif()
  if(NACRE_PRECOMPILE AND NACRE_PRECOMPILE_ROOMS)
    nacre_precompile(nacre_${name} ${owner})
  endif()
  if(NACRE_UNITY AND NACRE_UNITY_ROOMS)
    file(GLOB units ${PROJECT_SOURCE_DIR}/src/nacre/${name}/*.cpp)
    list(FILTER units EXCLUDE REGEX "/json_")  # compiled otherwise, see above
    nacre_unity(nacre_${name} ${units})
  endif()
  foreach(room ${ROOM_NEEDS})
    target_link_libraries(nacre_${name} PUBLIC nacre_${room})
  endforeach()
  target_link_libraries(nacre_${name} PRIVATE ${ROOM_PRIVATE} Threads::Threads)
  foreach(library ${ROOM_HEADERS})
    target_link_libraries(nacre_${name} PRIVATE $<BUILD_INTERFACE:${library}>)
  endforeach()
  set_property(GLOBAL APPEND PROPERTY NACRE_ROOMS nacre_${name})
endfunction()

# GCC 12 warns of std::string's own operator+ at -O2 (GCC bug 105651).
function(nacre_warnings target)
  # GCC 12 sees uninitialised strings in fully initialised aggregates: -Wno-maybe-uninitialized.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wno-maybe-uninitialized
    $<$<BOOL:${NACRE_WERROR}>:-Werror>
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
endfunction()

# The one target that a user links: nacre::nacre.
function(nacre_library)
  get_property(rooms GLOBAL PROPERTY NACRE_ROOMS)
  add_library(nacre INTERFACE)
  add_library(nacre::nacre ALIAS nacre)
  target_link_libraries(nacre INTERFACE ${rooms})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/nacre/version.hpp CONTENT
"#pragma once
namespace nacre {
inline constexpr const char* version = \"${PROJECT_VERSION}\";
}
")
  target_include_directories(nacre_core PUBLIC
    $<BUILD_INTERFACE:${CMAKE_BINARY_DIR}/generated>)
endfunction()
