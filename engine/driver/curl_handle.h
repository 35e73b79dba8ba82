// SPDX-License-Identifier: Apache-2.0
//
// Owners of libcurl's handles. Private to the transport: curl types appear
// here.

#ifndef AUTODISCOVER_DRIVER_CURL_HANDLE_H_
#define AUTODISCOVER_DRIVER_CURL_HANDLE_H_

#include <memory>
#include <string>

#include <curl/curl.h>

namespace autodiscover::driver {

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using EasyHandle = std::unique_ptr<CURL, EasyDeleter>;

struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using MultiHandle = std::unique_ptr<CURLM, MultiDeleter>;

struct ShareDeleter {
  void operator()(CURLSH* handle) const { curl_share_cleanup(handle); }
};
using ShareHandle = std::unique_ptr<CURLSH, ShareDeleter>;

// A list of texts as libcurl takes them. Overwrites them at the end: one of
// them may be an Authorization header.
class TextList {
 public:
  TextList() = default;
  ~TextList();
  TextList(const TextList&) = delete;
  TextList& operator=(const TextList&) = delete;
  TextList(TextList&&) = delete;
  TextList& operator=(TextList&&) = delete;

  // False when memory ran out.
  [[nodiscard]] bool Add(const std::string& text);
  [[nodiscard]] curl_slist* get() const { return first_; }

 private:
  curl_slist* first_ = nullptr;
};

// Sets libcurl up for this process, once. Thread-safe.
void InitialiseCurl();

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_CURL_HANDLE_H_
