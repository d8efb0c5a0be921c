// A scanned login card opens /in/#TOKEN. What stands behind # is never sent by the browser, so it is posted from here
// and taken out of the address at once, so that it does not stay in the history of a shared computer.
// Without script the code on the card is typed. Also shows the button that prints a card.
(function () {
  "use strict";
  var button = document.getElementById("print-card");
  function read() {
    var found = /^#([A-Za-z2-7]{32})$/.exec(location.hash);
    var form = document.getElementById("card-form");
    if (!found) {
      return;
    }
    if (history.replaceState) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    if (form) {
      form.elements.token.value = found[1];
      form.elements.code.value = "";
      form.submit();
    }
  }
  if (button) {
    button.hidden = false;
    button.onclick = function () {
      window.print();
    };
  }
  window.addEventListener("hashchange", read);
  read();
})();
