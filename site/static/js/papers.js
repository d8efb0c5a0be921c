// Keeps the last days of the paper calendar on this device, and forgets them when asked. The page works without it.
(function () {
  var box = document.getElementById("kept"), key = "papers", entry, link, store;
  if (!box) return;
  try {
    store = window.localStorage;
    entry = box.getAttribute("data-entry");
    if (entry) store.setItem(key, entry);
    entry = store.getItem(key);
  } catch (e) { return; } // Storage is full or switched off: nothing is kept, and nothing is said to be.
  if (!entry) return;
  link = box.querySelector("a");
  if (link) link.href = "?" + entry;
  box.hidden = false;
  box.querySelector("button").onclick = function () {
    store.removeItem(key);
    box.textContent = box.getAttribute("data-forgotten");
    box.focus();
  };
})();
