// Looks first: what may be taken from whoever shows the code, beside the form as it is filled in.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};

  // What is shown of the customer before goes, also from the address that told of them.
  function put(found) {
    ["look", "refusal", "answer"].forEach(function (id) {
      var old = document.getElementById(id);
      if (old) old.remove();
    });
    window.history.replaceState(null, "", "/merchant");
    var place = document.getElementById("sale");
    if (!found) return;
    place.before(document.importNode(found, true));
    place.previousElementSibling.scrollIntoView({ block: "nearest" });
  }

  // Only this one part of the answer is shown: a clerk may be typing beans at this moment.
  GoldenBean.look = function () {
    var form = document.getElementById("sale");
    return GoldenBean.ask("/merchant/look", GoldenBean.filled(form)).then(function (answer) {
      var page = new DOMParser().parseFromString(answer.text, "text/html");
      if (!page.getElementById("sale")) return GoldenBean.show(answer);
      put(page.querySelector("#look, #refusal"));
    });
  };

  document.addEventListener("click", function (event) {
    if (event.target.id !== "look-first" || !window.fetch) return;
    event.preventDefault();
    var silent = document.getElementById("told-no-look");
    silent.hidden = true;
    GoldenBean.look().catch(function () { silent.hidden = false; });
  });
})();
