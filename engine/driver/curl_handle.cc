// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_handle.h"

#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>.

namespace autodiscover::driver {

TextList::~TextList() {
  for (const curl_slist* item = first_; item != nullptr; item = item->next) {
    explicit_bzero(item->data, strlen(item->data));
  }
  curl_slist_free_all(first_);
}

bool TextList::Add(const std::string& text) {
  curl_slist* longer = curl_slist_append(first_, text.c_str());
  if (longer == nullptr) {
    return false;
  }
  first_ = longer;
  return true;
}

void InitialiseCurl() {
  // Never undone: the process may use libcurl for other things.
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(once);
}

}  // namespace autodiscover::driver
