/* Small helps on top of pages that are complete without them: 关怀版, reading aloud, the menu of phones, lists that
   narrow in place. Written for browsers of 2020: no modules (pages open from a disk too), no newer syntax. */
(function () {
  "use strict";

  var root = document.documentElement;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* A link that a script turns into a button answers to the space bar too. */
  function asButton(link, act) {
    link.setAttribute("role", "button");
    link.addEventListener("click", function (event) {
      event.preventDefault();
      act();
    });
    link.addEventListener("keydown", function (event) {
      if (event.key === " ") {
        event.preventDefault();
        act();
      }
    });
  }

  /* ---- 关怀版: kept in the browser; where that is off, in the address */

  var KEY = "hyqz-care";

  function caring() {
    return root.classList.contains("care");
  }

  function keep(on) {
    try {
      localStorage.setItem(KEY, on ? "1" : "0");
      return true;
    } catch (error) {
      return false;
    }
  }

  function showCare() {
    all("[data-care]").forEach(function (link) {
      link.setAttribute("aria-pressed", caring() ? "true" : "false");
      link.textContent = caring() ? "标准版" : "关怀版";
    });
  }

  all("[data-care]").forEach(function (link) {
    asButton(link, function () {
      root.classList.toggle("care");
      if (location.hash === "#care") {
        location.hash = "#main";
      }
      if (!keep(caring())) {
        carry();
      }
      showCare();
    });
  });
  showCare();

  function carry() {
    all("a[href]").forEach(function (link) {
      var href = link.getAttribute("href");
      if (/^[^:#?]+\.html(#|$)/.test(href)) {
        link.setAttribute("href", caring() ? href.replace(/(#|$)/, "?care=1$1") : href.replace("?care=1", ""));
      }
    });
  }

  if (caring() && !keep(true)) {
    carry();
  }

  /* ---- reading aloud, where the browser can */

  var voice = window.speechSynthesis;
  all("[data-aloud]").forEach(function (place) {
    var text = document.querySelector("[data-read]");
    if (!voice || !window.SpeechSynthesisUtterance || !text) {
      return;
    }
    var button = document.createElement("button");
    var reading = false;
    button.type = "button";
    button.className = "button aloud";
    function show(on) {
      reading = on;
      button.textContent = on ? "停止朗读" : "朗读这一页";
      button.setAttribute("aria-pressed", on ? "true" : "false");
    }
    function stop() {
      voice.cancel();
      show(false);
    }
    button.addEventListener("click", function () {
      if (reading) {
        stop();
        return;
      }
      var parts = all("h1, h2, h3, p, li, dt, dd, blockquote", text).filter(function (part) {
        return !part.querySelector("p, li, dt") && part.offsetParent !== null && part.textContent.trim();
      });
      show(parts.length > 0);
      parts.forEach(function (part, index) {
        var words = new SpeechSynthesisUtterance(part.textContent.trim());
        words.lang = "zh-CN";
        words.rate = 0.9;
        if (index === parts.length - 1) {
          words.onend = function () {
            show(false);
          };
        }
        voice.speak(words);
      });
    });
    show(false);
    window.addEventListener("pagehide", stop);
    place.appendChild(button);
  });

  /* ---- the menu of narrow screens; without a script the link leads to the menu at the page's end */

  all("[data-menu]").forEach(function (link) {
    var menu = document.querySelector("[data-nav]");
    if (!menu) {
      return;
    }
    function show(open) {
      menu.classList.toggle("is-open", open);
      link.setAttribute("aria-expanded", open ? "true" : "false");
    }
    menu.id = "nav";
    link.setAttribute("aria-controls", "nav");
    asButton(link, function () {
      show(!menu.classList.contains("is-open"));
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        show(false);
        link.focus();
      }
    });
    show(false);
  });

  /* ---- lists that narrow in place; the choice stands in the address: #community:dahua,stars:3 */

  all("[data-filter]").forEach(function (bar) {
    var list = document.querySelector("[data-list]");
    var said = document.querySelector("[data-count]");
    var empty = document.querySelector("[data-empty]");
    var reset = bar.querySelector("[data-all]");
    var links = all("[data-token]", bar);
    if (!list || !said || !links.length) {
      return;
    }
    var items = Array.prototype.slice.call(list.children);
    var known = links.map(function (link) {
      return link.getAttribute("data-token");
    });

    function chosen() {
      var written = location.hash.slice(1);
      try {
        written = decodeURIComponent(written);
      } catch (error) {
        written = ""; // an address that was cut off on its way
      }
      return written.split(",").filter(function (token) {
        return known.indexOf(token) >= 0;
      });
    }

    function facet(token) {
      return token.split(":")[0];
    }

    function fits(item, tokens) {
      var own = (item.getAttribute("data-f") || "").split(" ");
      return tokens.every(function (token) {
        return own.indexOf(token) >= 0;
      });
    }

    function show() {
      var tokens = chosen();
      var count = 0;
      items.forEach(function (item) {
        item.hidden = !fits(item, tokens);
        count += item.hidden ? 0 : 1;
      });
      links.forEach(function (link) {
        var token = link.getAttribute("data-token");
        var on = tokens.indexOf(token) >= 0;
        var others = tokens.filter(function (one) {
          return facet(one) !== facet(token);
        });
        var left = items.filter(function (item) {
          return fits(item, others.concat(token));
        }).length;
        var number = link.querySelector("[data-number]");
        if (on) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
        link.classList.toggle("is-empty", left === 0);
        if (number) {
          number.textContent = String(left);
        }
      });
      said.textContent = (tokens.length ? "找到 " : "共 ") + count + " " + said.getAttribute("data-count");
      if (empty) {
        empty.hidden = count > 0;
      }
      if (reset) {
        reset.hidden = tokens.length === 0;
      }
    }

    function choose(tokens) {
      var target = "#" + tokens.join(",");
      try {
        history.replaceState(null, "", tokens.length ? target : location.pathname + location.search);
      } catch (error) {
        location.hash = target;
      }
      show();
    }

    links.forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
          return;
        }
        event.preventDefault();
        var token = link.getAttribute("data-token");
        var tokens = chosen();
        var was = tokens.indexOf(token) >= 0;
        tokens = tokens.filter(function (one) {
          return facet(one) !== facet(token);
        });
        choose(was ? tokens : tokens.concat(token));
      });
    });
    if (reset) {
      reset.addEventListener("click", function (event) {
        event.preventDefault();
        choose([]);
      });
    }
    window.addEventListener("hashchange", show);
    show();
  });
})();
