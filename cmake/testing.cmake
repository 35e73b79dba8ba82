# SPDX-License-Identifier: Apache-2.0
#
# How a GoogleTest program is declared, one function for all of them, and how what nearly every
# test reads is read once: half the time of compiling one.
if(AUTODISCOVER_PRECOMPILE)
  add_library(autodiscover_test_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/test_headers.cc)
  target_link_libraries(autodiscover_test_headers PRIVATE autodiscover_flags GTest::gmock)
  target_precompile_headers(autodiscover_test_headers PRIVATE
    <gmock/gmock.h> <gtest/gtest.h> ${autodiscover_common_headers})
endif()

# autodiscover_add_gtest(TARGET LABEL): links the program and registers its tests.
function(autodiscover_add_gtest target label)
  target_link_libraries(${target} PRIVATE autodiscover_flags GTest::gmock_main)
  if(AUTODISCOVER_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM autodiscover_test_headers)
  endif()
  if(AUTODISCOVER_SANITIZE OR AUTODISCOVER_READ_TOGETHER STREQUAL "all")
    # A thousand processes do little but start, under a sanitizer above all.
    add_test(NAME ${target} COMMAND ${target} --gtest_brief=1)
    set_tests_properties(${target} PROPERTIES LABELS ${label})
  else()
    gtest_discover_tests(${target} PROPERTIES LABELS ${label})
  endif()
endfunction()
