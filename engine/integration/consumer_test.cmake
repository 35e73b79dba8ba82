# SPDX-License-Identifier: Apache-2.0
#
# Installs the library to a folder of its own, builds `consumer` against it by
# way of the CMake package or of pkg-config, and runs it with an address that
# needs no network: it must be refused.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK_DIR}/prefix)
set(flags "")
if(SANITIZE)
  set(flags -fsanitize=${SANITIZE})
endif()
file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR}/build)
run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})

if(WAY STREQUAL cmake)
  run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE_DIR} -B ${WORK_DIR}/build
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${CXX}
    -DCMAKE_CXX_FLAGS=${flags})
  run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
else()
  file(GLOB_RECURSE module ${prefix}/autodiscover.pc)
  cmake_path(GET module PARENT_PATH folder)
  # The file names the prefix it was configured for; this test moved it.
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${folder}
      pkg-config --define-variable=prefix=${prefix} --cflags --libs
      autodiscover
    OUTPUT_VARIABLE options OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(options)
  run(${CXX} -std=c++20 ${flags} ${SOURCE_DIR}/main.cc ${options}
    -o ${WORK_DIR}/build/consumer)
endif()

execute_process(COMMAND ${WORK_DIR}/build/consumer nobody
  RESULT_VARIABLE status ERROR_VARIABLE message)
if(NOT status EQUAL 1 OR message STREQUAL "")
  message(FATAL_ERROR "consumer: status ${status}, message '${message}'")
endif()
