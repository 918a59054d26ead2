/* What is on at a moment: the same algorithm as hyqz_site/screens/schedule.py, held to the same cases
   (tests/cases/slide_at.json). Pure: a compiled table and a time in milliseconds; no clock, no page. */
var hyqzSchedule = (function () {
  "use strict";
  var SECOND = 1000, MINUTE = 60 * SECOND, DAY = 24 * 60 * MINUTE, ZONE = 8 * 60 * MINUTE;
  var EARLY = DAY, LATE = 3653 * DAY, TURN = 10 * SECOND;

  function modulo(a, b) { return ((a % b) + b) % b; }

  /* How many of the ascending list are not after t. */
  function passed(list, t) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] <= t) low = middle + 1; else high = middle;
    }
    return low;
  }

  function ascending(values) {
    var seen = {};
    return values
      .filter(function (value) { return seen[value] ? false : (seen[value] = true); })
      .sort(function (a, b) { return a - b; });
  }

  /* What the table says besides: every edge of the day, every start of a segment, every edge of an emergency. */
  function prepare(table) {
    var edges = [0];
    function note(window) { edges.push(window[0] * MINUTE, window[1] % 1440 * MINUTE); }
    table.hours.forEach(note);
    table.rules.forEach(function (rule) { rule[3].forEach(note); });
    var alarms = [];
    table.emergencies.forEach(function (one) { alarms.push(one[1], one[2]); });
    table.edges = ascending(edges);
    table.alarms = ascending(alarms);
    table.starts = table.segments.slice(1).map(function (segment) { return segment[0]; });
    return table;
  }

  function windowHolds(window, minute) {
    if (window[0] < window[1]) return window[0] <= minute && minute < window[1];
    return minute >= window[0] || minute < window[1];
  }

  function holdsOn(rule, day) {
    return (rule[0] === null || rule[0] <= day) && (rule[1] === null || day <= rule[1]) &&
      (!rule[2].length || rule[2].indexOf(modulo(day + 3, 7)) >= 0);
  }

  function ruleHolds(rule, day, minute) {
    if (!rule[3].length) return holdsOn(rule, day);
    return rule[3].some(function (window) {
      var over = window[1] < window[0] && minute < window[1];
      return windowHolds(window, minute) && holdsOn(rule, over ? day - 1 : day);
    });
  }

  function isSane(table, t) { // a show that nobody told when it was built believes every clock
    return table.built === undefined || (table.built - EARLY <= t && t <= table.built + LATE);
  }

  function anchorOf(table, t) {
    var ofDay = modulo(t + ZONE, DAY);
    var anchor = t - ofDay + table.edges[passed(table.edges, ofDay) - 1];
    var segments = passed(table.starts, t);
    return segments ? Math.max(anchor, table.starts[segments - 1]) : anchor;
  }

  function nextEdge(table, t) {
    var ofDay = modulo(t + ZONE, DAY), later = passed(table.edges, ofDay);
    var end = t - ofDay + (later < table.edges.length ? table.edges[later] : DAY);
    [table.starts, table.alarms].forEach(function (moments) {
      var after = passed(moments, t);
      if (after < moments.length) end = Math.min(end, moments[after]);
    });
    return end;
  }

  function showing(state, slide, start, end) { return { state: state, slide: slide, start: start, end: end }; }

  function slideAt(table, t) {
    if (!isSane(table, t)) return showing("clock-wrong", null, t, t + SECOND);
    var end = nextEdge(table, t), i;
    var active = table.emergencies.filter(function (one) { return one[1] <= t && t < one[2]; });
    if (active.length) {
      var since = table.alarms[passed(table.alarms, t) - 1], turn = Math.floor((t - since) / TURN);
      return showing("emergency", active[turn % active.length][0], since + turn * TURN,
        Math.min(end, since + (turn + 1) * TURN));
    }
    var ofDay = modulo(t + ZONE, DAY), day = (t + ZONE - ofDay) / DAY, minute = Math.floor(ofDay / MINUTE);
    var anchor = anchorOf(table, t);
    if (!table.hours.some(function (window) { return windowHolds(window, minute); })) {
      return showing("off", null, anchor, end);
    }
    var turns = table.segments[passed(table.starts, t)][1].filter(function (one) {
      return ruleHolds(table.rules[one[0]], day, minute);
    });
    if (!turns.length) return showing("fallback", null, anchor, end);
    var length = 0;
    for (i = 0; i < turns.length; i++) length += turns[i][2] * SECOND;
    var start = t - modulo(t - anchor, length), stop;
    for (i = 0; i < turns.length; i++) {
      stop = start + turns[i][2] * SECOND;
      if (t < stop) break;
      start = stop;
    }
    return showing("on", turns[i][1], Math.max(start, anchor), Math.min(stop, end));
  }

  /* While the clock is wrong: by milliseconds since that was found. */
  function alwaysAt(table, elapsed) {
    var length = 0, i;
    for (i = 0; i < table.always.length; i++) length += table.always[i][1] * SECOND;
    if (!length) return showing("clock-wrong", null, 0, elapsed + SECOND);
    var start = elapsed - elapsed % length;
    for (i = 0; i < table.always.length - 1 && elapsed >= start + table.always[i][1] * SECOND; i++) {
      start += table.always[i][1] * SECOND;
    }
    return showing("clock-wrong", table.always[i][0], start, start + table.always[i][1] * SECOND);
  }

  return { prepare: prepare, slideAt: slideAt, alwaysAt: alwaysAt, isSane: isSane, ZONE: ZONE };
})();
