// SPDX-License-Identifier: Apache-2.0

#include "driver/observer.h"

#include <utility>
#include <variant>

namespace autodiscover::driver {
namespace {

// Fills in what the report tells.
struct Reporter {
  Observed& seen;

  void operator()(const core::HttpAnswer& answer) const {
    seen.status = answer.status;
    seen.answer_headers = answer.headers;
    seen.answer_body = answer.body;
    seen.peer_address = answer.peer_address;
    seen.facts = answer.facts;
  }
  void operator()(const core::TransportFailure& failure) const {
    seen.stage = failure.stage;
    seen.timed_out = failure.timed_out;
    seen.peer_address = failure.peer_address;
    seen.facts = failure.facts;
  }
  // Anything else is no exchange that could be recorded.
  void operator()(const auto& /*told*/) const {}
  void operator()(const core::SrvAnswer& answer) const {
    seen.stage = Stage::kDns;
    seen.facts = answer.facts;
  }
};

}  // namespace

Observer::Observer(Tell tell, const Clock& clock)
    : tell_(std::move(tell)), clock_(clock), run_start_(clock.Now()) {}

void Observer::Began(core::StepId id, const core::Action& action) {
  // What a directory says is no exchange that a recorder could keep.
  if (!tell_ || std::holds_alternative<core::SearchDirectory>(action)) {
    return;
  }
  Observed seen{.started = clock_.Now() - run_start_};
  if (const auto* request = std::get_if<core::SendHttp>(&action)) {
    seen.method = request->method;
    seen.url = request->url;
    seen.request_headers = request->headers;
    seen.request_body = request->body;
    if (request->login) {
      seen.login = request->login->scheme;
    }
  }
  running_.insert_or_assign(id, std::move(seen));
}

void Observer::Finished(const Ended& ended) {
  auto found = running_.extract(ended.id);
  if (found.empty()) {
    return;
  }
  Observed& seen = found.mapped();
  seen.finished = clock_.Now() - run_start_;
  std::visit(Reporter{seen}, ended.report);
  tell_(seen);
}

}  // namespace autodiscover::driver
