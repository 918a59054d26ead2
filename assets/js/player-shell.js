/* The shell (screens contract §4): the same bytes from build to build. It asks version.js which show is the present one,
   loads a new one below the old one, and takes the old one away at the next slide edge. It never reloads itself. */
(function () {
  "use strict";
  var TICK = 1000, POLL = 15000, PATIENCE = 60000, SOON = 10000, BACK_OFF = 10000, LONGEST = 600000, SILENCE = 30;

  var root = document.documentElement, overlay = document.getElementById("overlay");
  var up = null, next = null;   // {show, frame, since, ready, alive, info, quiet}
  var failures = {};            // show -> {count, until}
  var version = null, cold = true, polled = -Infinity, script = null, timer = 0, offset = 0;

  function monotonic() { return performance.now(); }
  function set(name, value) { if (root.dataset[name] !== value) root.dataset[name] = value; }

  /* Which show is the present one. */

  window.hyqzVersion = function (told) {
    if (!told || typeof told.show !== "string") return;
    if (version && up && up.show === told.show && told.built !== version.built) command(up, { hyqz: "built", built: told.built });
    version = told;
    consider();
  };

  function poll() {
    polled = monotonic();
    if (navigator.onLine === false && location.protocol !== "file:" && up) return; // it would only fail
    var fresh = document.createElement("script");
    fresh.onerror = function () {};
    // Past every cache on the way; once a show has been up, past the worker's too: what that kept may be withdrawn by now.
    fresh.src = "version.js" + (location.protocol === "file:" ? "" : (cold ? "?" : "?live") + Date.now());
    if (script) script.parentNode.replaceChild(fresh, script); else document.head.appendChild(fresh);
    script = fresh;
  }

  function consider() {
    if (!version || (up && up.show === version.show)) {
      if (next && up && version && up.show === version.show) drop();
      return;
    }
    if (next && next.show === version.show) return;
    var failed = failures[version.show];
    if (failed && monotonic() < failed.until) return;
    if (next) drop();
    next = open(version.show);
  }

  function open(show) {
    var frame = document.createElement("iframe");
    frame.setAttribute("allow", "autoplay");
    frame.setAttribute("tabindex", "-1");
    frame.setAttribute("scrolling", "no");
    frame.name = String(version.built || ""); // by which it tells a wrong clock
    frame.src = "show/" + encodeURIComponent(show) + "/index.html";
    document.body.insertBefore(frame, document.body.firstChild); // below what is up: painted, and covered
    return { show: show, frame: frame, since: monotonic(), ready: false, alive: false, info: null, quiet: 0, check: version.check, count: version.count };
  }

  function drop() {
    if (next.frame.parentNode) next.frame.parentNode.removeChild(next.frame);
    next = null;
  }

  function fail() {
    var failed = failures[next.show] || { count: 0 };
    failed.until = monotonic() + Math.min(LONGEST, BACK_OFF * Math.pow(2, failed.count++));
    failures[next.show] = failed;
    drop();
  }

  /* What the shows say. */

  function hear(source, message) {
    var from = next && next.frame.contentWindow === source ? next : up && up.frame.contentWindow === source ? up : null;
    if (!from || !message || message.show !== from.show) return;
    if (message.hyqz === "alive") from.alive = true;
    if (message.hyqz === "tick") {
      var edge = from.info && from.info.edge !== message.edge;
      from.info = message;
      from.quiet = 0;
      if (from === up) {
        if (edge && next && next.ready) return swap();
        say(message);
      }
    }
    if (message.hyqz === "ready") {
      if (message.check !== from.check || message.count !== from.count) { if (from === next) fail(); return; }
      from.ready = true;
      from.files = message.files;
      if (from === next && !up) swap();
      if (from === up) keep(up);
    }
  }

  window.hyqzHear = hear;
  window.addEventListener("message", function (event) {
    if (event.source === window.parent && window.parent !== window && event.data && event.data.hyqz === "travel") {
      offset = Number(event.data.offset) || 0;
      if (up) command(up, { hyqz: "travel", offset: offset });
    }
    hear(event.source, event.data);
  });

  function command(one, message) {
    try { one.frame.contentWindow.hyqzObey(message); } catch (error) { one.frame.contentWindow.postMessage(message, "*"); }
  }

  function swap() {
    var old = up;
    up = next;
    next = null;
    cold = false;
    if (offset) command(up, { hyqz: "travel", offset: offset });
    command(up, { hyqz: "play" });
    if (up.info) say(up.info);
    set("show", up.show);
    if (old) old.frame.parentNode.removeChild(old.frame); // what lies below has long been painted
    root.classList.add("playing");
    if (up.ready) keep(up);
  }

  function rest() { // nothing is up: the birds
    root.classList.remove("playing");
    set("show", "");
    set("slide", "fallback");
    set("state", "fallback");
  }

  function say(info) {
    set("show", up.show);
    set("slide", info.slide);
    set("state", info.state);
    document.title = info.slide + " " + info.time;
    if (!overlay.hidden) describe(info);
  }

  /* Every second, and at the edge. */

  function tick() {
    clearTimeout(timer);
    var t = monotonic();
    if (t - polled >= POLL) poll();
    if (next && !up && next.alive && t - next.since >= SOON) swap(); // nothing better to show: what it has
    else if (next && !next.ready && t - next.since >= PATIENCE) fail();
    else if (next && next.ready && up && up.info && Date.now() >= up.info.until) swap();
    if (up && ++up.quiet > SILENCE) { // its page has died: a new one of the same show
      failures = {};
      if (next) drop();
      up.quiet = 0;
      next = open(up.show);
      var dead = up;
      up = null;
      setTimeout(function () {
        dead.frame.parentNode.removeChild(dead.frame);
        if (!up) rest();
      }, SOON);
    }
    if (!up) document.title = "fallback " + new Date(Date.now() + 288e5).toISOString().slice(0, 19);
    consider();
    var wait = next && next.ready && up && up.info ? up.info.until - Date.now() : TICK;
    timer = setTimeout(tick, Math.max(1, Math.min(TICK, wait)));
  }

  /* The person in front of the wall. */

  function describe(info) {
    var size = innerWidth === info.width && innerHeight === info.height ? "" : "　≠ 屏幕 " + info.width + "x" + info.height;
    overlay.firstChild.nodeValue = [
      info.slide, up.show, info.state + "　" + info.time,
      innerWidth + "x" + innerHeight + size + (devicePixelRatio === 1 ? "" : "　缩放 " + devicePixelRatio + " ≠ 1"),
      info.missing ? "缺 " + info.missing + " 个文件" : "文件齐全"
    ].join("\n");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "d") {
      overlay.hidden = !overlay.hidden;
      if (up && up.info) describe(up.info);
    } else if (event.key === "f") {
      var asked = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen && root.requestFullscreen();
      if (asked) asked.catch(function () {});
    } else if (event.key === " " || event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      if (up) command(up, { hyqz: "key", key: event.key });
    }
  });

  var lock = null;
  function stayAwake() {
    if (!navigator.wakeLock || document.visibilityState !== "visible" || lock) return;
    navigator.wakeLock.request("screen").then(function (given) {
      lock = given;
      lock.addEventListener("release", function () { lock = null; });
    }).catch(function () {});
  }
  document.addEventListener("visibilitychange", function () { stayAwake(); tick(); });
  ["pageshow", "resume", "online"].forEach(function (name) { window.addEventListener(name, function () { polled = -Infinity; tick(); }); });

  /* A cold start without network, where the browser allows it. */

  var workers = /^https?:$/.test(location.protocol) && window.isSecureContext && navigator.serviceWorker;
  if (workers) workers.register("sw.js").catch(function () {});
  function keep(one) {
    if (!workers || one.kept) return;
    one.kept = true;
    workers.ready.then(function (registration) {
      registration.active.postMessage({ show: one.show, files: one.files });
    }).catch(function () {});
  }

  rest();
  stayAwake();
  tick();
})();
