// SPDX-License-Identifier: Apache-2.0

#include "main/new_command.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include <unistd.h>

#include "main/messages.h"
#include "main/output_file.h"
#include "sandbox/exit_code.h"
#include "world/names.h"
#include "world/world_file.h"

namespace fake {
namespace {

constexpr const char* kMailbox = "ann@corp.test";

struct Choices {
  std::string mailbox;
  std::string place;
  std::string login;
  std::string answer;
  std::string fault;
};

bool IsOneOf(const std::string& words, const std::string& word) {
  return !word.empty() && word.find('|') == std::string::npos &&
         ("|" + words + "|").find("|" + word + "|") != std::string::npos;
}

// Asks until the answer is one of `words` (empty: anything goes). An empty
// answer, and the end of input, stand for the default.
std::string Ask(const std::string& question, const std::string& words,
                const std::string& by_default) {
  while (true) {
    std::cerr << question << (words.empty() ? "" : " (" + words + ")") << " ["
              << by_default << "]: ";
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) {
      return by_default;
    }
    if (words.empty() || IsOneOf(words, line)) {
      return line;
    }
    std::cerr << "One of: " << words << '\n';
  }
}

class Questions {
 public:
  explicit Questions(bool ask) : ask_(ask) {}

  std::string Get(const std::optional<std::string>& given,
                  const std::string& question, const std::string& words,
                  std::string by_default = "") const {
    if (by_default.empty()) {
      by_default = words.substr(0, words.find('|'));
    }
    if (given) {
      return *given;
    }
    return ask_ ? Ask(question, words, by_default) : by_default;
  }

 private:
  bool ask_;
};

// The fields of the service that knows the mailbox.
std::string ServiceText(const Choices& choices, const std::string& domain) {
  static const std::map<std::string, std::string> answers = {
      {"settings", "reply: settings"},
      {"redirect", "reply: redirect-addr, to: ann@elsewhere.test"},
      {"error", "reply: error, code: \"500\""},
      {"html", "reply: html"},
  };
  static const std::map<std::string, std::string> faults = {
      {"none", ""},
      {"expired", "tls: expired, "},
      {"unknown-ca", "tls: unknown-ca, "},
      {"wrong-name", "tls: wrong-name, "},
      {"slow", "delay: 3s, "},
  };
  // Nothing is answered there.
  if (choices.fault == "refused" || choices.fault == "silent") {
    return "{tcp: " + choices.fault + "}";
  }
  std::string text = "{" + faults.at(choices.fault);
  if (choices.login != "none") {
    text += "auth: " + choices.login + ", ";
  }
  text += answers.at(choices.answer);
  if (choices.answer == "settings") {
    text += ", ews: \"https://mail." + domain + "/EWS/Exchange.asmx\"";
  }
  return text + "}";
}

std::string DomainOf(const std::string& mailbox) {
  return mailbox.substr(mailbox.rfind('@') + 1);
}

// One that needs no escape where we write it.
bool IsPlainMailbox(const std::string& mailbox) {
  const auto at = mailbox.rfind('@');
  return at != std::string::npos && at > 0 &&
         mailbox.find_first_of(" \t\"\\") == std::string::npos &&
         !NameProblem(DomainOf(mailbox), NameKind::kHost);
}

std::string WorldText(const Choices& choices) {
  const std::string domain = DomainOf(choices.mailbox);
  const std::map<std::string, std::string> hosts = {
      {"autodiscover", "autodiscover." + domain},
      {"domain", domain},
      {"srv", "mail." + domain},
      {"redirect", "mail." + domain},
  };
  const std::string& host = hosts.at(choices.place);
  std::string text =
      "# A world for fake-exchange. Look at it with: fake-exchange describe "
      "FILE\n"
      "mailbox: {address: \"" +
      choices.mailbox + "\", password: correct horse battery}\nworld:\n";
  if (choices.place == "srv") {
    text += "  dns:\n    _autodiscover._tcp." + domain + ": {srv: [\"0 0 443 " +
            host + "\"]}\n";
  }
  text += "  hosts:\n";
  if (choices.place == "redirect") {
    text += "    autodiscover." + domain +
            ":\n      http: {location: \"https://" + host +
            "/autodiscover/autodiscover.xml\"}\n";
  }
  return text + "    " + host +
         ":\n      https: " + ServiceText(choices, domain) + "\n";
}

Choices Settle(const NewOptions& options) {
  const Questions questions(isatty(STDIN_FILENO) != 0);
  return {
      .mailbox = questions.Get(options.mailbox, "Which mailbox is looked for?",
                               "", kMailbox),
      .place =
          questions.Get(options.place,
                        "Where do its settings wait? On the host autodiscover,"
                        " on the domain's own, where an SRV record points,"
                        " or behind a redirect",
                        kPlaces),
      .login =
          questions.Get(options.login, "Which login is asked for?", kLogins),
      .answer = questions.Get(options.answer, "What is answered?", kAnswers),
      .fault = questions.Get(options.fault, "What is wrong there?", kFaults)};
}

}  // namespace

int New(const NewOptions& options) {
  std::error_code error;
  if (!options.file.empty() && !options.force &&
      std::filesystem::is_regular_file(options.file, error)) {
    Say(options.file + " is there already; --force replaces it");
    return kExitOutputNotWritten;
  }
  const Choices choices = Settle(options);
  if (!IsPlainMailbox(choices.mailbox)) {
    Say(choices.mailbox + ": not a mailbox: it looks like " + kMailbox);
    return kExitUsage;
  }
  const std::string text = WorldText(choices);
  const LoadedWorld loaded =
      ParseWorld(text, options.file.empty() ? "world" : options.file);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&loaded)) {
    Say(*problems);
    return kExitUsage;
  }
  if (options.file.empty()) {
    std::cout << text;
    return kExitSuccess;
  }
  if (const auto problem = WriteOutputFile(options.file, text)) {
    Say(*problem);
    return kExitOutputNotWritten;
  }
  std::cerr << "Written. Try: fake-exchange run " << options.file
            << " --follow /dev/stderr -- bash\n";
  return kExitSuccess;
}

}  // namespace fake
