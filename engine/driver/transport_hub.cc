// SPDX-License-Identifier: Apache-2.0

#include "driver/transport_hub.h"

#include <iterator>
#include <utility>

namespace autodiscover::driver {

// Stays in place as long as its run.
class TransportHub::Port final : public HttpTransport {
 public:
  Port(TransportHub& hub, RunClock& clock, std::function<void()> wake)
      : hub_(hub), clock_(clock), wake_(std::move(wake)) {}
  ~Port() override {
    for (const auto& [id, inner] : inner_) {
      hub_.Cancel(inner);
    }
  }
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  Port(Port&&) = delete;
  Port& operator=(Port&&) = delete;

  [[nodiscard]] bool KnowsWay(const Url& url) const override {
    return hub_.transport_.KnowsWay(url);
  }
  void Start(core::StepId id, Exchange exchange) override {
    inner_[id] = hub_.Start(*this, id, std::move(exchange));
  }
  void Cancel(core::StepId id) override {
    std::erase_if(ended_, [id](const Ended& one) { return one.id == id; });
    if (const auto inner = inner_.extract(id); !inner.empty()) {
      hub_.Cancel(inner.mapped());
    }
  }
  void Collect(std::vector<Ended>& ended) override {
    ended.insert(ended.end(), std::make_move_iterator(ended_.begin()),
                 std::make_move_iterator(ended_.end()));
    ended_.clear();
  }
  void Wait(const std::vector<Watched>& watched,
            std::chrono::milliseconds limit) override {
    hub_.transport_.Wait(watched, limit);
  }

  void Deliver(core::StepId id, core::Report report) {
    inner_.erase(id);
    ended_.push_back({.id = id, .report = std::move(report)});
    wake_();
  }
  void Hold() { clock_.Hold(); }
  void Release() {
    clock_.Release();
    wake_();
  }

 private:
  TransportHub& hub_;
  RunClock& clock_;
  const std::function<void()> wake_;
  std::map<core::StepId, core::StepId> inner_;  // Not over yet.
  std::vector<Ended> ended_;
};

namespace {

std::string HostOf(const Exchange& exchange) {
  const Result<Url> url = ParseUrl(exchange.request.url);
  return url ? url->Origin() : exchange.request.url;
}

std::string AccountOf(const Exchange& exchange) {
  return exchange.proof.ntlm ? exchange.proof.ntlm->username : "";
}

}  // namespace

TransportHub::TransportHub(HttpTransport& transport, std::size_t per_host)
    : transport_(transport), per_host_(per_host) {}
TransportHub::~TransportHub() = default;

std::unique_ptr<HttpTransport> TransportHub::NewPort(
    RunClock& clock, std::function<void()> wake) {
  return std::make_unique<Port>(*this, clock, std::move(wake));
}

core::StepId TransportHub::Start(Port& port, core::StepId id,
                                 Exchange exchange) {
  ++last_.value;
  std::string name = HostOf(exchange);
  Host& host = hosts_[name];
  Waiting waiting{.port = &port, .id = id, .exchange = std::move(exchange)};
  if (MayGo(host, waiting)) {
    Send(last_, name, host, std::move(waiting));
  } else {
    host.line.push_back(last_);
    in_line_.emplace(last_, std::move(waiting));
    port.Hold();
  }
  return last_;
}

bool TransportHub::MayGo(const Host& host, const Waiting& waiting) const {
  return host.in_flight < per_host_ &&
         !host.logging_in.contains(AccountOf(waiting.exchange));
}

void TransportHub::Send(core::StepId id, const std::string& name, Host& host,
                        Waiting waiting) {
  Sent sent{.port = waiting.port,
            .id = waiting.id,
            .host = name,
            .account = AccountOf(waiting.exchange)};
  ++host.in_flight;
  if (!sent.account.empty()) {
    host.logging_in.insert(sent.account);
  }
  sent_.emplace(id, std::move(sent));
  transport_.Start(id, std::move(waiting.exchange));
}

void TransportHub::Leave(const Sent& sent) {
  Host& left = hosts_.at(sent.host);
  --left.in_flight;
  left.logging_in.erase(sent.account);
  SendNext(sent.host, left);
  if (left.in_flight == 0) {
    hosts_.erase(sent.host);
  }
}

// One is enough: who leaves gives up one place, and one account.
void TransportHub::SendNext(const std::string& name, Host& host) {
  auto next = host.line.begin();
  while (next != host.line.end() && host.in_flight < per_host_) {
    auto waiting = in_line_.find(*next);
    if (waiting == in_line_.end()) {
      next = host.line.erase(next);  // It was cancelled.
    } else if (MayGo(host, waiting->second)) {
      Port& port = *waiting->second.port;
      auto taken = in_line_.extract(waiting);
      host.line.erase(next);
      Send(taken.key(), name, host, std::move(taken.mapped()));
      port.Release();
      return;
    } else {
      ++next;
    }
  }
}

void TransportHub::Cancel(core::StepId id) {
  if (const auto waiting = in_line_.extract(id); !waiting.empty()) {
    waiting.mapped().port->Release();
  } else if (const auto sent = sent_.extract(id); !sent.empty()) {
    transport_.Cancel(id);
    Leave(sent.mapped());
  }
}

void TransportHub::Process() {
  std::vector<Ended> ended;
  transport_.Collect(ended);
  for (Ended& one : ended) {
    if (const auto sent = sent_.extract(one.id); !sent.empty()) {
      sent.mapped().port->Deliver(sent.mapped().id, std::move(one.report));
      Leave(sent.mapped());
    }
  }
}

}  // namespace autodiscover::driver
