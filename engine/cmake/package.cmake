# SPDX-License-Identifier: Apache-2.0
#
# Debian packages of what is installed: `cpack -G DEB` in the build folder makes
# `autodiscover` (the command and the C library) and `libautodiscover-dev`.
set(CPACK_PACKAGE_NAME autodiscover)
set(CPACK_PACKAGE_VENDOR "The autodiscover project")
set(CPACK_PACKAGE_CONTACT "The autodiscover project <autodiscover@example.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Finds the Exchange endpoint of a mailbox by its address")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE https://example.com/autodiscover)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME autodiscover)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS gss-ntlmssp)  # NTLM inside Negotiate.
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
  "The command `autodiscover`, and libautodiscover_c for programs in any language.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libautodiscover-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
string(JOIN ", " CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "autodiscover (= ${PROJECT_VERSION})"
  libexpected-dev libcurl4-openssl-dev libssl-dev libpugixml-dev libc-ares-dev libidn2-dev libpsl-dev
  libsqlite3-dev libkrb5-dev libldap-dev)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
  "Headers, the C++ library, CMake package and pkg-config files of autodiscover.")
include(CPack)
