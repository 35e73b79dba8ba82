# SPDX-License-Identifier: Apache-2.0
#
# How a GoogleTest program is declared, one function for all of them, and how what nearly every
# test reads is read once: half the time of compiling one. GCC's way is CMake's own. What Clang
# precompiles holds the name of the folder, so that ccache would serve no other clone: there a sum
# of what was read stands for it, and the tests name it by a path that is the same in each clone.
set(autodiscover_test_headers <gmock/gmock.h> <gtest/gtest.h> ${autodiscover_common_headers})

if(AUTODISCOVER_PRECOMPILE)
  add_library(autodiscover_test_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/test_headers.cc)
  target_link_libraries(autodiscover_test_headers PRIVATE autodiscover_flags GTest::gmock)
  target_precompile_headers(autodiscover_test_headers PRIVATE ${autodiscover_test_headers})
elseif(AUTODISCOVER_PRECOMPILE_TESTS)
  list(TRANSFORM autodiscover_test_headers PREPEND "#include " OUTPUT_VARIABLE includes)
  list(JOIN includes "\n" includes)
  file(CONFIGURE OUTPUT test_headers.h CONTENT "${includes}\n")
  add_library(autodiscover_test_headers OBJECT ${CMAKE_BINARY_DIR}/test_headers.h)
  target_link_libraries(autodiscover_test_headers PRIVATE autodiscover_flags GTest::gmock)
  set_source_files_properties(${CMAKE_BINARY_DIR}/test_headers.h PROPERTIES
    LANGUAGE CXX COMPILE_OPTIONS "-fpch-instantiate-templates;-x;c++-header")
  set_target_properties(autodiscover_test_headers PROPERTIES CXX_COMPILER_LAUNCHER "")
  set(autodiscover_test_pch CMakeFiles/autodiscover_test_headers.dir/test_headers.h.o)

  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -x c++ -E -P ${CMAKE_BINARY_DIR}/test_headers.h
    OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  string(SHA256 sum "${text}")
  file(CONFIGURE OUTPUT ${autodiscover_test_pch}.sum CONTENT "${sum}\n")
  # The headers of the system change when packages do.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS /var/lib/dpkg/status)
endif()

# autodiscover_read_headers_once(TARGET): gives a test what was precompiled.
function(autodiscover_read_headers_once target)
  if(AUTODISCOVER_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM autodiscover_test_headers)
  elseif(AUTODISCOVER_PRECOMPILE_TESTS)
    target_compile_options(${target} PRIVATE "SHELL:-include-pch ${autodiscover_test_pch}")
    get_target_property(sources ${target} SOURCES)
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/${autodiscover_test_pch})
  endif()
endfunction()

# autodiscover_add_gtest(TARGET LABEL): links the program and registers its tests.
function(autodiscover_add_gtest target label)
  target_link_libraries(${target} PRIVATE autodiscover_flags GTest::gmock_main)
  autodiscover_read_headers_once(${target})
  if(AUTODISCOVER_SANITIZE)
    # A thousand processes under a sanitizer do little but start.
    add_test(NAME ${target} COMMAND ${target} --gtest_brief=1)
    set_tests_properties(${target} PROPERTIES LABELS ${label})
  else()
    gtest_discover_tests(${target} PROPERTIES LABELS ${label})
  endif()
endfunction()
