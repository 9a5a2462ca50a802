# Headers that nearly every file includes, parsed once: a quarter to a third of the time of a compile.
# NACRE_PRECOMPILE: do so, for test programs. Not with ccache, which would find nothing again: GCC writes no precompiled
# header twice the same.
# NACRE_PRECOMPILE_ROOMS: for rooms too. The sanitizers' presets do so; what users build does without, so that a
# missing #include is found.
if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache")
  set(precompile OFF)
else()
  set(precompile ON)
endif()
option(NACRE_PRECOMPILE "Precompile the headers of the test programs" ${precompile})
option(NACRE_PRECOMPILE_ROOMS "Precompile the standard headers for the rooms" OFF)

set(NACRE_COMMON_HEADERS <algorithm> <array> <cmath> <cstdint> <functional> <limits> <map> <memory>
    <numeric> <optional> <random> <span> <sstream> <stdexcept> <string> <string_view> <utility> <variant> <vector>)

# nacre_precompile(TARGET OWNER [HEADERS...]): with the precompiled header of OWNER, which has the same compiler
# options and is made by its first call.
function(nacre_precompile target owner)
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${ARGN} ${NACRE_COMMON_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
