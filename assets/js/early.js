/* Runs before the page shows: 关怀版 is there from the first frame, so that nothing jumps. */
(function () {
  "use strict";
  var root = document.documentElement;
  var chosen = /[?&]care=1/.test(location.search);
  try {
    var kept = localStorage.getItem("hyqz-care");
    chosen = kept === "1" || (kept === null && chosen);
  } catch (error) {
    /* Storage may be off; then the choice travels in the address. */
  }
  root.className += chosen ? " js care" : " js";
})();
