// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/cache_command.h"

#include <array>
#include <ctime>
#include <iostream>
#include <sstream>

#include "autodiscover/client.h"

#include "tools/autodiscover/exit_codes.h"
#include "tools/autodiscover/style.h"

namespace autodiscover::tools {
namespace {

std::string TimeText(CacheTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  std::array<char, 32> text{};
  gmtime_r(&seconds, &parts);
  return {text.data(), std::strftime(text.data(), text.size(),
                                     "%Y-%m-%d %H:%M:%SZ", &parts)};
}

// Whether `key` is of the mailbox, whatever the login name and the policy.
bool IsOf(const CacheKey& key, const std::string& address) {
  Request request;
  request.address = address;
  const std::optional<CacheKey> own = CacheKeyFor(request);
  return own && (key.account == own->account ||
                 key.account.starts_with(own->account + " as "));
}

std::string Place(const CacheEntry& entry) {
  return entry.url.empty() ? "(none found)" : Printable(entry.url);
}

void Show(const CacheKey& key, const CacheEntry& entry, std::ostream& out) {
  out << "Mailbox:  " << Printable(key.account) << "\n"
      << "Endpoint: " << Place(entry) << "\n"
      << "Protocol: " << ToString(entry.protocol) << "\n"
      << "Trust:    " << ToString(entry.trust) << "\n"
      << "Login:    " << (entry.login ? ToString(*entry.login) : "none") << "\n"
      << "Stored:   " << TimeText(entry.stored) << "\n"
      << "Good to:  " << TimeText(entry.expires) << "\n"
      << "Policy:   " << Printable(key.policy) << "\n";
}

}  // namespace

std::string AnswerCacheCommand(const CacheOptions& options, Cache& cache) {
  if (options.action == CacheAction::kClear && options.address.empty()) {
    cache.Clear();
    return "";
  }
  std::ostringstream out;
  for (const auto& [key, entry] : cache.List()) {
    if (options.action == CacheAction::kList) {
      out << Printable(key.account) << "  " << Place(entry) << "  "
          << TimeText(entry.expires) << "\n";
    } else if (!IsOf(key, options.address)) {
      continue;
    } else if (options.action == CacheAction::kClear) {
      cache.Delete(key);
    } else {
      out << (out.tellp() > 0 ? "\n" : "");
      Show(key, entry, out);
    }
  }
  return out.str();
}

std::shared_ptr<Cache> OpenCacheOrComplain(const std::string& file) {
  const std::string path = file.empty() ? DefaultCacheFile() : file;
  if (path.empty()) {
    return nullptr;  // Nowhere to keep it, and nobody asked for it.
  }
  const Result<std::shared_ptr<Cache>> cache = OpenFileCache(path);
  if (!cache) {
    std::cerr << "autodiscover: " << Printable(cache.error().message)
              << " Nothing is remembered; --cache names another file.\n";
    return nullptr;
  }
  return *cache;
}

int RunCache(const CacheOptions& options) {
  const std::shared_ptr<Cache> cache = OpenCacheOrComplain(options.file);
  if (!cache) {
    return kExitUsage;
  }
  const std::string text = AnswerCacheCommand(options, *cache);
  std::cout << text << std::flush;
  if (text.empty() && options.action == CacheAction::kShow) {
    std::cerr << "autodiscover: nothing is remembered for "
              << Printable(options.address) << "\n";
    return ExitStatus(ErrorCode::kNotFound);
  }
  return kExitFound;
}

}  // namespace autodiscover::tools
