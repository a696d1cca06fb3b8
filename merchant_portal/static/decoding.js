// Decodes pictures: the borrowed reader is fetched when it is first wanted, from this house only.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};
  var LOOK_FOR = { formats: ["QRCode"], tryHarder: true, tryInvert: true, maxNumberOfSymbols: 1 };
  var OURS = /^(?:(?:GBR)?([0-9]{4})([0-9]{4})([0-9]{4})|(?:GBV)?([0-9]{4})([0-9]{4})([0-9]{4})([0-9]{4}))$/;
  var ready = null;

  function load(address) {
    return new Promise(function (loaded, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = loaded;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  // The reader, once it can read; a failure is forgotten, so that the next press tries again.
  GoldenBean.reader = function () {
    var here = document.getElementById("camera");
    var wasm = here.getAttribute("data-wasm");
    if (!window.WebAssembly) return Promise.reject(new Error("no WebAssembly"));
    ready = ready || load(here.getAttribute("data-reader")).then(function () {
      // Left alone it would look for its other half in a public place.
      return window.ZXingWASM.prepareZXingModule({
        overrides: { locateFile: function () { return wasm; } }, fireImmediately: true
      });
    });
    ready.catch(function () { ready = null; });
    return ready;
  };

  // What a picture says: "" for nothing; a picture is an ImageData or a file.
  GoldenBean.decode = function (picture) {
    return GoldenBean.reader().then(function () {
      return window.ZXingWASM.readBarcodes(picture, LOOK_FOR);
    }).then(function (found) {
      return found.length && found[0].isValid ? found[0].text : "";
    });
  };

  // Draw a frame or a photo no larger than needed: a cheap phone reads 800 pixels in a moment.
  GoldenBean.shrunk = function (source, width, height, most) {
    var scale = Math.min(1, most / Math.max(width, height));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    var pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  };

  // Show one sentence of the page, and none of the others.
  GoldenBean.say = function (id) {
    document.querySelectorAll("#camera .notice").forEach(function (one) {
      one.hidden = one.id !== id;
    });
  };

  // Fill the code in, look what it would give, and go on to the beans, or for a voucher, which has
  // its own, to the bill. False for a foreign code.
  GoldenBean.take = function (text) {
    var digits = OURS.exec(text);
    if (!digits) return false;
    document.getElementById("code").value = digits.slice(1).filter(Boolean).join(" ");
    var voucher = Boolean(digits[4]);
    GoldenBean.say(voucher ? "told-voucher" : "told-read");
    document.getElementById(voucher ? "bill_yuan" : "beans").focus();
    GoldenBean.look().catch(function () { /* Looking is a courtesy; the press itself asks on. */ });
    return true;
  };
})();
