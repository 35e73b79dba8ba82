// SPDX-License-Identifier: Apache-2.0
//
// Nothing of the caller's environment reaches the world inside the sandbox, so
// a build with the thread sanitizer has its options in itself: a race ends the
// run, which then reports nothing, instead of a few lines that nobody reads.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define FAKE_SERVERS_THREAD_SANITIZER
#endif
#elif defined(__SANITIZE_THREAD__)
#define FAKE_SERVERS_THREAD_SANITIZER
#endif

#ifdef FAKE_SERVERS_THREAD_SANITIZER
extern "C" const char* __tsan_default_options();  // NOLINT: the runtime's name.

const char* __tsan_default_options() {  // NOLINT: the runtime's name.
  return "halt_on_error=1:second_deadlock_stack=1";
}

extern "C" const char* __tsan_default_suppressions();  // NOLINT: as above.

// The library is not built with the sanitizer, which so cannot see what guards
// the statics in its functions: it takes their first use for a race.
const char* __tsan_default_suppressions() {  // NOLINT: as above.
  return "called_from_lib:libcpp-httplib.so\n";
}
#endif
