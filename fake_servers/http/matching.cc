// SPDX-License-Identifier: Apache-2.0

#include "http/matching.h"

#include <algorithm>

#include "auth/encoding.h"
#include "history/letter_case.h"
#include "http/text.h"

namespace fake {
namespace {

using Lines = std::vector<std::string>;

void Add(Lines& lines, bool same, const std::string& line) {
  if (!same) {
    lines.push_back(line);
  }
}

void ComparePath(const Match& match, const Candidate& candidate, Lines& lines) {
  const std::string& path = candidate.request.path;
  if (match.path.empty()) {
    Add(lines, EndpointOf(path) != Endpoint::kOther,
        "the path is none of Autodiscover's");
    return;
  }
  Add(lines,
      match.path_exact ? match.path == path
                       : EqualsIgnoringCase(match.path, path),
      "path: " + match.path + " is wanted" +
          (match.path_exact ? ", in this case" : ""));
}

void CompareHeaders(const Match& match, const Candidate& candidate,
                    Lines& lines) {
  for (const auto& [name, wanted] : match.headers) {
    const auto value = FindHeader(candidate.request.headers, name);
    Add(lines, value && EqualsIgnoringCase(*value, wanted),
        "header " + name + ": " + wanted + " is wanted, " +
            (value ? "another was sent" : "none was sent"));
  }
}

bool IsFor(const std::string& account, const Candidate& candidate) {
  return EqualsIgnoringCase(account, candidate.login) ||
         std::ranges::any_of(candidate.asked.addresses,
                             [&account](const std::string& address) {
                               return EqualsIgnoringCase(account, address);
                             });
}

void CompareState(const Match& match, const Candidate& candidate,
                  Lines& lines) {
  for (const auto& [name, value] : match.when) {
    Add(lines, candidate.board.Holds(Flags{{name, value}}),
        "when." + name + ": `" + value + "` is wanted, and it is not set so");
  }
  if (match.after) {
    Add(lines, candidate.board.Holds(*match.after),
        "after: " + match.after->host + " has not sent so many replies yet");
  }
}

}  // namespace

std::string ClaimedLogin(const Request& request,
                         const std::string& connection_user) {
  const std::string value =
      FindHeader(request.headers, "Authorization").value_or("");
  const std::size_t space = std::min(value.find(' '), value.size());
  const std::string scheme = ToLower(value.substr(0, space));
  if (scheme == "basic") {
    const auto login = FromBase64(Trim(value.substr(space)));
    return login ? login->substr(0, login->find(':')) : "";
  }
  constexpr std::string_view kName = "username=\"";
  const auto name = value.find(kName);
  if (scheme == "digest" && name != std::string::npos) {
    const std::string rest = value.substr(name + kName.size());
    return rest.substr(0, rest.find('"'));
  }
  return connection_user;
}

std::vector<std::string> Differences(const Match& match,
                                     const Candidate& candidate) {
  Lines lines;
  const Request& request = candidate.request;
  const std::string protocol = ToString(candidate.asked.protocol);
  ComparePath(match, candidate, lines);
  Add(lines,
      match.method.empty() || EqualsIgnoringCase(match.method, request.method),
      "method: " + match.method + " is wanted");
  Add(lines, match.protocol.empty() || match.protocol == protocol,
      "protocol: " + match.protocol + " is wanted, " + protocol + " was sent");
  CompareHeaders(match, candidate, lines);
  Add(lines, request.body.find(match.body) != std::string::npos,
      "body: `" + match.body + "` is not in it");
  Add(lines, match.account.empty() || IsFor(match.account, candidate),
      "account: " + match.account + " is wanted");
  CompareState(match, candidate, lines);
  return lines;
}

Unmatched FindNearest(const std::vector<Route>& routes,
                      const Candidate& candidate) {
  // Whoever asks at the same place is nearer than one who sends the same.
  constexpr std::size_t kPathCounts = 10;
  Unmatched nearest;
  std::size_t fewest = 0;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const Lines lines = Differences(routes[i].match, candidate);
    Lines of_path;
    ComparePath(routes[i].match, candidate, of_path);
    const std::size_t far = lines.size() + kPathCounts * of_path.size();
    if (nearest.nearest.empty() || far < fewest) {
      fewest = far;
      nearest.nearest = "routes[" + std::to_string(i) + "]";
      nearest.difference.clear();
      for (const std::string& line : lines) {
        nearest.difference += (nearest.difference.empty() ? "" : "; ") + line;
      }
    }
  }
  if (routes.empty()) {
    nearest.difference =
        EndpointOf(candidate.request.path) == Endpoint::kOther
            ? "the path is none of Autodiscover's, and there are no routes"
            : "the service has no answer and no routes";
  }
  return nearest;
}

}  // namespace fake
