// Reads the code from a photo, for browsers that open no camera for a page.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};
  var SIZES = [1000, 1800];

  function bitmap(file) {
    if (window.createImageBitmap) return window.createImageBitmap(file);
    return Promise.reject(new Error("only the reader itself can open it"));
  }

  // Small first: that is quick, and most photos are close enough.
  function tried(picture, sizes) {
    if (!sizes.length) return Promise.resolve("");
    var small = GoldenBean.shrunk(picture, picture.width, picture.height, sizes[0]);
    return GoldenBean.decode(small).then(function (text) {
      return text || tried(picture, sizes.slice(1));
    });
  }

  function read(file) {
    return bitmap(file).then(function (picture) {
      return tried(picture, SIZES);
    }, function () {
      return GoldenBean.decode(file);
    });
  }

  document.addEventListener("change", function (event) {
    var file = event.target.id === "photo" && event.target.files[0];
    if (!file) return;
    GoldenBean.reader().then(function () {
      return read(file).then(function (text) {
        if (!text) GoldenBean.say("told-unread");
        else if (!GoldenBean.take(text)) GoldenBean.say("told-foreign");
      }, function () { GoldenBean.say("told-unread"); });
    }, function () { GoldenBean.say("told-no-reader"); });
    event.target.value = "";
  });
})();
