// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/text_output.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "tools/autodiscover/attempt_tree.h"
#include "tools/autodiscover/facts_text.h"
#include "tools/autodiscover/waterfall.h"

namespace autodiscover::tools {
namespace {

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

// Whether the message of the failure has said it already.
bool Says(const Outcome& outcome, const std::string& text) {
  return outcome.error &&
         outcome.error->message.find(text) != std::string::npos;
}

class TreeWriter {
 public:
  TreeWriter(const Outcome& outcome, const Style& style)
      : outcome_(outcome), attempts_(outcome.attempts), style_(style) {}

  // All attempts that came of `parent`, and theirs.
  void Write(int parent, const std::string& prefix, std::string& out) {
    const std::vector<std::size_t> children = ChildrenOf(attempts_, parent);
    for (const std::size_t index : children) {
      const Branch branch = BranchFor(index == children.back(), style_.unicode);
      const std::string below = prefix + branch.below;
      out.append(prefix).append(branch.node);
      WriteAttempt(index, below, out);
      Write(static_cast<int>(index), below, out);
    }
  }

 private:
  void WriteAttempt(std::size_t index, const std::string& prefix,
                    std::string& out) {
    const Attempt& attempt = attempts_[index];
    const bool decides = static_cast<int>(index) == outcome_.deciding;
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
    const auto add = [&facts](const std::string& fact) {
      facts.append(facts.empty() ? "" : ", ").append(fact);
    };
    if (attempt.secret_sent) {
      add(SecretText(attempt));
    }
    if (attempt.facts.reused) {
      add("over the same connection");
    }
    if (attempt.ahead_of_turn) {
      add("ahead of its turn");
    }
    WriteLine(prefix, "   ", style_.Paint(Ink::kDim, facts), facts, out);
    for (const FactLine& line : facts_.Lines(attempt)) {
      const std::string text = line.topic + ": " + Printable(line.text);
      WriteLine(prefix, "   ", style_.Paint(Ink::kDim, text), text, out);
    }
    // What the first lines have said is not said again.
    const bool said = decides && outcome_.error;
    const std::string reason =
        said ? "(this decided: see above)" : Printable(attempt.reason);
    WriteLine(prefix, "   ", reason, reason, out);
    const std::string advice =
        said && Says(outcome_, attempt.advice) ? "" : Printable(attempt.advice);
    WriteLine(prefix, style_.unicode ? "   → " : "   > ",
              style_.Paint(Ink::kBold, advice), advice, out);
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

  const Outcome& outcome_;
  const std::vector<Attempt>& attempts_;
  const Style& style_;
  FactsText facts_;
};

std::string UserText(const UserAnswer& user) {
  if (user.settings) {
    return Endpoints(*user.settings);
  }
  return user.redirect.empty() ? user.error
                               : user.error + " to " + user.redirect;
}

// The first event that decided a failure, by which rule, and whose it is.
std::string Decision(const Outcome& outcome) {
  const Attempt* decided = DecidingOf(outcome);
  if (decided == nullptr) {
    return "";
  }
  const Attempt& attempt = *decided;
  std::string out = "  decided by: " + Printable(attempt.action);
  if (!Says(outcome, attempt.reason)) {
    out += ": " + Printable(attempt.reason);
  }
  out += "\n";
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
    line("User:     ", user.address + ": " + UserText(user));
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
