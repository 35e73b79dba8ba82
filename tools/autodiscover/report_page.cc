// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/report_page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "autodiscover/version.h"

#include "tools/autodiscover/attempt_tree.h"
#include "tools/autodiscover/facts_text.h"
#include "tools/autodiscover/markup.h"
#include "tools/autodiscover/report_style.h"

namespace autodiscover::tools {
namespace {

std::string Milliseconds(std::chrono::milliseconds time) {
  return std::to_string(time.count()) + " ms";
}

std::string Code(const std::string& text) {
  return "<code>" + Escaped(text) + "</code>";
}

// A row of a list of facts; nothing where there is no text.
std::string Row(const char* name, const std::string& text) {
  return text.empty() ? ""
                      : std::string("<dt>") + name + "</dt><dd>" +
                            Escaped(text) + "</dd>";
}

// Of an attempt, for its looks.
const char* ClassOf(const Attempt& attempt, bool decides) {
  if (attempt.succeeded) {
    return " good";
  }
  return decides && attempt.failure ? " bad" : "";
}

class PageWriter {
 public:
  PageWriter(const Outcome& outcome, const std::string& address)
      : outcome_(outcome), address_(address) {}

  std::string Write() {
    out_ =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
        "charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
        "dark\">\n<title>Autodiscover: " +
        Escaped(address_) + "</title>\n<style>" + kReportStyle +
        "</style>\n</head>\n<body>\n<header><h1>Autodiscover for " +
        Escaped(address_) + "</h1></header>\n<main>\n";
    WriteSummary();
    if (!outcome_.attempts.empty()) {
      out_ += "<h2>What was tried</h2>\n";
      WriteTree(-1);
      WriteTimes();
    }
    out_ += "</main>\n<footer>autodiscover " + std::string(kVersion) +
            "</footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void WriteSummary() {
    const Attempt* decided = DecidingOf(outcome_);
    if (outcome_.settings) {
      out_ += "<section class=\"sum good\"><p><strong>Found: " +
              Code(Endpoints(*outcome_.settings)) + "</strong></p>\n<dl>" +
              Row("Through", Describe(outcome_.source)) +
              Row("Trust", Describe(outcome_.trust)) +
              Row("Answered", outcome_.url) +
              Row("After", Milliseconds(outcome_.elapsed)) +
              "</dl></section>\n";
      return;
    }
    if (!outcome_.error) {
      return;
    }
    out_ += "<section class=\"sum bad\"><p><strong>" +
            Escaped(ToString(outcome_.error->code)) +
            "</strong>: " + Escaped(outcome_.error->message) + "</p>\n<dl>";
    if (decided != nullptr) {
      out_ +=
          "<dt>Decided by</dt><dd><a href=\"#decided\" "
          "style=\"color: inherit\">" +
          Code(decided->action) + "</a></dd>" +
          Row("Reason", Unsaid(decided->reason)) +
          Row("To do", Unsaid(decided->advice));
      if (decided->mender) {
        out_ += Row("Mended by", std::string(Describe(*decided->mender))) +
                Row("Rule", decided->rule);
      }
    }
    out_ += Row("After", Milliseconds(outcome_.elapsed)) + "</dl></section>\n";
  }

  // Nothing where the message has said it.
  [[nodiscard]] std::string Unsaid(const std::string& text) const {
    const bool said = outcome_.error->message.find(text) != std::string::npos;
    return said ? "" : text;
  }

  void WriteTree(int parent) {
    const std::vector<std::size_t> children =
        ChildrenOf(outcome_.attempts, parent);
    if (children.empty()) {
      return;
    }
    out_ += parent < 0 ? "<ul class=\"tree\">\n" : "<ul>\n";
    for (const std::size_t index : children) {
      out_ += "<li>";
      WriteStep(index);
      WriteTree(static_cast<int>(index));
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  void WriteStep(std::size_t index) {
    const Attempt& attempt = outcome_.attempts[index];
    const bool decides =
        static_cast<int>(index) == outcome_.deciding && outcome_.error;
    out_ += std::string("<div class=\"step") +
            (decides ? " decides\" id=\"decided" : ClassOf(attempt, false)) +
            "\"><p class=\"head\">" + Code(attempt.action);
    if (attempt.status) {
      out_ += "<span>" + std::to_string(*attempt.status) + "</span>";
    }
    if (attempt.succeeded) {
      out_ += "<span class=\"tag good\">gave the settings</span>";
    }
    if (decides) {
      out_ += "<span class=\"tag bad\">this decided</span>";
    }
    out_ += "<span class=\"hint\">at " + Milliseconds(attempt.started) +
            ", took " + Milliseconds(attempt.finished - attempt.started) +
            "</span></p>\n<dl>" + Row("Because", attempt.reason);
    if (!attempt.advice.empty()) {
      out_ += "<dt>To do</dt><dd class=\"todo\">" + Escaped(attempt.advice) +
              "</dd>";
    }
    if (attempt.mender) {
      out_ += Row("Mended by", std::string(Describe(*attempt.mender))) +
              Row("Rule", attempt.rule);
    }
    for (const FactLine& line : facts_.Lines(attempt)) {
      out_ += Row(line.topic.c_str(), line.text);
    }
    out_ += Row("Connected to", attempt.peer_address) +
            Row("Login", SecretText(attempt)) + "</dl></div>\n";
  }

  void WriteTimes() {
    std::int64_t end = std::max<std::int64_t>(outcome_.elapsed.count(), 1);
    for (const Attempt& attempt : outcome_.attempts) {
      end = std::max<std::int64_t>(end, attempt.finished.count());
    }
    out_ += "<h2>When</h2>\n<p class=\"hint\">The whole width is " +
            std::to_string(end) + " ms.</p>\n<div class=\"time\">\n";
    for (std::size_t i = 0; i < outcome_.attempts.size(); ++i) {
      const Attempt& attempt = outcome_.attempts[i];
      const bool decides = static_cast<int>(i) == outcome_.deciding;
      const auto percent = [end](std::chrono::milliseconds time) {
        return std::to_string(
            std::clamp<std::int64_t>(time.count() * 100 / end, 0, 100));
      };
      out_ += Code(attempt.action) + "<span class=\"track\"><span class=\"bar" +
              ClassOf(attempt, decides) + "\" style=\"margin-left:min(" +
              percent(attempt.started) + "%,calc(100% - 3px));width:" +
              percent(attempt.finished - attempt.started) +
              "%\"></span></span>\n";
    }
    out_ += "</div>\n";
  }

  const Outcome& outcome_;
  const std::string& address_;
  FactsText facts_;
  std::string out_;
};

}  // namespace

std::string ToPage(const Outcome& outcome, const std::string& address) {
  return PageWriter(outcome, address).Write();
}

}  // namespace autodiscover::tools
