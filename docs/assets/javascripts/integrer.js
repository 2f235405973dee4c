// On somebody's site: gives the frames of the catalogue the height of what they show. It keeps and sends nothing else.
(function () {
  var frames = document.querySelectorAll("iframe[data-catalogue-prst]");
  addEventListener("message", function (message) {
    var hauteur = message.data && message.data.prst === "hauteur" && message.data.hauteur;
    if (!Number.isInteger(hauteur) || hauteur < 100 || hauteur > 10000) return;
    frames.forEach(function (frame) {
      if (frame.contentWindow !== message.source) return; // a frame in a sandbox has no origin: it is known by its window
      frame.style.height = hauteur + "px";
      frame.style.minHeight = 0;
    });
  });
  frames.forEach(function (frame) {
    frame.contentWindow.postMessage({ prst: "mesurer" }, "*"); // those that were there before us
  });
})();
