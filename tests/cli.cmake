# Tests that call the program as its users do.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
foreach(name sasmodels_live freud_live bad_input studies studies_absorption studies_emission resume docs house browser nxcansas studies_isomerization studies_saxs studies_saxs_growth studies_pdf studies_bragg studies_diffraction studies_composition studies_exafs studies_mining studies_pdf_reduction studies_build studies_assembly assembly_resume)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/cli/${name}.py)
    add_test(NAME cli.${name} COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/cli/${name}.py)
    set_tests_properties(cli.${name} PROPERTIES LABELS "cli;slow" COST 100
      ENVIRONMENT "NACRE=$<TARGET_FILE:nacre_app>;PYTHONDONTWRITEBYTECODE=1")
  endif()
endforeach()

# Quick, and of use to the thread sanitizer, which runs it in place of the tests of study/ and report/.
add_test(NAME cli.threads COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/cli/threads.py)
set_tests_properties(cli.threads PROPERTIES LABELS cli
  ENVIRONMENT "NACRE=$<TARGET_FILE:nacre_app>;PYTHONDONTWRITEBYTECODE=1")
add_dependencies(test_programs nacre_app)

# The sanitizers run it in place of the tests of study/ and report/; to the thread sanitizer it tells nothing.
set_tests_properties(cli.bad_input PROPERTIES LABELS "cli;bad-input")
