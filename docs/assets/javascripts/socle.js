// Loaded in <head>, before anything is painted: the reader's choice of colours. Without it the site follows the system's.
(function () {
  "use strict";
  var racine = document.documentElement;
  // Sites of one host (name.gitlab.io/a, /b) share their storage: the key holds the folder of this one.
  var cle = new URL("../..", document.currentScript.src).pathname + "couleurs";
  var sombre = matchMedia("(prefers-color-scheme: dark)");

  function choix() {
    try {
      return localStorage.getItem(cle);
    } catch {
      return null;
    }
  }

  function estSombre() {
    return racine.dataset.couleurs ? racine.dataset.couleurs === "sombres" : sombre.matches;
  }

  var garde = choix();
  if (garde === "sombres" || garde === "claires") racine.dataset.couleurs = garde;

  document.addEventListener("DOMContentLoaded", function () {
    var bouton = document.querySelector(".bascule");
    if (!bouton) return;

    function montrer() {
      bouton.setAttribute("aria-pressed", String(estSombre()));
    }

    bouton.addEventListener("click", function () {
      racine.dataset.couleurs = estSombre() ? "claires" : "sombres";
      try {
        localStorage.setItem(cle, racine.dataset.couleurs);
      } catch {
        // Storage may be refused: the choice then lasts as long as the page.
      }
      montrer();
    });
    sombre.addEventListener("change", montrer);
    bouton.hidden = false;
    montrer();

    // A table wider than the screen scrolls: the keyboard must reach it.
    document.querySelectorAll(".md-typeset table").forEach(function (table) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    });

    // The menu is a <details>: Escape and a click elsewhere close it, as readers expect of a menu.
    var menu = document.querySelector(".menu");
    document.addEventListener("keydown", function (evenement) {
      if (evenement.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", function (evenement) {
      if (menu.open && !menu.contains(evenement.target)) menu.open = false;
    });
  });
})();
