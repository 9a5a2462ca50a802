# make install: the program, the rooms' headers and libraries, and the package that find_package(nacre) reads.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/nacre)

get_property(rooms GLOBAL PROPERTY NACRE_ROOMS)
install(TARGETS nacre ${rooms} EXPORT nacreTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT nacreTargets NAMESPACE nacre:: DESTINATION ${package})
install(DIRECTORY src/nacre DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(FILES ${CMAKE_BINARY_DIR}/generated/nacre/version.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/nacre)
if(TARGET nacre_app)
  install(TARGETS nacre_app RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(cmake/nacreConfig.cmake.in ${CMAKE_BINARY_DIR}/nacreConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/nacreConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/nacreConfig.cmake ${CMAKE_BINARY_DIR}/nacreConfigVersion.cmake
        cmake/FindLibrary.cmake DESTINATION ${package})
install(FILES LICENSE CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})
