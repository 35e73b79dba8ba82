# SPDX-License-Identifier: Apache-2.0
#
# Reads files that go together as one: most of the time of compiling a small file goes to the
# headers of libraries. ci/crowds.py says which go together, anew each time CMake runs.

# autodiscover_read_together(TARGET): its sources, but for those that another target has in a crowd.
function(autodiscover_read_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(named ${target} SOURCES)
  list(FILTER named INCLUDE REGEX "^[^$]*\\.cc$")
  set(sources)
  foreach(source IN LISTS named)
    get_filename_component(source ${source} ABSOLUTE BASE_DIR ${folder})
    get_source_file_property(crowd ${source} TARGET_DIRECTORY ${target} UNITY_GROUP)
    if(NOT crowd)
      list(APPEND sources ${source})
    endif()
  endforeach()
  execute_process(COMMAND ${AUTODISCOVER_PYTHON} ${PROJECT_SOURCE_DIR}/ci/crowds.py 16 ${sources}
    OUTPUT_VARIABLE crowds COMMAND_ERROR_IS_FATAL ANY)
  foreach(source crowd IN ZIP_LISTS sources crowds)
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES
      UNITY_GROUP ${target}_${crowd})
  endforeach()
endfunction()
