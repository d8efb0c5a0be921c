// Lets the browser show or make a passkey. What to ask stands in the page as JSON, with bytes in base64url; the answer goes
// back the same way, in an ordinary form. The button is shown only where the browser can do it.
(function () {
  "use strict";
  var question = document.getElementById("passkey-question");
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) {
      return letter.charCodeAt(0);
    });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function read(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) {
      options.user.id = bytes(options.user.id);
    }
    ["allowCredentials", "excludeCredentials"].forEach(function (name) {
      (options[name] || []).forEach(function (one) {
        one.id = bytes(one.id);
      });
    });
    return options;
  }
  function written(found) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (found.response[name]) {
        response[name] = text(found.response[name]);
      }
    });
    return JSON.stringify({
      id: found.id,
      rawId: text(found.rawId),
      type: found.type,
      response: response,
      clientExtensionResults: found.getClientExtensionResults()
    });
  }
  function set(form) {
    var action = form.getAttribute("data-passkey");
    var failed = form.querySelector("[data-passkey-failed]");
    form.querySelector("[type=button]").addEventListener("click", function () {
      var asked = read(JSON.parse(question.textContent).publicKey);
      failed.hidden = true;
      navigator.credentials[action]({ publicKey: asked }).then(function (found) {
        form.elements.credential.value = written(found);
        form.submit();
      }).catch(function () {
        failed.hidden = false;
      });
    });
    form.hidden = false;
  }
  if (!window.PublicKeyCredential || !question || !navigator.credentials) {
    return;
  }
  [].forEach.call(document.querySelectorAll("[data-passkey]"), set);
  [].forEach.call(document.querySelectorAll("[data-no-passkey]"), function (words) {
    words.hidden = true;
  });
})();
