// Takes the code of a badge where the counter takes that of a redemption; loaded after decoding.js.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};
  var OURS = /(?:^|\/b\/)(GBB[0-9A-HJKMNP-TV-Z]{20})$/;

  // Fill the code in where one is missing, and go on to its PIN. False for a foreign code.
  GoldenBean.take = function (text) {
    var code = OURS.exec(text.toUpperCase().replace("/B/", "/b/"));
    if (!code) return false;
    var comes = document.querySelector("details").open ? "helper_" : "";
    document.getElementById(comes + "badge").value = code[1];
    GoldenBean.say("told-read");
    document.getElementById(comes + "pin").focus();
    return true;
  };
})();
