/* The search. It looks for substrings in folded text (NFKC, lower case), so it finds whatever is there; names and titles
   also by pinyin and initials. Data comes as scripts, which works from a disk too; full texts are fetched only once
   somebody searches. Written for browsers of 2020: no modules, no newer syntax. Data: hyqz_site/render/search.py. */
(function () {
  "use strict";

  var data = window.hyqzIndex;
  var page = document.querySelector("[data-search]");
  if (!data || !page) {
    return;
  }

  var SHOWN = 20; /* results at first, and with each "more" */
  var PAUSE = 300; /* ms without a key before the address changes and full texts are asked for */
  var AT_ONCE = 3; /* shards on their way at a time */
  var AROUND = 34; /* characters of text shown on either side of what was found */
  var LONGEST_PINYIN = 24;
  var NAME = 0; /* ranks: a smaller one comes first */
  var TITLE = 1;
  var SOUND = 0.5;
  var SUMMARY = 2;
  var MORE = 3;
  var TEXT = 4;
  var NONE = -1;

  var form = page.querySelector("[data-form]");
  var input = page.querySelector("[data-input]");
  var said = page.querySelector("[data-said]");
  var bar = page.querySelector("[data-facets]");
  var list = page.querySelector("[data-results]");
  var more = page.querySelector("[data-more]");
  var plain = page.querySelector("[data-index]");
  var count = data.title.length;

  /* ---- folding */

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function words(query) {
    return fold(query)
      .split(/\s+/)
      .filter(function (word, index, all) {
        return word && all.indexOf(word) === index;
      });
  }

  /* Where the characters of the folded text come from: [folded text, origin of each of its places]. */
  function mapped(text) {
    var folded = "";
    var from = [];
    Array.from(text).reduce(function (at, character) {
      var piece = fold(character);
      for (var i = 0; i < piece.length; i += 1) {
        from.push(at);
      }
      folded += piece;
      return at + character.length;
    }, 0);
    from.push(text.length);
    return [folded, from];
  }

  var titles = data.title.map(fold);
  var summaries = data.summary.map(fold);
  var extras = data.more.map(function (text, number) {
    var day = data.day[number];
    var place = data.community[number];
    return fold([text, place < 0 ? "" : data.communities[place][1], day, spoken(day)].join("\n"));
  });
  var texts = [];
  var raw = [];

  function spoken(day) {
    var parts = day.split("-");
    return parts.length === 3 ? Number(parts[0]) + "年" + Number(parts[1]) + "月" + Number(parts[2]) + "日" : "";
  }

  /* ---- pinyin: each character gives a whole sound or its head, the last one any part of it */

  var sounds = {};
  Object.keys(data.sounds).forEach(function (sound) {
    Array.from(data.sounds[sound]).forEach(function (character) {
      (sounds[character] = sounds[character] || []).push(sound);
    });
  });
  var spelled = data.title.map(function (title) {
    return Array.from(fold(title)).filter(function (character) {
      return sounds[character] || /[a-z0-9]/.test(character);
    });
  });

  function sounding(word) {
    var letters = word.replace(/ü/g, "v").replace(/['’]/g, "");
    return /^[a-z]{2,}$/.test(letters) && letters.length <= LONGEST_PINYIN ? letters : "";
  }

  function soundsLike(letters, characters) {
    function follows(at, done) {
      if (done === letters.length) {
        return true;
      }
      if (at === characters.length) {
        return false;
      }
      var known = sounds[characters[at]];
      if (!known) {
        return characters[at] === letters[done] && follows(at + 1, done + 1);
      }
      return known.some(function (sound) {
        if (sound[0] !== letters[done]) {
          return false;
        }
        return (
          (letters.startsWith(sound, done) && follows(at + 1, done + sound.length)) ||
          sound.startsWith(letters.slice(done)) ||
          (sound.length > 1 && follows(at + 1, done + 1)) ||
          (sound[1] === "h" && letters[done + 1] === "h" && follows(at + 1, done + 2))
        );
      });
    }
    for (var at = 0; at < characters.length; at += 1) {
      if (sounds[characters[at]] && follows(at, 0)) {
        return true;
      }
    }
    return false;
  }

  /* ---- finding */

  function rank(number, word, letters) {
    var head = data.kinds[data.kind[number]].named ? NAME : TITLE;
    if (titles[number].indexOf(word) >= 0) {
      return head;
    }
    if (letters && soundsLike(letters, spelled[number])) {
      return head + SOUND;
    }
    if (summaries[number].indexOf(word) >= 0) {
      return SUMMARY;
    }
    if (extras[number].indexOf(word) >= 0) {
      return MORE;
    }
    return texts[number] !== undefined && texts[number].indexOf(word) >= 0 ? TEXT : NONE;
  }

  /* The numbers of all records in which every word is found, the best first; among equals the newest first. */
  function find(query) {
    var wanted = words(query);
    var letters = wanted.map(sounding);
    var found = [];
    for (var number = 0; wanted.length && number < count; number += 1) {
      var sum = 0;
      for (var i = 0; i < wanted.length; i += 1) {
        var one = rank(number, wanted[i], letters[i]);
        sum = one === NONE ? NONE : sum + one;
        if (sum === NONE) {
          break;
        }
      }
      if (sum !== NONE) {
        found.push([sum, number]);
      }
    }
    found.sort(function (a, b) {
      return a[0] - b[0] || a[1] - b[1];
    });
    return found.map(function (pair) {
      return pair[1];
    });
  }

  /* ---- full texts */

  var waiting = data.texts.slice();
  var coming = 0;
  var failed = 0;

  function fetchTexts() {
    while (waiting.length && coming < AT_ONCE) {
      fetchOne(waiting.shift());
    }
  }

  function fetchOne(shard) {
    var script = document.createElement("script");
    coming += 1;
    script.src = shard[0];
    script.onload = function () {
      (window.hyqzTexts[shard[1]] || []).forEach(function (text, at) {
        raw[shard[2] + at] = text;
        texts[shard[2] + at] = fold(text);
      });
      delete window.hyqzTexts[shard[1]];
      arrived();
    };
    script.onerror = function () {
      failed += 1;
      arrived();
    };
    document.head.appendChild(script);
  }

  function arrived() {
    coming -= 1;
    fetchTexts();
    show();
  }

  /* ---- the state, and the address that holds it: ?q=路口&kind=volunteer&community=dahua */

  var state = { q: "", kind: "", community: "" };
  var limit = SHOWN;
  var carried = /[?&]care=1/.test(location.search) ? "care=1" : "";

  function read() {
    var given = location.search.slice(1) + "&" + (/^#q=/.test(location.hash) ? location.hash.slice(1) : "");
    state = { q: "", kind: "", community: "" };
    given.split("&").forEach(function (part) {
      var name = part.split("=")[0];
      if (Object.prototype.hasOwnProperty.call(state, name)) {
        try {
          state[name] = decodeURIComponent(part.slice(name.length + 1).replace(/\+/g, " "));
        } catch (error) {
          /* An address cut in the middle of a character: the rest of it is still of use. */
        }
      }
    });
  }

  function address(kind, community) {
    var parts = [
      ["q", state.q.trim()],
      ["kind", kind],
      ["community", community],
    ].filter(function (pair) {
      return pair[1];
    });
    var query = parts
      .map(function (pair) {
        return pair[0] + "=" + encodeURIComponent(pair[1]);
      })
      .concat(carried ? [carried] : [])
      .join("&");
    return location.pathname.split("/").pop() + (query ? "?" + query : "");
  }

  function keep() {
    var target = address(state.kind, state.community);
    try {
      history.replaceState(null, "", target);
    } catch (error) {
      location.hash = target.split("?")[1] || "";
    }
  }

  /* ---- showing */

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  /* The places of the words in a text, as [from, to] of the text itself, in order and apart. */
  function spans(text, wanted) {
    var both = mapped(text);
    var found = [];
    wanted.forEach(function (word) {
      for (var at = both[0].indexOf(word); at >= 0; at = both[0].indexOf(word, at + word.length)) {
        var last = both[1][at + word.length - 1];
        var next = at + word.length;
        while (both[1][next] === last) {
          next += 1;
        }
        found.push([both[1][at], both[1][next]]);
      }
    });
    found.sort(function (a, b) {
      return a[0] - b[0];
    });
    return found.reduce(function (apart, span) {
      var before = apart[apart.length - 1];
      if (before && span[0] <= before[1]) {
        before[1] = Math.max(before[1], span[1]);
      } else {
        apart.push(span);
      }
      return apart;
    }, []);
  }

  function mark(place, text, wanted) {
    var at = 0;
    spans(text, wanted).forEach(function (span) {
      place.appendChild(document.createTextNode(text.slice(at, span[0])));
      place.appendChild(element("mark", "found", text.slice(span[0], span[1])));
      at = span[1];
    });
    place.appendChild(document.createTextNode(text.slice(at)));
    return place;
  }

  /* The text around the first place where one of the words stands; empty where none does. */
  function excerpt(text, wanted) {
    var first = spans(text, wanted)[0];
    if (!first) {
      return "";
    }
    var from = Math.max(0, first[0] - AROUND);
    var to = Math.min(text.length, first[1] + AROUND);
    var cut = text.slice(from, to).replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
    return (from ? "…" : "") + cut.replace(/\s+/g, " ").trim() + (to < text.length ? "…" : "");
  }

  /* What to show below the summary: where the words stand that neither title nor summary has. */
  function evidence(number, wanted) {
    var left = wanted.filter(function (word) {
      return titles[number].indexOf(word) < 0 && summaries[number].indexOf(word) < 0;
    });
    var parts = [];
    data.more[number].split("\n").forEach(function (part) {
      if (spans(part, left).length && parts.indexOf(part) < 0) {
        parts.push(part);
      }
    });
    left = left.filter(function (word) {
      return extras[number].indexOf(word) < 0;
    });
    var text = left.length && raw[number] ? excerpt(raw[number], left) : "";
    return parts.concat(text ? [text] : []).join(" · ");
  }

  function result(number, wanted) {
    var kind = data.kinds[data.kind[number]];
    var item = element("li");
    var row = element("article", "row row--" + kind.name);
    var kicker = element("p", "row__kicker", kind.label);
    var body = element("div", "row__words");
    var heading = element("h2", "row__title");
    var link = element("a", "card__link");
    var place = data.community[number];
    var note = [spoken(data.day[number])];
    var proof = evidence(number, wanted);
    if (data.sample[number]) {
      kicker.appendChild(document.createTextNode(" "));
      kicker.appendChild(element("span", "chip chip--sample", "示例"));
    }
    link.href = kind.before + data.id[number] + kind.after + (carried ? "?" + carried : "");
    heading.appendChild(mark(link, data.title[number], wanted));
    body.appendChild(heading);
    body.appendChild(mark(element("p", "row__summary"), data.summary[number], wanted));
    if (proof) {
      body.appendChild(mark(element("p", "row__summary found__proof"), proof, wanted));
    }
    if (place >= 0 && data.title[number] !== data.communities[place][1]) {
      note.push(data.communities[place][1]);
    }
    body.appendChild(mark(element("p", "row__note"), note.filter(Boolean).join("，"), wanted));
    row.appendChild(kicker);
    row.appendChild(body);
    item.appendChild(row);
    return item;
  }

  function facets(found) {
    var kinds = {};
    var communities = {};
    found.forEach(function (number) {
      var kind = data.kinds[data.kind[number]].name;
      var place = data.community[number];
      var community = place < 0 ? "" : data.communities[place][0];
      if (!state.community || community === state.community) {
        kinds[kind] = (kinds[kind] || 0) + 1;
      }
      if (community && (!state.kind || kind === state.kind)) {
        communities[community] = (communities[community] || 0) + 1;
      }
    });
    bar.querySelectorAll("[data-value]").forEach(function (link) {
      var name = link.getAttribute("data-facet");
      var value = link.getAttribute("data-value");
      var on = state[name] === value;
      var left = (name === "kind" ? kinds : communities)[value] || 0;
      var number = link.querySelector("[data-number]");
      if (number) {
        number.textContent = String(left);
      }
      if (on) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
      link.classList.toggle("is-empty", Boolean(value) && left === 0);
      link.parentNode.hidden = Boolean(value) && left === 0 && !on;
      link.href =
        name === "kind"
          ? address(on ? "" : value, state.community)
          : address(state.kind, on ? "" : value);
    });
  }

  function fits(number) {
    var place = data.community[number];
    return (
      (!state.kind || data.kinds[data.kind[number]].name === state.kind) &&
      (!state.community || (place >= 0 && data.communities[place][0] === state.community))
    );
  }

  function tell(query, total) {
    var pending = coming > 0 || waiting.length > 0;
    var text = "“" + query + "”：找到 " + total + " 条";
    if (pending) {
      text += "，正在查正文……";
    } else if (failed) {
      text += "。有一部分正文没有读到，请刷新再试。";
    } else if (!total) {
      text += "。换个词，或少写几个字试试；人名可以写拼音或首字母。";
    }
    if (said.textContent !== text) {
      said.textContent = text;
    }
  }

  function show() {
    var wanted = words(state.q);
    var asked = wanted.length > 0;
    var found = find(state.q);
    var shown = found.filter(fits);
    var focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
    var made = document.createDocumentFragment();
    shown.slice(0, limit).forEach(function (number) {
      made.appendChild(result(number, wanted));
    });
    list.textContent = "";
    list.appendChild(made);
    list.hidden = !shown.length;
    plain.hidden = asked && found.length > 0;
    bar.hidden = !asked || !(found.length || state.kind || state.community);
    more.hidden = shown.length <= limit;
    if (asked) {
      facets(found);
      tell(state.q.trim(), shown.length);
    } else {
      said.textContent = "";
    }
    if (focused) {
      links().forEach(function (link) {
        if (link.getAttribute("href") === focused) {
          link.focus();
        }
      });
    }
  }

  /* ---- asking */

  var timer = 0;

  function settle() {
    clearTimeout(timer);
    keep();
    if (words(state.q).length && waiting.length && !coming) {
      fetchTexts();
      show();
    }
  }

  function ask() {
    state.q = input.value;
    limit = SHOWN;
    show();
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
  }

  function links() {
    return Array.prototype.slice.call(list.querySelectorAll("a.card__link"));
  }

  input.addEventListener("input", function (event) {
    if (!event.isComposing) {
      ask();
    }
  });
  input.addEventListener("compositionend", ask);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    ask();
    settle();
  });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" && links().length) {
      event.preventDefault();
      links()[0].focus();
    } else if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
      ask();
    }
  });
  list.addEventListener("keydown", function (event) {
    var all = links();
    var at = all.indexOf(document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "ArrowDown" && at + 1 < all.length) {
      event.preventDefault();
      all[at + 1].focus();
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      (all[at - 1] || input).focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("keydown", function (event) {
    var name = document.activeElement ? document.activeElement.tagName : "";
    if (event.key === "/" && name !== "INPUT" && name !== "TEXTAREA" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  bar.addEventListener("click", function (event) {
    var link = event.target.closest("[data-value]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) {
      return;
    }
    event.preventDefault();
    var name = link.getAttribute("data-facet");
    var value = link.getAttribute("data-value");
    state[name] = state[name] === value ? "" : value;
    limit = SHOWN;
    keep();
    show();
  });
  more.addEventListener("click", function () {
    var before = limit;
    limit += SHOWN;
    show();
    if (links()[before]) {
      links()[before].focus();
    }
  });
  window.addEventListener("popstate", begin);

  function begin() {
    read();
    input.value = state.q;
    limit = SHOWN;
    show();
    if (words(state.q).length) {
      settle();
    }
  }

  window.hyqzSearch = { find: find }; /* for the tests of recall */
  begin();
  if (!state.q) {
    input.focus();
  }
})();
