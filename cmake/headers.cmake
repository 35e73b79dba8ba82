# SPDX-License-Identifier: Apache-2.0
#
# What nearly every file reads of the standard library, read once for what becomes part of a program,
# and once for what becomes part of a library. What Clang makes of it holds the time of the headers:
# ccache serves nobody who has read them anew.
foreach(kind IN ITEMS program library)
  add_library(autodiscover_${kind}_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/headers.cc)
  target_link_libraries(autodiscover_${kind}_headers PRIVATE autodiscover_flags)
  target_precompile_headers(autodiscover_${kind}_headers PRIVATE ${autodiscover_common_headers})
endforeach()
set_target_properties(autodiscover_library_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)

# autodiscover_precompile(TARGET): gives it what was read, unless it has headers of its own.
function(autodiscover_precompile target)
  get_target_property(own ${target} PRECOMPILE_HEADERS_REUSE_FROM)
  get_target_property(pic ${target} POSITION_INDEPENDENT_CODE)
  get_target_property(visibility ${target} CXX_VISIBILITY_PRESET)
  if(own OR visibility)
    return()
  endif()
  if(pic)
    target_precompile_headers(${target} REUSE_FROM autodiscover_library_headers)
  else()
    target_precompile_headers(${target} REUSE_FROM autodiscover_program_headers)
  endif()
endfunction()
