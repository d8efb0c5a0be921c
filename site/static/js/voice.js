// Lets the phone or computer read aloud with its own voice, where it has one for the language of the text: a button
// under the title and one in each step. Only voices that live on the device are used, so that no text is sent to
// anybody. What is read is what the sound files say: no links, no explained words, long numbers digit by digit.
(function () {
  "use strict";
  var speech = window.speechSynthesis, here = document.currentScript, pressed = null, saying = null, left = [];
  var BLOCK = /^(P|LI|DIV|UL|OL|H1|H3|BR|FIGURE)$/;
  var NOT_READ = /^(SMALL|FORM|NAV|SCRIPT|AUDIO|VIDEO|DETAILS|IMG)$/;
  var BESIDE = / (listen|ask|own-voice|back|progress|switch|onward|course-place|beside|go) /;
  var NO_WORDS = /^[\s.,:;!?()"'’”»…·–؟،؛۔።፣፡-]*$/;
  var written, readWord, stopWord;
  if (!speech || !here || !window.SpeechSynthesisUtterance) return;
  written = here.getAttribute("data-language");
  readWord = here.getAttribute("data-read");
  stopWord = here.getAttribute("data-stop");

  function base(tag) { return tag.toLowerCase().split(/[-_]/)[0]; }
  function voice(tag) {
    var voices = speech.getVoices(), number;
    for (number = 0; number < voices.length; number++) {
      if (voices[number].localService && base(voices[number].lang) === base(tag)) return voices[number];
    }
    return null;
  }

  // The text below `node` as pieces of one language and one line each; null stands between lines.
  function gather(node, language, pieces) {
    var child, last, isBlock;
    for (child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) {
        last = pieces[pieces.length - 1];
        if (last && (last.language === language || NO_WORDS.test(child.nodeValue))) last.text += child.nodeValue;
        else if (!NO_WORDS.test(child.nodeValue)) pieces.push({ language: language, text: child.nodeValue });
      } else if (child.nodeType === 1 && isRead(child)) {
        isBlock = BLOCK.test(child.nodeName);
        if (isBlock) pieces.push(null);
        gather(child, child.lang || language, pieces);
        if (isBlock) pieces.push(null);
      }
    }
    return pieces;
  }
  function isRead(element) {
    if (NOT_READ.test(element.nodeName) || element.hidden) return false;
    if (element.getAttribute("aria-hidden") === "true") return false;
    if (/^https?:/.test(element.getAttribute("href") || "")) return false;
    return !BESIDE.test(" " + element.className + " ");
  }
  function digits(number) { return number.split("").join(" "); }

  function stop() {
    if (pressed) pressed.firstChild.nodeValue = readWord;
    pressed = saying = null;
    left = [];
    if (speech.speaking || speech.pending) speech.cancel();
  }
  // A Swedish name in an Arabic voice is better than none; Arabic in a Swedish voice is not.
  function voiceFor(piece) {
    return voice(piece.language) || (/[a-z]/i.test(piece.text) ? voice(written) : null);
  }
  function next() {
    var piece, said, spoken;
    do piece = left.shift(); while (piece === null || (piece && !(spoken = voiceFor(piece))));
    if (!piece) return stop();
    said = new SpeechSynthesisUtterance(piece.text.replace(/\s+/g, " ").replace(/\d{3,}/g, digits));
    said.voice = spoken;
    said.lang = spoken.lang.replace("_", "-");
    said.rate = 0.9;
    said.onend = function () { if (saying === said) next(); };
    said.onerror = function () { if (saying === said) stop(); };
    saying = said;
    speech.speak(said);
  }
  function press(button, parts) {
    var wasPressed = pressed === button, sounds = document.querySelectorAll("audio"), number;
    stop();
    if (wasPressed) return;
    for (number = 0; number < sounds.length; number++) sounds[number].pause();
    for (number = 0; number < parts.length; number++) {
      left.push(null);
      left = gather(parts[number], parts[number].lang || document.documentElement.lang, left);
    }
    pressed = button;
    button.firstChild.nodeValue = stopWord;
    next();
  }

  // A button below `above`, that reads `parts`.
  function offer(above, parts) {
    var line = document.createElement("p"), button = document.createElement("button");
    var about = document.createElement("span"), word;
    line.className = "own-voice no-print";
    button.type = "button";
    button.className = "button button-quiet";
    about.className = "hidden";
    about.appendChild(document.createTextNode(": "));
    // As it is marked, with its languages.
    for (word = above.firstChild; word; word = word.nextSibling) about.appendChild(word.cloneNode(true));
    button.appendChild(document.createTextNode(readWord));
    button.appendChild(about);
    button.onclick = function () { press(button, parts); };
    line.appendChild(button);
    above.parentNode.insertBefore(line, above.nextSibling);
  }
  function draw() {
    var main = document.querySelector("main"), title, steps, number;
    if (document.querySelector(".own-voice") || !voice(written)) return;
    title = main.querySelector("h1");
    steps = main.querySelectorAll("li.step");
    if (!steps.length) return offer(title, [main]);
    offer(title, [title, main.querySelector(".lead")]);
    for (number = 0; number < steps.length; number++) offer(steps[number].querySelector("h3"), [steps[number]]);
  }

  // Many browsers know their voices only after a while.
  speech.onvoiceschanged = draw;
  draw();
  document.addEventListener("play", stop, true);
  window.addEventListener("pagehide", stop);
})();
