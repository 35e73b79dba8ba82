// SPDX-License-Identifier: Apache-2.0
// Makes an unmodified npm package "autodiscover" answer: getEwsUrl(address, login, callback).
"use strict";
const { serve } = require("../lib/adapter.js");
const { getEwsUrl } = require("autodiscover");

serve(["pox"], ({ address, username, password }) => new Promise((done) => {
  getEwsUrl(address, { username, password }, (error, url) => {
    done({ outcome: url && !error ? "found" : "not_found", ews_url: error ? null : url, message: error?.message });
  });
}));
