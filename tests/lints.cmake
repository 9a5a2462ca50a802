# The lints of tests/lints, their own test, and the test of the installed package.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
foreach(lint arrows words sizes mirror links)
  add_test(NAME lint.${lint} COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/lints/${lint}.py)
endforeach()
add_test(NAME lint.self COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/lints/self_test.py)
set_tests_properties(lint.arrows lint.words lint.sizes lint.mirror lint.links lint.self
                     PROPERTIES LABELS lint ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)

add_test(NAME find_package COMMAND ${CMAKE_COMMAND}
  -DBUILD=${CMAKE_BINARY_DIR} -DWORK=${CMAKE_CURRENT_BINARY_DIR}/find_package
  -DGENERATOR=${CMAKE_GENERATOR} -P ${CMAKE_CURRENT_SOURCE_DIR}/find_package/check.cmake)
set_tests_properties(find_package PROPERTIES LABELS slow COST 100)
