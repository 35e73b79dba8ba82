// SPDX-License-Identifier: Apache-2.0
// Loads three files of the add-ons unmodified, and stands in for the few helpers of TbSync's that they call: Debian's
// Thunderbird is newer than the add-ons, and has no ChromeUtils.import any more.

// Scripts cannot be loaded from file: addresses.
Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler)
  .setSubstitution("addons", Services.io.newURI(request.addons));

function addon(log) {
  const { console, btoa, TextEncoder, DOMParser } = Cu.getGlobalForObject(Services);
  const TbSync = {
    dump: (what, text) => log.push(what + " " + text),
    getString: name => name,
    eventlog: { add: (kind, place, message) => log.push(message) },
    EventLogInfo: class {},
    tools: {
      sleep: ms => new Promise(done => setTimeout(done, ms)),
      b64encode: text => btoa(String.fromCharCode(...new TextEncoder().encode(text))),
    },
  };
  const shared = {
    Services, Components, Cc, Ci, Cu, console, btoa, TextEncoder, DOMParser,
    ChromeUtils: { import: () => ({ TbSync, OAuth2: class {} }) },
  };
  const load = (name, more) => {
    const scope = { ...shared, ...more };
    Services.scriptloader.loadSubScript("resource://addons/" + name, scope);
    return scope;
  };
  TbSync.network = load("tbsync/content/modules/network.js").network;
  const eas = { prefs: { getCharPref: () => "Thunderbird ActiveSync" } };
  eas.xmltools = load("eas/content/includes/xmltools.js", { eas }).xmltools;
  eas.network = load("eas/content/includes/network.js", { eas }).network;
  return eas.network;
}

answerWith(async ({ address, password, timeout_s }) => {
  const log = [], ms = 1000 * timeout_s;
  const result = await addon(log).getServerConnectionViaAutodiscover("account", address, password, ms);
  if (result.errorcode == 200) {
    return { outcome: "found", settings: { eas_url: result.server, user: result.user } };
  }
  const outcome = [401, 403].includes(result.errorcode) ? "auth_failed" : "not_found";
  return { outcome, message: result.error + " " + log.join("; ").slice(-500) };
});
