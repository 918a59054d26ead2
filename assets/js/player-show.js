/* The player of one show (screens contract §4). Runs inside a show's own page, which the shell holds in a frame.
   Everything it shows stands in this page or comes as a part whose length and checksum are known: Chromium decodes
   half a JPEG without a word, and under file:// a script can read no file, so pictures and fonts are scripts. */
(function () {
  "use strict";
  var TICK = 1000;            // ms; timers are capped at this, and the position always comes from the clock
  var FADE = 600;             // ms, as in slides.css; none where slides are cut
  var LATE = 5000;            // ms that a fade may be late
  var STALL = 5000;           // ms without a new frame until a film gives way to its poster
  var RETRY = 10 * 60 * 1000; // ms until a part that failed is asked for again
  var HOLD = 10 * 1000;       // ms without a key until the clock leads again

  var data = JSON.parse(text("data"));
  var check = checksum(utf8([text("style"), text("slides"), text("data"), text("code")].join("\n")));
  var table = hyqzSchedule.prepare(data.table);
  var named = Number(window.name); // the shell's: the show itself is the same from build to build
  if (named) table.built = named;
  var folder = location.pathname.split("/").slice(-2)[0];
  var alone = window.parent === window;
  var isFile = location.protocol === "file:";

  var stage = document.getElementById("stage");
  stage.innerHTML = text("slides");
  var slides = Array.prototype.slice.call(stage.getElementsByClassName("slide"));
  var byKey = {};
  slides.forEach(function (slide) { byKey[slide.getAttribute("data-n")] = slide; });
  if (stage.classList.contains("cut") || (window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches)) FADE = 0;
  var dates = Array.prototype.slice.call(stage.querySelectorAll("[data-today]"));
  var flock = document.getElementById("flock");
  var pictures = {}; // name of a part -> the <img> that show it
  Array.prototype.forEach.call(stage.getElementsByTagName("img"), function (image) {
    var name = image.getAttribute("data-part");
    (pictures[name] = pictures[name] || []).push(image);
  });

  var spoken = data.spoken || {}; // number of a slide -> [start, end, text] of what its film says, in ms

  var front = null, under = null, underSince = 0, settling = 0;
  var film = null;             // the one that is decoding: {video, since, at}
  var rolled = null;           // the edge up to which it was started
  var playing = alone;
  var offset = 0;              // a preview may travel in time
  var wrongSince = null;
  var edge = 0;                // ms by the clock that leads, at which what is on ends: another number only from there on
  var held = null;             // stepped to by hand: {key, since, paused}
  var timer = 0, info = {};

  /* Small tools. */

  function text(id) { return document.getElementById(id).textContent; }
  function utf8(string) { return new TextEncoder().encode(string); }
  function monotonic() { return performance.now(); }

  function checksum(bytes) { // CRC-32, as zlib's
    var crcs = checksum.table, crc = -1, i, j, c;
    if (!crcs) {
      crcs = checksum.table = new Int32Array(256);
      for (i = 0; i < 256; i++) {
        for (c = i, j = 0; j < 8; j++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
        crcs[i] = c;
      }
    }
    for (i = 0; i < bytes.length; i++) crc = crcs[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return (crc ^ -1) >>> 0;
  }

  function tell(message) {
    message.show = folder;
    if (alone) return;
    try {
      window.parent.hyqzHear(window, message); // same origin: within the same tick
    } catch (error) {
      window.parent.postMessage(message, "*"); // file://: every page is its own origin
    }
  }

  /* Parts: pictures and fonts. */

  var waiting = {};  // name -> callback
  var parts = data.parts.map(function (part) { return { name: part[0], size: part[1], crc: part[2], font: part[3], ok: false, failedAt: null }; });
  var films = data.films.map(function (one) {
    return { name: one[0], size: one[1], crc: one[2], ok: false, failedAt: null, url: one[0] };
  });

  window.hyqzPart = function (name, base64) {
    if (waiting[name]) waiting[name](base64);
  };

  function load(part, done) {
    var script = document.createElement("script"), called = false;
    function finish(ok) {
      if (called) return;
      called = true;
      delete waiting[part.name];
      if (script.parentNode) script.parentNode.removeChild(script);
      part.ok = ok;
      part.failedAt = ok ? null : monotonic();
      done();
    }
    waiting[part.name] = function (base64) {
      var bytes;
      try {
        var raw = atob(base64);
        bytes = new Uint8Array(raw.length);
        for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
      } catch (error) {
        return finish(false);
      }
      if (bytes.length !== part.size || checksum(bytes) !== part.crc) return finish(false);
      (part.font ? useFont : usePicture)(part, bytes).then(function () { finish(true); }, function () { finish(false); });
    };
    script.onerror = function () { finish(false); };
    script.onload = function () { if (waiting[part.name] && !called) setTimeout(function () { if (!part.taken) finish(false); }, 0); };
    part.taken = false;
    var take = waiting[part.name];
    waiting[part.name] = function (base64) { part.taken = true; take(base64); };
    script.src = part.name;
    document.head.appendChild(script);
  }

  function useFont(part, bytes) {
    var face = new FontFace(part.font[0], bytes.buffer, { weight: part.font[1], ascentOverride: "88%", descentOverride: "12%", lineGapOverride: "0%" });
    return face.load().then(function () { document.fonts.add(face); });
  }

  function usePicture(part, bytes) {
    var url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    return Promise.all((pictures[part.name] || []).map(function (image) {
      image.src = url;
      return image.decode().then(function () { image.parentNode.classList.remove("bare"); });
    }));
  }

  /* Films: over http the whole file is fetched and checked, so that the network may go; from a disk its end is sought. */

  function loadFilm(one, done) {
    function finish(ok) {
      one.ok = ok;
      one.failedAt = ok ? null : monotonic();
      done();
    }
    if (isFile) return probe(one.url, finish);
    var request = new XMLHttpRequest();
    request.open("GET", one.name);
    request.responseType = "arraybuffer";
    request.onerror = request.onabort = function () { finish(false); };
    request.onload = function () {
      var bytes = request.status === 200 ? new Uint8Array(request.response) : new Uint8Array(0);
      if (bytes.length !== one.size || checksum(bytes) !== one.crc) return finish(false);
      one.url = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
      probe(one.url, finish);
    };
    request.send();
  }

  function probe(url, done) {
    var video = document.createElement("video"), called = false;
    function finish(ok) {
      if (called) return;
      called = true;
      video.removeAttribute("src");
      video.load();
      done(ok);
    }
    video.muted = true;
    video.preload = "auto";
    video.onerror = function () { finish(false); };
    video.onloadeddata = function () {
      video.onseeked = function () { finish(video.readyState >= 2); };
      video.currentTime = Math.max(0, video.duration - 0.1);
    };
    video.src = url;
    setTimeout(function () { finish(false); }, 15000);
  }

  /* One after the other: pictures side by side, then films one at a time. */

  function loadAll(list, loader, width, done) {
    var next = 0, open = 0;
    function more() {
      if (next === list.length && !open) return done();
      while (open < width && next < list.length) {
        open++;
        loader(list[next++], function () { open--; more(); });
      }
    }
    more();
  }

  function missing() { return parts.concat(films).filter(function (part) { return !part.ok; }); }

  function report() {
    if (missing().length) return;
    tell({ hyqz: "ready", check: check, count: 1 + parts.length + films.length, files: parts.concat(films).map(function (part) { return part.name; }) });
  }

  function retry() {
    var late = missing().filter(function (part) { return part.failedAt !== null && monotonic() - part.failedAt >= RETRY; });
    late.forEach(function (part) {
      part.failedAt = null;
      (films.indexOf(part) < 0 ? load : loadFilm)(part, report);
    });
  }

  /* What is on. */

  function now() { return Date.now() + offset; }

  function wanted(t) {
    if (!hyqzSchedule.isSane(table, t)) {
      if (wrongSince === null) wrongSince = monotonic();
    } else if (wrongSince !== null && (monotonic() - wrongSince >= edge || !table.always.length)) {
      wrongSince = null; // an edge of the loop that ran by the wrong clock
    }
    var elapsed = monotonic() - wrongSince;
    var showing = wrongSince === null ? hyqzSchedule.slideAt(table, t) : hyqzSchedule.alwaysAt(table, elapsed);
    edge = showing.end;
    return wrongSince === null ? showing : { state: "clock-wrong", slide: showing.slide, start: t - (elapsed - showing.start), end: t + (showing.end - elapsed) };
  }

  function keyOf(showing) {
    if (showing.state === "off") return "off";
    return showing.slide === null ? "fallback" : String(showing.slide);
  }

  function tick() {
    clearTimeout(timer);
    var t = now(), showing = wanted(t), key = keyOf(showing);
    if (held && (monotonic() - held.since >= HOLD || showing.state === "emergency")) held = null;
    if (held) key = held.key;
    show(key, showing, t);
    settle();
    watch();
    retry();
    var turn = speak(key, showing, t);
    info = {
      hyqz: "tick", slide: front ? front.getAttribute("data-id") : "fallback", state: held ? "on" : showing.state,
      edge: edge, until: showing.end - offset, time: local(t), width: data.width, height: data.height, missing: missing().length
    };
    tell(info);
    timer = setTimeout(tick, Math.max(1, Math.min(TICK, Math.ceil(showing.end - now()), turn)));
  }

  function local(t) { // ISO, to the second, UTC+8
    try { return new Date(t + hyqzSchedule.ZONE).toISOString().slice(0, 19); } catch (error) { return "?"; }
  }

  function show(key, showing, t) {
    var next = byKey[key] || byKey.fallback;
    writeDates(t, showing.state);
    if (next === front) {
      if (!held && rolled !== edge) roll(next, showing, t); // the same film once more, or one that is there at last
      return;
    }
    if (front && next.hasAttribute("data-picture-only") && next.querySelector(".bare")) return; // its time is the slide's before
    if (under) under.classList.remove("under");
    under = front;
    underSince = monotonic();
    if (under) { under.classList.remove("on"); under.classList.add("under"); }
    next.classList.remove("under");
    next.classList.add("on");
    front = next;
    stage.classList.toggle("off", key === "off");
    stage.classList.toggle("alarm", next.classList.contains("slide--emergency"));
    fly(key);
    roll(next, showing, t);
  }

  function settle() { // the slide before goes when the fade is over
    if (!under) return;
    var left = FADE - (monotonic() - underSince);
    // A busy box begins the fade late: what lies below goes only when nothing shines through any more.
    if (left > 0 || (FADE && left > -LATE && getComputedStyle(front).opacity !== "1")) {
      clearTimeout(settling);
      settling = setTimeout(settle, Math.max(left, 0) + 20);
      return;
    }
    under.classList.remove("under");
    under = null;
  }

  function writeDates(t, state) {
    var day = new Date(t + hyqzSchedule.ZONE);
    dates.forEach(function (node) {
      var said = state === "clock-wrong" ? "" : node.getAttribute("data-today") === "date"
        ? (day.getUTCMonth() + 1) + "月" + day.getUTCDate() + "日" : "周" + "日一二三四五六".charAt(day.getUTCDay());
      if (node.firstChild.nodeValue !== said) node.firstChild.nodeValue = said;
    });
  }

  function fly(key) { // the flock flies on, slide by slide
    if (!flock) return;
    var number = Number(key), count = Math.max(1, slides.length - 2);
    var share = isNaN(number) ? 0 : (number + 0.5) / count;
    flock.style.transform = "translateX(" + Math.round(share * (data.width - data.flock)) + "px)";
  }

  function speak(key, showing, t) { // what the film says at this moment of the clock; gives the ms until it says something else
    var cues = spoken[key], at = t - showing.start, said = "", next = TICK;
    if (!cues || !front || front.getAttribute("data-n") !== key) return next;
    cues.forEach(function (cue) {
      if (!held && cue[0] <= at && at < cue[1]) said = cue[2];
      cue.slice(0, 2).forEach(function (edge) { if (edge > at) next = Math.min(next, Math.ceil(edge - at)); });
    });
    var span = front.querySelector(".speech span");
    if (said && span.firstChild.nodeValue !== said) span.firstChild.nodeValue = said;
    span.className = said ? "" : "mute";
    return next;
  }

  /* Films: one decoding at a time, muted; a stalled or broken one shows its poster. */

  function roll(slide, showing, t) {
    var video = slide.getElementsByTagName("video")[0];
    var one = video && films[Number(video.getAttribute("data-film"))], again = film && film.video === video;
    if (!again) release();
    if (!one || !one.ok || !playing || held) return;
    rolled = edge;
    film = { video: video, at: -1, since: monotonic() };
    video.muted = true;
    video.onplaying = video.ontimeupdate = function () { if (film && film.video === video) video.parentNode.classList.add("rolling"); };
    video.onerror = function () { if (video.getAttribute("src")) release(); };
    if (!again) video.src = one.url; // else its last picture stands until the first is there
    var begin = (t - showing.start) / 1000;
    if (again || begin > 1) video.currentTime = begin;
    var started = video.play();
    if (started) started.catch(function () {});
  }

  function watch() {
    if (!film) return;
    if (film.video.ended || film.video.currentTime !== film.at) {
      film.at = film.video.currentTime;
      film.since = monotonic();
    } else if (monotonic() - film.since >= STALL) {
      release();
    }
  }

  function release() {
    if (!film) return;
    var video = film.video;
    film = null;
    video.parentNode.classList.remove("rolling");
    video.onplaying = video.ontimeupdate = video.onerror = null;
    video.pause();
    video.removeAttribute("src");
    video.load();
  }

  /* What the shell asks for. */

  function step(by) {
    var order = slides.map(function (slide) { return slide.getAttribute("data-n"); });
    var here = order.indexOf(front ? front.getAttribute("data-n") : order[0]);
    held = { key: order[(here + by + order.length) % order.length], since: monotonic(), paused: false };
    tick();
  }

  function obey(message) {
    if (!message || typeof message !== "object") return;
    if (message.hyqz === "play") {
      playing = true;
      tick();
    } else if (message.hyqz === "built") {
      table.built = Number(message.built) || table.built;
      tick();
    } else if (message.hyqz === "travel") {
      offset = Number(message.offset) || 0;
      tick();
    } else if (message.hyqz === "key") {
      if (message.key === "ArrowRight") step(1);
      if (message.key === "ArrowLeft") step(-1);
      if (message.key === " ") {
        held = held && held.paused ? null : { key: front.getAttribute("data-n"), since: monotonic(), paused: true };
        tick();
      }
      if (held) held.since = monotonic();
    }
  }

  window.hyqzObey = obey;
  window.addEventListener("message", function (event) { if (event.source === window.parent) obey(event.data); });
  if (alone) document.addEventListener("keydown", function (event) { obey({ hyqz: "key", key: event.key }); });
  ["pageshow", "resume", "online"].forEach(function (name) { window.addEventListener(name, tick); });
  document.addEventListener("visibilitychange", tick);

  tick();
  tell({ hyqz: "alive" });
  loadAll(parts, load, 6, function () {
    loadAll(films, loadFilm, 1, function () {
      report();
      tick();
    });
  });
})();
