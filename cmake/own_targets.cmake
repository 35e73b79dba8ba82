# SPDX-License-Identifier: Apache-2.0

# autodiscover_own_targets(VARIABLE DIRECTORY...): what is compiled in these directories and below.
function(autodiscover_own_targets variable)
  set(found)
  foreach(directory IN LISTS ARGN)
    get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
      get_target_property(type ${target} TYPE)
      if(type MATCHES "EXECUTABLE|LIBRARY" AND NOT type STREQUAL "INTERFACE_LIBRARY")
        list(APPEND found ${target})
      endif()
    endforeach()
    get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
    autodiscover_own_targets(deeper ${below})
    list(APPEND found ${deeper})
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()
