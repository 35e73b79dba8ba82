// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/text_output.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "tools/autodiscover/waterfall.h"

namespace autodiscover::tools {
namespace {

const char* Describe(Source source) {
  switch (source) {
    case Source::kGivenEndpoint:
      return "the endpoint that was given";
    case Source::kLastGood:
      return "the endpoint of last time";
    case Source::kV2Host:
      return "the V2 host that was given";
    case Source::kRootDomain:
      return "the mail domain itself";
    case Source::kAutodiscoverHost:
      return "the autodiscover host";
    case Source::kHttpRedirect:
      return "the plain-HTTP redirect";
    case Source::kSrv:
      return "the SRV record";
  }
  return "";
}

const char* Describe(TrustPath path) {
  switch (path) {
    case TrustPath::kTls:
      return "names of the mail domain, over TLS";
    case TrustPath::kV2:
      return "a V2 answer, without a login, named the host";
    case TrustPath::kSrv:
      return "a DNS record named the host";
    case TrustPath::kPlainHttp:
      return "an unprotected answer named the host";
  }
  return "";
}

const char* SecretName(std::optional<AuthScheme> scheme) {
  if (scheme == AuthScheme::kBearer) {
    return "with the token";
  }
  return scheme == AuthScheme::kNegotiate ? "with a Kerberos ticket"
                                          : "with the password";
}

std::string Milliseconds(std::chrono::milliseconds time) {
  return std::to_string(time.count()) + " ms";
}

// The branches of a tree: what goes before a node, and before what is below it.
struct Branch {
  const char* node;
  const char* below;
};

Branch BranchFor(bool last, bool unicode) {
  if (unicode) {
    return last ? Branch{"└─ ", "   "} : Branch{"├─ ", "│  "};
  }
  return last ? Branch{"`- ", "   "} : Branch{"|- ", "|  "};
}

class TreeWriter {
 public:
  TreeWriter(const Outcome& outcome, const Style& style)
      : attempts_(outcome.attempts),
        deciding_(outcome.deciding),
        style_(style) {}

  // All attempts that came of `parent`, and theirs.
  void Write(int parent, const std::string& prefix, std::string& out) const {
    const std::vector<std::size_t> children = ChildrenOf(parent);
    for (const std::size_t index : children) {
      const Branch branch = BranchFor(index == children.back(), style_.unicode);
      const std::string below = prefix + branch.below;
      out.append(prefix).append(branch.node);
      WriteAttempt(index, below, out);
      Write(static_cast<int>(index), below, out);
    }
  }

 private:
  [[nodiscard]] std::vector<std::size_t> ChildrenOf(int parent) const {
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < attempts_.size(); ++i) {
      // A parent always comes first: anything else would never end.
      const int own = attempts_[i].parent;
      if ((own < static_cast<int>(i) ? own : -1) == parent) {
        children.push_back(i);
      }
    }
    return children;
  }

  void WriteAttempt(std::size_t index, const std::string& prefix,
                    std::string& out) const {
    const Attempt& attempt = attempts_[index];
    const bool decides = static_cast<int>(index) == deciding_;
    out.append(Mark(attempt, decides))
        .append(" ")
        .append(Printable(attempt.action));
    if (attempt.status) {
      out.append("  ").append(std::to_string(*attempt.status));
    }
    out.append("  ").append(style_.Paint(Ink::kDim, Times(attempt)));
    out.append("\n");
    std::string facts;
    if (!attempt.peer_address.empty()) {
      facts = "at " + attempt.peer_address;
    }
    const auto add = [&facts](const char* fact) {
      facts.append(facts.empty() ? "" : ", ").append(fact);
    };
    if (attempt.secret_sent) {
      add(SecretName(attempt.auth_scheme));
      if (attempt.auth_scheme) {
        facts.append(" by ").append(ToString(*attempt.auth_scheme));
      }
    }
    if (attempt.ahead_of_turn) {
      add("ahead of its turn");
    }
    WriteLine(prefix, "   ", style_.Paint(Ink::kDim, facts), facts, out);
    WriteLine(prefix, "   ", Printable(attempt.reason), attempt.reason, out);
    WriteLine(prefix, style_.unicode ? "   → " : "   > ",
              style_.Paint(Ink::kBold, Printable(attempt.advice)),
              attempt.advice, out);
  }

