# SPDX-License-Identifier: Apache-2.0
#
# What nearly every file reads of the standard library, read once with GCC. Clang, which reads the
# product's files without, finds the one that forgets an include.
add_library(autodiscover_headers OBJECT ${CMAKE_CURRENT_LIST_DIR}/headers.cc)
target_link_libraries(autodiscover_headers PRIVATE autodiscover_flags)
target_precompile_headers(autodiscover_headers PRIVATE ${autodiscover_common_headers})

# Every target of ours in a directory and below that has no such headers of its own.
function(autodiscover_precompile directory)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    get_target_property(own ${target} PRECOMPILE_HEADERS_REUSE_FROM)
    get_target_property(pic ${target} POSITION_INDEPENDENT_CODE)
    if(type MATCHES "EXECUTABLE|STATIC_LIBRARY|OBJECT_LIBRARY" AND NOT own AND NOT pic)
      target_precompile_headers(${target} REUSE_FROM autodiscover_headers)
    endif()
  endforeach()
  get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(each IN LISTS below)
    autodiscover_precompile(${each})
  endforeach()
endfunction()
