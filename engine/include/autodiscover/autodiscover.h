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
 *   preset             text: a name that `discover --preset` knows; the other
 *                      fields change it
 *   want               list: ews, mapi, activesync, setting:NAME; default: ews
 *   users              list: other mailboxes of the domain, which SOAP servers
 *                      are asked about in the same request
 *   protocols          list: pox, soap, mobilesync, v2, domain_settings, in the
 *                      order of asking; default: those that give what is wanted
 *   endpoint           text: an https URL that is asked, and no other place
 *   v2_hosts           list: hosts that are asked in V2: they are told the
 *                      address
 *   auth               list: ways to log in that may be used; default: all
 *   skip_sources       list: places not to look at
 *   allow_redirect_to  list: hosts that may get the password although plain
 *                      HTTP or DNS named them; .host for all below it
 *   token_hosts        list: hosts that may get the token
 *   ticket_cache       text: Kerberos tickets may be used; where they are, or
 *                      "" for the default place
 *   ticket_hosts       list: hosts that may be logged in to with them, besides
 *                      those of the mail domain
 *   trust_certificates list: HOST=SHA256 of certificates taken as they are
 *   proxy              text: http://HOST:PORT
 *   cache              text: file that remembers the endpoint; "" for the
 *                      default one; without the field nothing is remembered
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

/* Gives a bearer token when a host that it is for (token_hosts) asks for one.
 * `challenge` is an object with host, authorization_uri, tenant, client_id and
 * realm, which are the server's own words. NULL: no token. The text is copied
 * before autodiscover_discover() returns, and must stay as it is until then.
 * `data` is handed on. */
typedef const char* (*autodiscover_token_function)(const char* challenge,
                                                   void* data);
void autodiscover_set_token(autodiscover_handle* handle,
                            autodiscover_token_function token, void* data);

/* Asks whether a host may be asked although plain HTTP, DNS or V2 named it.
 * `question` is an object with mail_domain, host, port and reason. Not 0: yes.
 * Called at most once for each host, by the thread of autodiscover_discover().
 * Without it, hosts that allow_redirect_to does not name are refused. */
typedef int (*autodiscover_consent_function)(const char* question, void* data);
void autodiscover_set_consent(autodiscover_handle* handle,
                              autodiscover_consent_function consent,
                              void* data);

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
