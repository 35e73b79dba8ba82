# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts in place: both libraries, public headers, CMake
# package and pkg-config files. Included by engine/CMakeLists.txt.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/autodiscover)

# Component `runtime` is what a program needs that was linked before, and what
# other languages load; `development` is what one needs to link.
install(TARGETS autodiscover autodiscover_c EXPORT autodiscoverTargets
  RUNTIME COMPONENT runtime
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE COMPONENT development
  FILE_SET HEADERS COMPONENT development)
install(EXPORT autodiscoverTargets NAMESPACE autodiscover::
  DESTINATION ${package_dir} COMPONENT development)

get_target_property(library_type autodiscover TYPE)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/autodiscoverConfig.cmake.in
  autodiscoverConfig.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(autodiscoverConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/autodiscoverConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/autodiscoverConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT development)

file(RELATIVE_PATH prefix_from_here /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
cmake_path(SET prefix_from_here NORMALIZE ${prefix_from_here})
string(REGEX REPLACE "/$" "" prefix_from_here "${prefix_from_here}")

# Writes NAME.pc. VISIBILITY says who links the libraries that it uses itself:
# `public`, the program (`--static` would add the private ones of those, too), or
# `private`, nobody but the library.
function(install_pkg_config_file pc_name visibility pc_description)
  foreach(kind public private)
    set(${kind}_modules "")
    set(${kind}_libraries "")
  endforeach()
  set(${visibility}_modules
    "libcurl libssl libcrypto libcares libidn2 libpsl sqlite3 krb5-gssapi krb5 ldap lber")
  set(${visibility}_libraries "-lpugixml")
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/autodiscover.pc.in ${pc_name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${pc_name}.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endfunction()

set(visibility private)
if(library_type STREQUAL STATIC_LIBRARY)
  set(visibility public)
endif()
install_pkg_config_file(autodiscover ${visibility}
  "Finds the Exchange endpoint of a mailbox by its address")
install_pkg_config_file(autodiscover_c private
  "Finds the Exchange endpoint of a mailbox by its address: the C interface")
