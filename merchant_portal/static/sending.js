// Sends the forms of the counter and asks again, under the same key, until there is an answer.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};
  var PATIENCE_MS = 10000;
  var WAITS_MS = [1000, 2000, 3000, 5000];
  // A machine between us and the house that found it asleep: ask again. The house itself says 503
  // when it could not write, and then the same key may be asked again, too.
  var NOBODY_THERE = [502, 503, 504];
  var MOST_OFTEN_NOBODY = 5;
  var wake = null;

  GoldenBean.filled = function (form) {
    var told = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.name) told.append(field.name, field.value);
    });
    return told.toString();
  };

  // One request, given up after a while; an answer is {url, status, text}.
  GoldenBean.ask = function (address, filled) {
    var stop = window.AbortController ? new AbortController() : null;
    var timer = stop && window.setTimeout(function () { stop.abort(); }, PATIENCE_MS);
    function done() { window.clearTimeout(timer); }
    return fetch(address, {
      method: "POST", body: filled, credentials: "same-origin", signal: stop && stop.signal,
      headers: { "Content-Type": "application/x-www-form-urlencoded" }
    }).then(function (answer) {
      return answer.text().then(function (text) {
        done();
        return { url: answer.url, status: answer.status, text: text };
      });
    }).catch(function (lost) {
      done();
      throw lost;
    });
  };

  // Put what came back in the place of what is there, without asking the network once more; true
  // when it is the counter that came back.
  GoldenBean.show = function (answer) {
    var page = new DOMParser().parseFromString(answer.text, "text/html");
    var fresh = page.querySelector("main");
    if (!fresh || !page.getElementById("sale")) {
      // Not the counter: the door, or a problem told on a page of its own.
      if (answer.status < 400) window.location.assign(answer.url);
      else if (fresh) document.querySelector("main").replaceWith(document.importNode(fresh, true));
      return false;
    }
    document.querySelector("main").replaceWith(document.importNode(fresh, true));
    document.title = page.title;
    // A refused form answers at an address of its own, which nobody can open anew.
    var plain = new URL(answer.url).pathname === "/merchant";
    window.history.replaceState(null, "", plain ? answer.url : "/merchant");
    document.dispatchEvent(new Event("counter-shown"));
    var result = document.querySelector("#answer, #refusal");
    if (result) {
      result.setAttribute("tabindex", "-1");
      result.focus();
    }
    window.scrollTo(0, 0);
    return true;
  };

  function told(id, visible) {
    var place = document.getElementById(id);
    if (place) place.hidden = !visible;
  }

  function pause(attempt) {
    return new Promise(function (go) {
      wake = go;
      window.setTimeout(go, WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)]);
    });
  }

  // What was filled in is read once: each time it must be the very same request.
  function until(form, filled, attempt) {
    GoldenBean.ask(form.action, filled).then(function (answer) {
      if (NOBODY_THERE.indexOf(answer.status) >= 0 && attempt < MOST_OFTEN_NOBODY) {
        throw new Error("nobody there");
      }
      return answer;
    }).then(function (answer) {
      if (GoldenBean.show(answer) && form.id === "sale") GoldenBean.forget();
    }, function () {
      told("told-asking", true);
      told("told-kept", false);
      if (!attempt) window.scrollTo(0, 0);
      return pause(attempt).then(function () { until(form, filled, attempt + 1); });
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-answered") || !window.fetch) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;  // Pressed twice, asked once.
    form.setAttribute("aria-busy", "true");
    GoldenBean.keep(form);
    Array.prototype.forEach.call(form.elements, function (field) { field.readOnly = true; });
    until(form, GoldenBean.filled(form), 0);
  });
  window.addEventListener("online", function () { if (wake) wake(); });
})();
