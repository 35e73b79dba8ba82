// SPDX-License-Identifier: Apache-2.0
//
// Answers as servers write them, for tests.

#ifndef AUTODISCOVER_CODEC_TEST_BODIES_H_
#define AUTODISCOVER_CODEC_TEST_BODIES_H_

#include <string>
#include <string_view>

namespace autodiscover::codec::testing {

// `inside` in Autodiscover/Response/Account, with the usual namespaces.
std::string PoxAccount(std::string_view inside);
// Settings with an EXPR block that has this EwsUrl.
std::string PoxSettings(std::string_view ews_url);
std::string PoxRedirectUrl(std::string_view url);
std::string PoxRedirectAddress(std::string_view address);
// `Error` in a Response that inherits the outer namespace, as Exchange does.
std::string PoxError(std::string_view code, std::string_view message);

// `inside` in Autodiscover/Response/Action of a MobileSync answer.
std::string MobileSyncAction(std::string_view inside);
// Settings with this ActiveSync URL.
std::string MobileSyncSettings(std::string_view url);

// `inside` in Envelope/Body.
std::string SoapBody(std::string_view inside);
// `inside` in a UserResponse.
std::string SoapUser(std::string_view inside);
// Settings with this ExternalEwsUrl.
std::string SoapSettings(std::string_view ews_url);
// An error, or a redirect to `target`, at the level of the user.
std::string SoapUserError(std::string_view code, std::string_view target);
std::string SoapFault(std::string_view code, std::string_view message);

}  // namespace autodiscover::codec::testing

#endif  // AUTODISCOVER_CODEC_TEST_BODIES_H_
