// Improves two things that work without it. "Leave quickly" replaces this page instead of adding to the history. On a
// shared computer the question whether somebody is still there comes up on this page, so that nothing typed is lost;
// whoever has typed since the last question is taken to be there.
(function () {
  "use strict";
  var leave = document.querySelector("[data-leave]");
  var ask = document.querySelector("[data-ask]");
  var typed = false;
  var timers = [];
  function send(form) {
    return fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive: true
    });
  }
  function over() {
    location.replace(ask.getAttribute("data-now"));
  }
  function stay() {
    send(ask).then(function (answer) {
      if (answer.status === 204) {
        start();
      } else {
        over();
      }
    }, function () {});
  }
  function start() {
    var seconds = Number(ask.getAttribute("data-ask"));
    typed = false;
    ask.hidden = true;
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(function () {
        if (typed) {
          stay();
        } else {
          ask.hidden = false;
        }
      }, seconds * 1000),
      setTimeout(over, Number(ask.getAttribute("data-over")) * 1000)
    ];
  }
  if (!window.fetch || !window.URLSearchParams || !window.FormData) {
    return;
  }
  if (leave) {
    leave.addEventListener("submit", function (event) {
      event.preventDefault();
      send(leave);
      document.documentElement.style.display = "none";
      location.replace(leave.getAttribute("data-leave"));
    });
  }
  if (ask) {
    ask.addEventListener("submit", function (event) {
      event.preventDefault();
      stay();
    });
    document.addEventListener("input", function () {
      typed = true;
    });
    start();
  }
})();
