// SPDX-License-Identifier: Apache-2.0

#include "sandbox/system_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "sandbox/environment.h"
#include "sandbox/visible_paths.h"
#include "world/running_world.h"

namespace fake {
namespace {

namespace fs = std::filesystem;

constexpr int kLinksMax = 16;  // Linux gives up after 40; none has that many.
constexpr int kHomeField = 5;  // name:password:uid:gid:comment:HOME:shell

constexpr char kHosts[] = "127.0.0.1 localhost\n::1 localhost\n";
// No mDNS, no systemd-resolved, no myhostname: only the world may answer.
constexpr char kNsswitchConf[] =
    "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n"
    "networks: files\nprotocols: files\nservices: files\n";

std::string ReadText(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Where the colon-separated field `index` of `line` begins and how long it is.
std::pair<std::size_t, std::size_t> FieldAt(std::string_view line, int index) {
  std::size_t begin = 0;
  for (int field = 0; field < index; ++field) {
    const std::size_t colon = line.find(':', begin);
    if (colon == std::string_view::npos) {
      return {line.size(), 0};
    }
    begin = colon + 1;
  }
  const std::size_t end = line.find(':', begin);
  return {begin, (end == std::string_view::npos ? line.size() : end) - begin};
}

std::string LineWithHome(std::string line, std::string_view home) {
  const auto [uid_begin, uid_size] = FieldAt(line, 2);
  if (line.substr(uid_begin, uid_size) != "0") {
    return line;
  }
  const auto [begin, size] = FieldAt(line, kHomeField);
  return line.replace(begin, size, home);
}

// True when a file can be put there: it exists, or its place is fresh inside.
bool CanBeReplaced(const std::string& path) {
  std::error_code ignored;
  return LiesBelowFreshDirectory(path) || fs::exists(path, ignored);
}

}  // namespace

std::string EndOfLinks(const std::string& path) {
  std::error_code error;
  fs::path end = path;
  for (int links = 0; links < kLinksMax && fs::is_symlink(end, error);
       ++links) {
    end = (end.parent_path() / fs::read_symlink(end, error)).lexically_normal();
  }
  const fs::path directory = fs::weakly_canonical(end.parent_path(), error);
  return (error ? end : directory / end.filename()).string();
}

std::string PasswdWithHome(std::string_view passwd, std::string_view home) {
  std::string result;
  while (!passwd.empty()) {
    const std::size_t end = passwd.find('\n');
    result += LineWithHome(std::string(passwd.substr(0, end)), home) + "\n";
    passwd.remove_prefix(end == std::string_view::npos ? passwd.size()
                                                       : end + 1);
  }
  return result;
}

std::string ResolvConf(const Resolver& resolver) {
  std::string text;
  for (std::size_t i = 0; i < resolver.servers.size(); ++i) {
    text += "nameserver " + NameServerAddress(i) + "\n";
  }
  for (const std::string& domain : resolver.search) {
    text += (&domain == &resolver.search.front() ? "search " : " ") + domain;
  }
  return text + (resolver.search.empty() ? "" : "\n");
}

std::vector<SystemFile> SystemFiles(const std::string& resolv_conf) {
  std::vector<SystemFile> files;
  const auto replace = [&files](const char* path, std::string content) {
    std::string end = EndOfLinks(path);
    if (CanBeReplaced(end)) {
      files.push_back({std::move(end), std::move(content)});
    }
  };
  replace("/etc/resolv.conf", resolv_conf);
  replace("/etc/hosts", kHosts);
  replace("/etc/nsswitch.conf", kNsswitchConf);
  replace("/etc/passwd", PasswdWithHome(ReadText("/etc/passwd"), kHome));
  return files;
}

}  // namespace fake
