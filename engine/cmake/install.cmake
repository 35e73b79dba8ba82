# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts in place: library, public headers, CMake package
# and pkg-config file. Included by engine/driver/CMakeLists.txt.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/autodiscover)

install(TARGETS autodiscover EXPORT autodiscoverTargets FILE_SET HEADERS)
install(EXPORT autodiscoverTargets NAMESPACE autodiscover::
  DESTINATION ${package_dir})

get_target_property(library_type autodiscover TYPE)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/autodiscoverConfig.cmake.in
  autodiscoverConfig.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(autodiscoverConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/autodiscoverConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/autodiscoverConfigVersion.cmake
  DESTINATION ${package_dir})

# Whoever links the static library links what it uses; `--static` would add the
# private libraries of those, too.
set(needed_modules "libcurl libssl libcrypto libcares libidn2")
set(needed_libraries "-lpugixml")
foreach(kind public private)
  set(${kind}_modules "")
  set(${kind}_libraries "")
endforeach()
set(visibility private)
if(library_type STREQUAL STATIC_LIBRARY)
  set(visibility public)
endif()
set(${visibility}_modules ${needed_modules})
set(${visibility}_libraries ${needed_libraries})
configure_file(${CMAKE_CURRENT_LIST_DIR}/autodiscover.pc.in autodiscover.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/autodiscover.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
