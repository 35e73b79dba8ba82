// SPDX-License-Identifier: Apache-2.0
// The function that Thunderbird's account assistant calls, and what it returns or throws as an outcome.

function found(config) {
  const servers = [config.incoming, ...config.incomingAlternatives];
  const url = servers.find(server => server.type == "exchange")?.exchangeURL;
  return { outcome: url ? "found" : "not_found", ews_url: url ?? null, message: "by " + config.subSource };
}

// Its errors have the login in their URLs: that part is not passed on.
function failed(error, refused) {
  const all = error.errors ?? [error];
  const message = all.map(one => [one.code, one.message].filter(Boolean).join(" ")).join("; ");
  return { outcome: refused ? "refused" : all.some(one => one.code == 401) ? "auth_failed" : "not_found", message };
}

answerWith(request => {
  const { fetchConfigFromExchange } = ChromeUtils.importESModule("resource:///modules/accountcreation/ExchangeAutoDiscover.sys.mjs");
  let refused = false;
  // It asks for a registrable domain, not for a host.
  const consent = async domain => {
    if (!request.allow_redirect_to.some(host => host == domain || host.endsWith("." + domain))) {
      refused = true;
      throw new Error("no consent to " + domain);
    }
  };
  const limit = new (Cu.getGlobalForObject(Services).AbortController)();
  setTimeout(() => limit.abort(new Error("time is up")), 1000 * request.timeout_s);
  const { address, password } = request;
  const login = request.username == address ? null : request.username;
  return fetchConfigFromExchange(address.split("@").pop(), address, limit.signal, login, password, consent)
    .then(found, error => failed(error, refused));
});
