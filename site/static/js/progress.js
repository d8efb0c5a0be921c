// Keeps how far one has come on this device, if asked to, and forgets it; fills in a scanned code; shows the button
// that prints. Every page works without it.
(function () {
  "use strict";
  function by(id) { return document.getElementById(id); }
  var key = "progress", box = by("device"), form = by("code-form"), print = by("print"), marks, news, old, scanned;
  if (print) {
    print.hidden = false;
    print.onclick = function () { window.print(); };
  }
  // What stands behind # is never sent by the browser: the code of a scanned paper is posted, and taken out of the
  // address, so that it does not stay in the history of a shared computer.
  scanned = form && /^#([2-9A-Z]{16})$/i.exec(location.hash);
  if (scanned) {
    if (history.replaceState) history.replaceState(null, "", location.pathname + location.search);
    form.elements.code.value = scanned[1];
    form.submit();
  }
  if (!box) return;
  marks = box.getAttribute("data-marks");
  news = box.getAttribute("data-news");
  function draw() {
    box.className = "note no-print " + (old ? "kept" : "unkept");
    box.hidden = !old && !marks;
    box.querySelector("a").hidden = !old || !!marks;
    box.querySelector("a").href = "?g=" + old;
  }
  try {
    old = localStorage.getItem(key);
    if (old && news) {
      location.replace("?g=" + old + "&m=" + news);
      return;
    }
    if (old && marks) localStorage.setItem(key, old = marks);
  } catch (e) { return; } // Storage is full or switched off: nothing is kept, and nothing is said to be.
  draw();
  by("keep").onclick = function () {
    try { localStorage.setItem(key, old = marks); } catch (e) { old = ""; }
    draw();
    box.focus();
  };
  by("forget").onclick = function () {
    localStorage.removeItem(key);
    old = "";
    draw();
    if (!box.hidden) box.focus();
  };
})();
