// Counts the seconds of a code down and renews the page; without scripts the page renews itself.
(function () {
  "use strict";
  var place = document.querySelector("[data-seconds-left]");
  if (!place) return;
  var number = place.querySelector("b");
  // The phone's own clock may be wrong, so only the time since loading is measured.
  var start = Date.now();
  var seconds = Number(place.getAttribute("data-seconds-left"));
  var renew = Number(place.getAttribute("data-renew-seconds"));
  window.setTimeout(function () { window.location.reload(); }, renew * 1000);
  function show() {
    var left = Math.ceil(seconds - (Date.now() - start) / 1000);
    number.textContent = String(Math.max(left, 0));
    if (left > 0) window.setTimeout(show, 250);
  }
  place.hidden = false;
  show();
  // A phone taken out of the pocket shows a page whose timer slept: fetch the fresh code at once.
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && (Date.now() - start) / 1000 >= renew) window.location.reload();
  });
})();
