// SPDX-License-Identifier: Apache-2.0
// Makes an unmodified ews-javascript-api answer: AutodiscoverService.GetUserSettings, with the user's consent as its callback.
"use strict";
const { serve } = require("../lib/adapter.js");
const ews = require("ews-javascript-api");

const NAMES = ["AutoDiscoverSMTPAddress", "UserDisplayName", "ExternalEwsUrl", "InternalEwsUrl", "EwsSupportedSchemas"];

// It throws its own exceptions, axios' errors, and bare texts.
function worded(error) {
  return String(error?.Message || error?.message || error?.status || error).slice(0, 300);
}

function replyOf(answer) {
  if (answer.ErrorCode !== ews.AutodiscoverErrorCode.NoError) {
    return { outcome: "not_found", message: ews.AutodiscoverErrorCode[answer.ErrorCode] + ": " + answer.ErrorMessage };
  }
  const settings = {};
  for (const name of NAMES) {
    const value = answer.GetSettingValue(ews.UserSettingName[name]);
    if (value) settings[name] = String(value);
  }
  const url = settings.ExternalEwsUrl || settings.InternalEwsUrl;
  return { outcome: url ? "found" : "not_found", ews_url: url, address: settings.AutoDiscoverSMTPAddress, settings };
}

serve(["soap"], async (request) => {
  let refused = "";
  const service = new ews.AutodiscoverService(ews.ExchangeVersion.Exchange2013);
  service.Credentials = new ews.WebCredentials(request.username, request.password);
  const domain = request.address.split("@").pop().toLowerCase();
  // It asks about every redirect. A user would agree to https in his own domain.
  service.RedirectionUrlValidationCallback = (url) => {
    const { protocol, hostname } = new URL(url);
    const known = hostname === domain || hostname.endsWith("." + domain) || request.allow_redirect_to.includes(hostname);
    const agreed = known && protocol === "https:";
    if (!agreed) refused = hostname;
    return agreed;
  };
  try {
    return replyOf(await service.GetUserSettings(request.address, NAMES.map((name) => ews.UserSettingName[name])));
  } catch (error) {
    if (refused) return { outcome: "refused", message: "no consent to " + refused };
    if (error?.status === 401) return { outcome: "auth_failed", message: worded(error) };
    return { outcome: /could( not|n't) be located/i.test(worded(error)) ? "not_found" : "error", message: worded(error) };
  }
});
