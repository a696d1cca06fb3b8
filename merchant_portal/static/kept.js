// Keeps a sale that was sent until its answer is there: a page that is loaded anew then asks under
// the same form key, and what has been done is told, not done a second time.
(function () {
  "use strict";
  var PLACE = "unanswered-sale";
  var FIELDS = ["form_key", "code", "offer", "quantity", "beans", "bill_yuan"];
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};

  // Storage may be forbidden or full; then a reload begins afresh, and the code works once anyway.
  function storage(act) {
    try { return act(window.sessionStorage); } catch (forbidden) { return null; }
  }

  GoldenBean.keep = function (form) {
    var sale = {};
    if (form.id !== "sale") return;
    FIELDS.forEach(function (name) { if (form.elements[name]) sale[name] = form.elements[name].value; });
    storage(function (place) { place.setItem(PLACE, JSON.stringify(sale)); });
  };

  GoldenBean.forget = function () {
    storage(function (place) { place.removeItem(PLACE); });
  };

  function restore() {
    var form = document.getElementById("sale");
    var text = storage(function (place) { return place.getItem(PLACE); });
    if (!form || !text) return;
    var sale = JSON.parse(text);
    // The address may still tell of the customer before, whose result would be taken for this one.
    var old = document.getElementById("answer");
    if (old) old.remove();
    FIELDS.forEach(function (name) { if (form.elements[name]) form.elements[name].value = sale[name] || ""; });
    document.getElementById("told-kept").hidden = false;
  }

  // Whoever comes in after this clerk has nothing to do with it.
  document.addEventListener("submit", function (event) {
    if (event.target.getAttribute("action") === "/sign-out") GoldenBean.forget();
  });
  restore();
})();
