// SPDX-License-Identifier: Apache-2.0

#include "driver/curl_transport.h"

#include <map>
#include <unordered_map>
#include <utility>

#include "driver/connect_to.h"
#include "driver/curl_handle.h"
#include "driver/curl_transfer.h"

namespace autodiscover::driver {
namespace {

MultiHandle NewMulti(std::size_t connections_kept) {
  InitialiseCurl();
  MultiHandle multi(curl_multi_init());
  if (multi != nullptr) {
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS,
                      static_cast<long>(connections_kept));
  }
  return multi;
}

// TLS sessions outlive the transfer that made them.
ShareHandle NewShare() {
  ShareHandle share(curl_share_init());
  if (share != nullptr) {
    curl_share_setopt(share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  }
  return share;
}

curl_waitfd ToCurl(const Watched& watched) {
  unsigned events = 0;
  events |= watched.read ? static_cast<unsigned>(CURL_WAIT_POLLIN) : 0U;
  events |= watched.write ? static_cast<unsigned>(CURL_WAIT_POLLOUT) : 0U;
  return {.fd = watched.descriptor,
          .events = static_cast<short>(events),
          .revents = 0};
}

}  // namespace

class CurlTransport::Impl {
 public:
  Impl(const Network& network, std::size_t connections_kept)
      : network_(network),
        trust_(network),
        share_(NewShare()),
        multi_(NewMulti(connections_kept)) {}
  ~Impl() {
    for (const auto& [id, transfer] : transfers_) {
      curl_multi_remove_handle(multi_.get(), transfer->handle());
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  Impl(Impl&&) = delete;
  Impl& operator=(Impl&&) = delete;

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] CURLM* multi() const { return multi_.get(); }
  [[nodiscard]] bool has_failed() const { return !failed_.empty(); }

  void Start(core::StepId id, Exchange exchange) {
    auto transfer = std::make_unique<CurlTransfer>(
        std::move(exchange), network_, trust_, share_.get());
    if (!Add(id, *transfer)) {
      failed_.push_back({.id = id,
                         .report = core::TransportFailure{
                             .stage = Stage::kConnect,
                             .reason = "the request could not be prepared"}});
      return;
    }
    transfers_.emplace(id, std::move(transfer));
  }

  void Cancel(core::StepId id) {
    std::erase_if(failed_, [id](const Ended& one) { return one.id == id; });
    if (const auto found = transfers_.find(id); found != transfers_.end()) {
      curl_multi_remove_handle(multi_.get(), found->second->handle());
      ids_.erase(found->second->handle());
      transfers_.erase(found);
    }
  }

  void Collect(std::vector<Ended>& ended) {
    for (Ended& one : failed_) {
      ended.push_back(std::move(one));
    }
    failed_.clear();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE) {
        Finish(message->easy_handle, message->data.result, ended);
      }
    }
  }

 private:
  [[nodiscard]] bool Add(core::StepId id, const CurlTransfer& transfer) {
    const bool added =
        transfer.handle() != nullptr &&
        curl_multi_add_handle(multi_.get(), transfer.handle()) == CURLM_OK;
    if (added) {
      ids_.emplace(transfer.handle(), id);
    }
    return added;
  }

  void Finish(CURL* handle, CURLcode code, std::vector<Ended>& ended) {
    const auto id = ids_.extract(handle);
    const auto found =
        transfers_.find(id.empty() ? core::StepId{} : id.mapped());
    if (found != transfers_.end()) {
      curl_multi_remove_handle(multi_.get(), handle);
      if (found->second->NextLeg(code) && Add(found->first, *found->second)) {
        return;
      }
      ended.push_back(
          {.id = found->first, .report = found->second->Finish(code)});
      transfers_.erase(found);
    }
  }

  const Network& network_;
  TrustStore trust_;
  ShareHandle share_;  // Outlives all that uses it.
  MultiHandle multi_;
  std::map<core::StepId, std::unique_ptr<CurlTransfer>> transfers_;
  std::unordered_map<CURL*, core::StepId> ids_;
  std::vector<Ended> failed_;  // Never began.
};

CurlTransport::CurlTransport(const Network& network,
                             std::size_t connections_kept)
    : impl_(std::make_unique<Impl>(network, connections_kept)) {}
CurlTransport::~CurlTransport() = default;

bool CurlTransport::KnowsWay(const Url& url) const {
  // A proxy looks names up itself.
  const Network& network = impl_->network();
  return !network.proxy.empty() ||
         FindConnectTo(network.connect_to, url).has_value();
}

void CurlTransport::Start(core::StepId id, Exchange exchange) {
  impl_->Start(id, std::move(exchange));
}

void CurlTransport::Cancel(core::StepId id) { impl_->Cancel(id); }

void CurlTransport::Collect(std::vector<Ended>& ended) {
  impl_->Collect(ended);
}

void CurlTransport::Wait(const std::vector<Watched>& watched,
                         std::chrono::milliseconds limit) {
  if (impl_->has_failed()) {
    return;
  }
  std::vector<curl_waitfd> descriptors;
  descriptors.reserve(watched.size());
  for (const Watched& one : watched) {
    descriptors.push_back(ToCurl(one));
  }
  curl_multi_poll(impl_->multi(), descriptors.data(),
                  static_cast<unsigned>(descriptors.size()),
                  static_cast<int>(limit.count()), nullptr);
}

}  // namespace autodiscover::driver