  // Nothing when `text` is empty.
  static void WriteLine(const std::string& prefix, const char* indent,
                        const std::string& shown, const std::string& text,
                        std::string& out) {
    if (!text.empty()) {
      out.append(prefix).append(indent).append(shown).append("\n");
    }
  }

  // Red is what decided: a step that need not succeed is no alarm.
  [[nodiscard]] std::string Mark(const Attempt& attempt, bool decides) const {
    if (attempt.succeeded) {
      return style_.Paint(Ink::kGood, style_.unicode ? "✓" : "+");
    }
    // What led on, such as a redirect, is neither good nor bad.
    if (!attempt.failure) {
      return style_.Paint(Ink::kDim, style_.unicode ? "·" : ".");
    }
    return style_.Paint(decides ? Ink::kBad : Ink::kDim,
                        style_.unicode ? "✗" : "x");
  }

  static std::string Times(const Attempt& attempt) {
    return "at " + Milliseconds(attempt.started) + ", took " +
           Milliseconds(attempt.finished - attempt.started);
  }

  const std::vector<Attempt>& attempts_;
  const int deciding_;
  const Style& style_;
};

// Every endpoint that was found; or that there are settings alone.
std::string Endpoints(const Settings& settings) {
  std::string all;
  for (const std::string* url :
       {&settings.ews_url, &settings.mapi_url, &settings.activesync_url}) {
    if (!url->empty()) {
      all.append(all.empty() ? "" : ", ").append(*url);
    }
  }
  return all.empty() ? "settings" : all;
}

std::string Describe(const UserAnswer& user) {
  if (user.settings) {
    return Endpoints(*user.settings);
  }
  return user.redirect.empty() ? user.error
                               : user.error + " to " + user.redirect;
}

// The first event that decided a failure, by which rule, and whose it is.
std::string Decision(const Outcome& outcome) {
  const auto index = static_cast<std::size_t>(outcome.deciding);
  if (outcome.deciding < 0 || index >= outcome.attempts.size()) {
    return "";
  }
  const Attempt& attempt = outcome.attempts[index];
  std::string out = "  decided by: " + Printable(attempt.action) + ": " +
                    Printable(attempt.reason) + "\n";
  if (attempt.mender) {
    out += "  can be mended by: " + std::string(Describe(*attempt.mender)) +
           "\n  rule: " + attempt.rule + "\n";
  }
  return out;
}

std::string Headline(const Outcome& outcome, const Style& style) {
  if (outcome.settings) {
    return style.Paint(Ink::kGood, "found") + ": " +
           style.Paint(Ink::kBold, Printable(Endpoints(*outcome.settings))) +
           "\n  through " + Describe(outcome.source) +
           "; trust: " + Describe(outcome.trust) + "; after " +
           Milliseconds(outcome.elapsed) + "\n";
  }
  if (!outcome.error) {
    return "";
  }
  return style.Paint(Ink::kBad, ToString(outcome.error->code)) + ": " +
         style.Paint(Ink::kBold, Printable(outcome.error->message)) +
         "\n  after " + Milliseconds(outcome.elapsed) + "\n" +
         Decision(outcome);
}

}  // namespace

std::string ToPlain(const Outcome& outcome) {
  std::string out;
  const auto line = [&out](const char* name, const std::string& value) {
    if (!value.empty()) {
      out.append(name).append(Printable(value)).append("\n");
    }
  };
  line("EWS URL:  ", outcome.settings->ews_url);
  line("MAPI URL: ", outcome.settings->mapi_url);
  line("Address book (MAPI): ", outcome.settings->mapi_address_book_url);
  line("ActiveSync URL: ", outcome.settings->activesync_url);
  line("Mailbox:  ", outcome.settings->smtp_address);
  line("Name:     ", outcome.settings->display_name);
  line("Found by: ", std::string(Describe(outcome.source)) + ", " +
                         std::string(ToString(outcome.protocol)));
  line("Trust:    ", Describe(outcome.trust));
  line("Answered: ", outcome.url);
  for (const UserAnswer& user : outcome.users) {
    line("User:     ", user.address + ": " + Describe(user));
  }
  return out;
}

std::string ToExplanation(const Outcome& outcome, const Style& style) {
  std::string out = Headline(outcome, style);
  if (!outcome.attempts.empty()) {
    out.append("\n");
    TreeWriter(outcome, style).Write(-1, "", out);
    out.append("\n").append(Waterfall(outcome, style));
  }
  return out;
}

}  // namespace autodiscover::tools
