// Opens the camera, reads the code in front of it, and says in a sentence why it cannot.
(function () {
  "use strict";
  var GoldenBean = window.GoldenBean = window.GoldenBean || {};
  var WIDEST = 800;
  var EVERY_MS = 100;
  var stream = null;

  function film() { return document.querySelector("#film video"); }

  function shut() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    var place = document.getElementById("film");
    if (!place) return;
    film().srcObject = null;
    place.hidden = true;
    document.getElementById("scan").hidden = false;
  }

  function because(failure) {
    if (failure.name === "NotAllowedError" || failure.name === "SecurityError") {
      return "told-refused";
    }
    return "told-absent";
  }

  function look() {
    var video = film();
    if (!stream || !video) return;
    if (video.readyState < 2) return void window.setTimeout(look, EVERY_MS);
    var picture = GoldenBean.shrunk(video, video.videoWidth, video.videoHeight, WIDEST);
    GoldenBean.decode(picture).then(function (text) {
      if (!stream) return;
      if (text && GoldenBean.take(text)) return shut();
      if (text) GoldenBean.say("told-foreign");
      window.setTimeout(look, EVERY_MS);
    }, function () {
      shut();
      GoldenBean.say("told-no-reader");
    });
  }

  function open() {
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
      return GoldenBean.say(window.isSecureContext === false ? "told-insecure" : "told-absent");
    }
    GoldenBean.say("told-opening");
    GoldenBean.reader().catch(function () { /* Told when the first picture cannot be read. */ });
    var wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 } };
    navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }).then(function (opened) {
      stream = opened;
      document.getElementById("film").hidden = false;
      document.getElementById("scan").hidden = true;
      GoldenBean.say("");
      film().srcObject = opened;
      // Some browsers show nothing, and tell nobody, until they are asked to play.
      var playing = film().play();
      if (playing) playing.catch(function () { /* Closed before the first picture came. */ });
      look();
    }).catch(function (failure) {
      shut();
      GoldenBean.say(because(failure));
    });
  }

  function offer() { document.getElementById("camera").hidden = false; }

  document.addEventListener("click", function (event) {
    if (event.target.id === "scan") open();
    if (event.target.id === "stop") shut();
  });
  document.addEventListener("counter-shown", function () { shut(); offer(); });
  // A telephone that is put down must not go on watching.
  document.addEventListener("visibilitychange", function () { if (document.hidden) shut(); });
  offer();
})();
