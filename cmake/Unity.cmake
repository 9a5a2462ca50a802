# Sources compiled together, some dozen as one: their headers are parsed and their templates made once, which halves the
# time of a build from nothing. cmake/unity.py chooses those whose names do not meet.
# NACRE_UNITY: do so, for test programs. Not with ccache, where a change would compile a dozen files in place of one.
# NACRE_UNITY_ROOMS: for rooms and the program too. The sanitizers' presets do so; what users build does without, so
# that a missing #include is found.
option(NACRE_UNITY "Compile the sources of test programs together" ${precompile})
option(NACRE_UNITY_ROOMS "Compile the sources of rooms together" OFF)
set(NACRE_UNITY_MOST 12)  # more need more memory and gain little
if(NACRE_UNITY)
  find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
endif()

# nacre_unity(TARGET FILES...)
function(nacre_unity target)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/unity.py ${NACRE_UNITY_MOST}
    ${PROJECT_SOURCE_DIR}/src:${PROJECT_SOURCE_DIR}/tests ${ARGN}
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" lines "${lines}")
  foreach(line ${lines})  # GROUP FILE
    string(REGEX MATCH "^([0-9]+) (.*)$" line "${line}")
    set_source_files_properties(${CMAKE_MATCH_2} PROPERTIES UNITY_GROUP ${target}_${CMAKE_MATCH_1})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_compile_options(${target} PRIVATE -Wno-subobject-linkage)  # of unnamed namespaces, as if in headers
endfunction()
