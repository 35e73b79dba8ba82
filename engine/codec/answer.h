// SPDX-License-Identifier: Apache-2.0
//
// What an Autodiscover server said, whichever protocol it said it in.

#ifndef AUTODISCOVER_CODEC_ANSWER_H_
#define AUTODISCOVER_CODEC_ANSWER_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "autodiscover/settings.h"

namespace autodiscover::codec {

// Settings as the server gave them; no endpoint is chosen yet. Not every set
// of settings is for Exchange: see service_urls.h.
struct SettingsAnswer {
  Settings settings;
  std::vector<UserAnswer> users;  // SOAP: of other mailboxes.
};

struct RedirectUrlAnswer {
  std::string url;  // As received.
};

struct RedirectAddressAnswer {
  std::string address;  // As received.
};

// POX `Error`, a SOAP error code or a SOAP fault. Texts are as received.
struct ErrorAnswer {
  std::string
      code;  // "500", "InvalidUser", "a:InternalServiceFault"; or empty.
  std::string message;
  std::string debug_data;
  std::string time;  // POX attributes.
  std::string id;
  // SOAP: what the server says of itself, and of other mailboxes.
  std::optional<ServerVersion> server_version;
  std::vector<UserAnswer> users;
};

// No answer in this protocol at all.
struct NoAnswer {
  // The rest of a sentence that begins "the answer ".
  std::string why;
  // Something else lives here, such as a web site: not a broken Autodiscover.
  bool foreign = false;
};

using Answer = std::variant<SettingsAnswer, RedirectUrlAnswer,
                            RedirectAddressAnswer, ErrorAnswer, NoAnswer>;

// For text that is no Autodiscover XML (ERR-02): a web page, JSON, nothing, or
// `why`.
NoAnswer NotAutodiscover(std::string_view body, std::string why);

}  // namespace autodiscover::codec

#endif  // AUTODISCOVER_CODEC_ANSWER_H_
