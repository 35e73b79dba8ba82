// SPDX-License-Identifier: Apache-2.0
// Makes an unmodified npm package "exchange-autodiscover" answer.
"use strict";
const { serve } = require("../lib/adapter.js");
const autodiscover = require("exchange-autodiscover");

// It rejects with one error for each candidate. They hold the request, password included: only status and message are taken.
function failed(errors) {
  const all = Array.from(errors?.length ? errors : [errors]);
  const message = all.map((error) => (error?.statusCode ? "HTTP " + error.statusCode : error?.message)).join("; ");
  return { outcome: all.some((error) => error?.statusCode === 401) ? "auth_failed" : "not_found", message: message.slice(0, 400) };
}

serve(["soap"], (request) => autodiscover({
  emailAddress: request.address, username: request.username, password: request.password,
  settings: ["AutoDiscoverSMTPAddress", "UserDisplayName", "EwsSupportedSchemas"],
}).then((settings) => ({
  outcome: settings.ExternalEwsUrl ? "found" : "not_found",
  ews_url: settings.ExternalEwsUrl, address: settings.AutoDiscoverSMTPAddress,
}), failed));
