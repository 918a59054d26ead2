/* Keeps the present show for a cold start without network (screens contract §3, §7). The same bytes from build to build. */
"use strict";
var PATIENCE = 4000; // ms that a network may take to answer, where something is kept
var PREFIX = "hyqz " + self.registration.scope + " ";

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

/* The shell says which show is up and whole: keep it, then let go of the others. One after the other: a second try that
   fails must not take away what the first is still fetching. */
var keeping = Promise.resolve();
self.addEventListener("message", function (event) {
  var told = event.data;
  if (!told || !/^[0-9a-f]+$/.test(told.show) || !Array.isArray(told.files)) return;
  keeping = keeping.then(function () { return keep(told.show, told.files); })
    .catch(function () { return caches.delete(PREFIX + told.show); });
  event.waitUntil(keeping);
});

/* A cache counts only with this entry, which is written last: power may go at any time. */
var WHOLE = "whole";

function isWhole(cache) { return cache.match(WHOLE).then(Boolean); }

function keep(show, files) {
  var name = PREFIX + show, folder = "show/" + show + "/";
  var wanted = ["index.html", "version.js", folder + "index.html"].concat(files.map(function (file) { return folder + file; }));
  return caches.open(name).then(function (cache) {
    return isWhole(cache).then(function (whole) {
      if (whole) return null;
      return cache.addAll(wanted.map(function (path) { return new Request(path, { cache: "reload" }); }))
        .then(function () { return cache.match("version.js"); })
        .then(function (response) { return response.text(); })
        .then(function (text) { if (text.indexOf(show) < 0) throw new Error("another show by now"); })
        .then(function () { return cache.put(WHOLE, new Response("")); });
    });
  }).then(function () { return caches.keys(); }).then(function (names) {
    return Promise.all(names.map(function (other) {
      return other !== name && other.indexOf(PREFIX) === 0 ? caches.delete(other) : null;
    }));
  });
}

self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url), scope = self.registration.scope;
  if (event.request.method !== "GET" || url.href.indexOf(scope) !== 0) return;
  var path = url.href.slice(scope.length).split(/[?#]/)[0] || "index.html";
  if (path.indexOf("show/") === 0) {
    event.respondWith(kept(path).then(function (found) { return found || fetch(event.request); }));
  } else if (path === "index.html" || (path === "version.js" && url.search.indexOf("?live") !== 0)) {
    var answer = fetch(event.request).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response;
    });
    var late = new Promise(function (done) { setTimeout(done, PATIENCE); })
      .then(function () { return kept(path); })
      .then(function (found) { return found || answer; });
    event.respondWith(Promise.race([answer, late]).catch(function () {
      return kept(path).then(function (found) { return found || Response.error(); });
    }));
  }
});

function kept(path) {
  return caches.keys().then(function (names) {
    return names.filter(function (name) { return name.indexOf(PREFIX) === 0; }).reduce(function (before, name) {
      return before.then(function (found) {
        return found || caches.open(name).then(function (cache) {
          return isWhole(cache).then(function (whole) { return whole ? cache.match(path, { ignoreSearch: true }) : undefined; });
        });
      });
    }, Promise.resolve(undefined));
  }).catch(function () { return undefined; });
}
