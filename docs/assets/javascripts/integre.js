// In a frame on somebody's site: tells its height, hides what is over, has links say by whom they were passed on.
(function () {
  "use strict";
  var fuseau = document.currentScript.dataset.fuseau || "Europe/Paris"; // that of site.yml
  var aujourdhui = new Intl.DateTimeFormat("sv-SE", { timeZone: fuseau }).format(new Date()); // AAAA-MM-JJ
  document.querySelectorAll("[data-fin]").forEach(function (ligne) {
    ligne.hidden = ligne.dataset.fin < aujourdhui;
  });

  var via = new URLSearchParams(location.search).get("via");
  if (via && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(via)) { // « null » is a word, too
    document.querySelectorAll("a").forEach(function (lien) {
      lien.search = "?via=" + via;
    });
  }

  function tell() {
    try {
      if (window.requestResize) requestResize(); // CSS Box Sizing Level 4, section 5.3.2
    } catch {
      // Nobody asked for it: the page is not framed.
    }
    var hauteur = Math.ceil(document.body.getBoundingClientRect().height);
    if (parent !== window) parent.postMessage({ prst: "hauteur", hauteur: hauteur }, "*"); // a height is no secret
  }

  addEventListener("message", function (message) {
    if (message.source === parent && message.data && message.data.prst === "mesurer") tell();
  });
  addEventListener("load", tell);
  new ResizeObserver(tell).observe(document.body);
})();
