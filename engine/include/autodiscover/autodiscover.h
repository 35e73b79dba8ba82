/* SPDX-License-Identifier: Apache-2.0
 *
 * The C interface, for other languages to bind: a request as JSON, a result as
 * JSON. The library is libautodiscover_c; it exports the functions below and
 * nothing else. They keep their meaning as long as the library keeps its
 * soname; functions and fields may be added.
 *
 *   char why[200];
 *   autodiscover_handle* handle = autodiscover_new(
 *       "{\"address\": \"ann@corp.test\"}", why, sizeof why);
 *   autodiscover_set_password(handle, password);
 *   puts(autodiscover_discover(handle));
 *   autodiscover_free(handle);
 *
 * Every text is UTF-8 and ends with a zero byte.
 */

#ifndef AUTODISCOVER_AUTODISCOVER_H_
#define AUTODISCOVER_AUTODISCOVER_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* One request. Used by one thread at a time, but for autodiscover_cancel();
 * different handles may be used by different threads at once. */
/* NOLINTNEXTLINE(readability-identifier-naming): the style of C. */
typedef struct autodiscover_handle autodiscover_handle;

/* The version of the library: "0.1.0". */
const char* autodiscover_version(void);

/* Reads a request, an object with these fields:
 *
 *   address            text: the mailbox; the only one that must be there
 *   username           text: login name, if it is not the address
 *   want               list: ews, mapi, activesync, setting:NAME; default: ews
 *   auth               list: ways to log in that may be used; default: all
 *   skip_sources       list: places not to look at
 *   allow_redirect_to  list: hosts that may get the password although plain
 *                      HTTP or DNS named them; .host for all below it
 *   timeout_s          number: seconds for the whole run
 *   ca_file            text: PEM file to trust instead of the system's
 *   name_servers       list: ADDRESS[:PORT]
 *   connect_to         list: HOST:PORT:ADDRESS:PORT, for tests
 *
 * The names in the lists are those of the options of `autodiscover discover`.
 * NULL: it cannot be used, and `error` (which may be NULL), of `error_size`
 * bytes, says why. The password is no field: it would end up in logs. */
autodiscover_handle* autodiscover_new(const char* request_json, char* error,
                                      size_t error_size);

/* Gives the password, which is copied, and overwritten in the end. It is sent
 * over TLS only, to servers that the rules allow. NULL, and without this call:
 * there are no credentials. */
void autodiscover_set_password(autodiscover_handle* handle,
                               const char* password);

/* Runs the discovery and waits for it. Gives the document of `autodiscover
 * discover --json`, found or not; never NULL. It belongs to the handle, and is
 * there until the next call with it. */
const char* autodiscover_discover(autodiscover_handle* handle);

/* Ends the discovery at once, and every later one of this handle: its result is
 * an error of the kind `cancelled`. From any thread, and from a signal handler,
 * as long as the handle is not freed. */
void autodiscover_cancel(autodiscover_handle* handle);

/* Frees the handle and its texts. NULL is allowed. */
void autodiscover_free(autodiscover_handle* handle);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif /* AUTODISCOVER_AUTODISCOVER_H_ */
