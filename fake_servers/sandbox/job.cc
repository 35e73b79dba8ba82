// SPDX-License-Identifier: Apache-2.0
//
// CBOR, since arguments and environments need not be UTF-8, as JSON demands.

#include "sandbox/job.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace fake {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

std::string ToBytes(const json& value) {
  std::string bytes;
  json::to_cbor(value, bytes);
  return bytes;
}

json FromDuration(const std::optional<milliseconds>& duration) {
  return duration ? json(duration->count()) : json(nullptr);
}

std::optional<milliseconds> ToDuration(const json& value) {
  if (value.is_null()) {
    return std::nullopt;
  }
  return milliseconds(value.get<std::int64_t>());
}

}  // namespace

std::string Encode(const Job& job) {
  return ToBytes({{"world_name", job.serving.world_name},
                  {"world_text", job.serving.world_text},
                  {"body_files", job.serving.body_files},
                  {"clock_rate", job.serving.clock_rate},
                  {"rtt", FromDuration(job.serving.rtt)},
                  {"seed", job.serving.seed},
                  {"time_limit", FromDuration(job.serving.time_limit)},
                  {"program", job.program},
                  {"arguments", job.arguments},
                  {"environment", job.environment},
                  {"ignored_signals", job.ignored_signals},
                  {"control_fd", job.control_fd},
                  {"report_fd", job.report_fd},
                  {"follow_fd", job.serving.follow_fd},
                  {"follow_form", job.serving.follow_form},
                  {"key_log_fd", job.serving.key_log_fd},
                  {"stderr_fd", job.stderr_fd}});
}

std::string Encode(const Report& report) {
  return ToBytes({{"started", report.started},
                  {"exit_code", report.exit_code},
                  {"signal", report.signal},
                  {"message", report.message},
                  {"transcript", report.transcript},
                  {"unfired", report.unfired}});
}

std::optional<Job> DecodeJob(std::string_view bytes) {
  try {
    const json value = json::from_cbor(bytes);
    Job job;
    value.at("world_name").get_to(job.serving.world_name);
    value.at("world_text").get_to(job.serving.world_text);
    value.at("body_files").get_to(job.serving.body_files);
    value.at("clock_rate").get_to(job.serving.clock_rate);
    job.serving.rtt = ToDuration(value.at("rtt"));
    value.at("seed").get_to(job.serving.seed);
    job.serving.time_limit = ToDuration(value.at("time_limit"));
    value.at("program").get_to(job.program);
    value.at("arguments").get_to(job.arguments);
    value.at("environment").get_to(job.environment);
    value.at("ignored_signals").get_to(job.ignored_signals);
    value.at("control_fd").get_to(job.control_fd);
    value.at("report_fd").get_to(job.report_fd);
    value.at("follow_fd").get_to(job.serving.follow_fd);
    value.at("follow_form").get_to(job.serving.follow_form);
    value.at("key_log_fd").get_to(job.serving.key_log_fd);
    value.at("stderr_fd").get_to(job.stderr_fd);
    return job;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

std::optional<Report> DecodeReport(std::string_view bytes) {
  try {
    const json value = json::from_cbor(bytes);
    Report report;
    value.at("started").get_to(report.started);
    value.at("exit_code").get_to(report.exit_code);
    value.at("signal").get_to(report.signal);
    value.at("message").get_to(report.message);
    value.at("transcript").get_to(report.transcript);
    value.at("unfired").get_to(report.unfired);
    return report;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace fake
