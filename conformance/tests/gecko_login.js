// SPDX-License-Identifier: Apache-2.0
// Inside Thunderbird: one request with a login, by the code that Firefox has too. The reply is its status.

// Stands where a person is asked for a login, and has one answer.
class Prompt {
  QueryInterface = ChromeUtils.generateQI(["nsIInterfaceRequestor", "nsIAuthPrompt2"]);
  constructor(login) { this.login = login; }
  getInterface(iid) { return this.QueryInterface(iid); }
  asyncPromptAuth() { throw Components.Exception("", Cr.NS_ERROR_NOT_IMPLEMENTED); }
  promptAuth(channel, level, asked) {
    const { login } = this;
    this.login = null;
    return Boolean(login && Object.assign(asked, login));
  }
}

answerWith(({ url, username, password }) => new Promise(done => {
  // Else it looks for Samba's ntlm_auth first.
  Services.prefs.setBoolPref("network.auth.force-generic-ntlm", true);
  const channel = Services.io.newChannel(
    url, null, null, null, Services.scriptSecurityManager.getSystemPrincipal(), null,
    Ci.nsILoadInfo.SEC_ALLOW_CROSS_ORIGIN_SEC_CONTEXT_IS_NULL, Ci.nsIContentPolicy.TYPE_OTHER,
  );
  channel.notificationCallbacks = new Prompt({ username, password });
  channel.QueryInterface(Ci.nsIHttpChannel).asyncOpen({
    onStartRequest() {},
    onDataAvailable(request, stream, offset, count) {
      Cc["@mozilla.org/scriptableinputstream;1"].createInstance(Ci.nsIScriptableInputStream).init(stream);
    },
    onStopRequest() { done({ status: channel.responseStatus }); },
  });
}));
