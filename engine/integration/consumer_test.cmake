# SPDX-License-Identifier: Apache-2.0
#
# Puts the library into a folder of its own, as WAY says (`cmake --install`, or
# unpacked Debian packages), builds the examples against it, and runs them with
# an address that needs no network: it must be refused.
#   cmake       install, find_package
#   pkg-config  install, pkg-config
#   deb         Debian packages, both
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Runs a program that must refuse the address `nobody`.
function(expect_refusal)
  execute_process(COMMAND ${ARGV} nobody RESULT_VARIABLE status ERROR_VARIABLE message)
  if(NOT status EQUAL 1 OR NOT message MATCHES "nobody|address")
    message(FATAL_ERROR "${ARGV}: status ${status}, message '${message}'")
  endif()
endfunction()

function(unpack_debian_packages folder)
  run(${CPACK} -G DEB --config ${BUILD_DIR}/CPackConfig.cmake -B ${WORK_DIR}/packages)
  file(GLOB packages ${WORK_DIR}/packages/*.deb)
  list(LENGTH packages count)
  if(NOT count EQUAL 2)
    message(FATAL_ERROR "two packages were expected: '${packages}'")
  endif()
  foreach(package ${packages})
    run(dpkg-deb --info ${package})
    run(dpkg-deb --extract ${package} ${folder})
  endforeach()
endfunction()

function(build_with_cmake)
  run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE_DIR} -B ${WORK_DIR}/build
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX})
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
  expect_refusal(${WORK_DIR}/build/find_endpoint)
endfunction()

function(build_with_pkg_config)
  file(GLOB_RECURSE module ${prefix}/autodiscover.pc)
  cmake_path(GET module PARENT_PATH folder)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${folder}
      pkg-config --cflags --libs autodiscover
    OUTPUT_VARIABLE options OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(options)
  run(${CXX} -std=c++20 ${SOURCE_DIR}/main.cc ${options}
    -o ${WORK_DIR}/with-pkg-config)
  expect_refusal(${WORK_DIR}/with-pkg-config)
endfunction()

# Nothing but the C interface may be seen in the shared library, and Python must
# be able to use it.
function(load_from_python)
  file(GLOB_RECURSE library ${prefix}/libautodiscover_c.so.[0-9])
  execute_process(COMMAND nm --dynamic --defined-only --format=posix ${library}
    OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
  list(FILTER symbols EXCLUDE REGEX "^(autodiscover_[a-z_]+|AUTODISCOVER_0)[ @]")
  if(symbols)
    message(FATAL_ERROR "exported beside the C interface: ${symbols}")
  endif()
  expect_refusal(${CMAKE_COMMAND} -E env AUTODISCOVER_LIBRARY=${library}
    ${PYTHON} ${SOURCE_DIR}/../ctypes/find_endpoint.py)
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR}/build)
if(WAY STREQUAL deb)
  unpack_debian_packages(${WORK_DIR}/root)
  set(prefix ${WORK_DIR}/root/usr)
else()
  set(prefix ${WORK_DIR}/prefix)
  foreach(component runtime development)
    run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix} --component ${component})
  endforeach()
endif()
if(NOT WAY STREQUAL pkg-config)
  build_with_cmake()
endif()
if(NOT WAY STREQUAL cmake)
  build_with_pkg_config()
endif()
load_from_python()
