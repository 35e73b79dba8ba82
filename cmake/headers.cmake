# SPDX-License-Identifier: Apache-2.0
#
# What nearly every file reads of the standard library, read once with GCC.
add_library(autodiscover_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/headers.cc)
target_link_libraries(autodiscover_headers PRIVATE autodiscover_flags)
target_precompile_headers(autodiscover_headers PRIVATE ${autodiscover_common_headers})

# autodiscover_precompile(TARGET): gives it what was read, unless it has headers of its own.
function(autodiscover_precompile target)
  get_target_property(own ${target} PRECOMPILE_HEADERS_REUSE_FROM)
  get_target_property(pic ${target} POSITION_INDEPENDENT_CODE)
  if(NOT own AND NOT pic)
    target_precompile_headers(${target} REUSE_FROM autodiscover_headers)
  endif()
endfunction()
