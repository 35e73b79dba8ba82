// SPDX-License-Identifier: Apache-2.0
//
// The floor for many discoveries: libcurl's multi interface, told where to ask,
// sends the same requests and looks at no answer.
// Usage: bench_libcurl COUNT AT_ONCE DOMAINS
// For each mailbox one POST without a login and one with it, to dN.test, with
// the password on standard input.

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "bench/measure.h"

namespace {

constexpr const char* kUser = "ann@corp.test";

struct SlistDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistDeleter>;

std::string Question(const std::string& address) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
         "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/"
         "requestschema/2006\"><Request><EMailAddress>" +
         address +
         "</EMailAddress><AcceptableResponseSchema>http://"
         "schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
         "2006a</AcceptableResponseSchema></Request></Autodiscover>";
}

std::size_t Pass(char* /*data*/, std::size_t size, std::size_t count,
                 void* /*unused*/) {
  return size * count;
}

// One mailbox at a time; its handle is used again for the next.
struct Worker {
  CURL* easy = curl_easy_init();
  std::string body;
  bool logs_in = false;
};

class Loop {
 public:
  Loop(std::uint64_t count, std::uint64_t domains, std::string password)
      : count_(count), domains_(domains), password_(std::move(password)) {
    headers_.reset(
        curl_slist_append(nullptr, "Content-Type: text/xml; charset=utf-8"));
  }
  ~Loop() {
    for (const auto& worker : workers_) {
      curl_easy_cleanup(worker->easy);
    }
    curl_multi_cleanup(multi_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  Loop(Loop&&) = delete;
  Loop& operator=(Loop&&) = delete;

  void Run(std::uint64_t at_once) {
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS,
                      static_cast<long>(2 * at_once));
    while (workers_.size() < at_once && next_ < count_) {
      workers_.push_back(std::make_unique<Worker>());
      Begin(*workers_.back());
    }
    int running = 1;
    while (running > 0 || under_way_ > 0) {
      curl_multi_perform(multi_, &running);
      int left = 0;
      while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg == CURLMSG_DONE) {
          GoOn(message->easy_handle);
        }
      }
      if (under_way_ > 0) {
        curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
      }
    }
  }

  std::uint64_t found = 0;
  std::uint64_t requests = 0;

 private:
  void Begin(Worker& worker) {
    const std::string domain = "d" + std::to_string(next_ % domains_) + ".test";
    worker.body = Question("u" + std::to_string(next_) + "@" + domain);
    worker.logs_in = false;
    ++next_;
    ++under_way_;
    CURL* easy = worker.easy;
    curl_easy_reset(easy);
    const std::string url =
        "https://" + domain + "/autodiscover/autodiscover.xml";
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, worker.body.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
                     static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Pass);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &worker);
    Send(easy);
  }
  void Send(CURL* easy) {
    ++requests;
    curl_multi_add_handle(multi_, easy);
  }
  void GoOn(CURL* easy) {
    long status = 0;
    Worker* worker = nullptr;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &worker);
    curl_multi_remove_handle(multi_, easy);
    if (status == 401 && !worker->logs_in) {
      worker->logs_in = true;
      curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
                       static_cast<long>(CURLAUTH_BASIC));
      curl_easy_setopt(easy, CURLOPT_USERNAME, kUser);
      curl_easy_setopt(easy, CURLOPT_PASSWORD, password_.c_str());
      Send(easy);
      return;
    }
    found += status == 200 ? 1U : 0U;
    --under_way_;
    if (next_ < count_) {
      Begin(*worker);
    }
  }

  const std::uint64_t count_;
  const std::uint64_t domains_;
  const std::string password_;
  Slist headers_;
  CURLM* multi_ = curl_multi_init();
  std::uint64_t next_ = 0;
  std::uint64_t under_way_ = 0;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace autodiscover;  // NOLINT: a program.
  const auto number = [&](int place) {
    return static_cast<std::uint64_t>(bench::NumberAt(argv, argc, place, 1));
  };
  std::string password;
  std::getline(std::cin, password);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const bench::Stopwatch watch;
  Loop loop(number(1), number(3), password);
  loop.Run(number(2));
  std::cout << "{\"mailboxes\": " << number(1) << ", \"found\": " << loop.found
            << ", \"requests\": " << loop.requests
            << ", \"seconds\": " << watch.seconds()
            << ", \"cpu_seconds\": " << bench::CpuSeconds()
            << ", \"peak_kib\": " << bench::PeakKiB() << "}\n";
  return 0;
}
