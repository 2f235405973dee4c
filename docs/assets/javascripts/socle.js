// Loaded in <head>, before anything is painted: the reader's choice of colours. Without it the site follows the system's.
// Then what every page shares: wide tables, the menu, the way to the search box.
(function () {
  "use strict";
  var racine = document.documentElement;
  // Sites of one host (name.gitlab.io/a, /b) share their storage: the key holds the folder of this one.
  var site = new URL("../..", document.currentScript.src);
  var sombre = matchMedia("(prefers-color-scheme: dark)");

  function lire(nom) {
    try {
      return localStorage.getItem(site.pathname + nom);
    } catch {
      return null;
    }
  }

  function garder(nom, valeur) {
    try {
      if (valeur) localStorage.setItem(site.pathname + nom, valeur);
      else localStorage.removeItem(site.pathname + nom);
    } catch {
      // Storage may be refused: the choice then lasts as long as the page.
    }
  }

  function estSombre() {
    return racine.dataset.couleurs ? racine.dataset.couleurs === "sombres" : sombre.matches;
  }

  var garde = lire("couleurs");
  if (garde === "sombres" || garde === "claires") racine.dataset.couleurs = garde;

  document.addEventListener("DOMContentLoaded", function () {
    var bouton = document.querySelector(".bascule");
    if (!bouton) return;

    function montrer() {
      bouton.setAttribute("aria-pressed", String(estSombre()));
    }

    bouton.addEventListener("click", function () {
      racine.dataset.couleurs = estSombre() ? "claires" : "sombres";
      garder("couleurs", racine.dataset.couleurs);
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

    preparerRecherche();
  });

  function preparerRecherche() {
    var entete = document.querySelector(".entete-recherche");
    var champ = entete.querySelector("input");
    var touche = entete.querySelector("kbd");
    var grand = document.querySelector("main .grande-recherche input");

    // Nothing of the search is fetched before a reader touches a box.
    ["focusin", "pointerdown"].forEach(function (nom) {
      document.addEventListener(nom, function (evenement) {
        var form = evenement.target.closest("form[data-suggestions]");
        if (!form) return;
        form.removeAttribute("data-suggestions");
        import(new URL("assets/javascripts/recherche/recherche.js", site)).then(
          function (recherche) {
            recherche.installer(form);
          },
          function () {
            // Without suggestions the form still leads to the search page.
          },
        );
      });
    });

    // Where the screen has no room for the box, the link to the search page becomes a button that unfolds it.
    var lien = document.querySelector(".entete-loupe");
    var loupe = document.createElement("button");
    loupe.type = "button";
    loupe.className = lien.className;
    loupe.append.apply(loupe, Array.from(lien.childNodes));
    lien.replaceWith(loupe);

    function deplier(ouverte) {
      entete.classList.toggle("depliee", ouverte);
      if (!grand) loupe.setAttribute("aria-expanded", String(ouverte));
    }

    function viser() {
      if (!grand) deplier(true);
      (grand || champ).focus();
      (grand || champ).select();
    }

    deplier(false);
    loupe.addEventListener("click", function () {
      if (entete.classList.contains("depliee")) deplier(false);
      else viser();
    });
    document.addEventListener("click", function (evenement) {
      if (!entete.contains(evenement.target) && !loupe.contains(evenement.target)) deplier(false);
    });
    entete.addEventListener("keydown", function (evenement) {
      if (evenement.key !== "Escape" || evenement.defaultPrevented || !entete.classList.contains("depliee")) return;
      deplier(false);
      loupe.focus();
    });

    // Keys / and s lead to the box. Whoever dictates, or presses keys unwillingly, can do without (WCAG 2.1.4): the page on
    // accessibility holds the switch.
    var refus = document.querySelector("[data-raccourcis]");

    function annoncer() {
      var actifs = lire("raccourcis") !== "non";
      touche.hidden = !actifs;
      champ.title = actifs ? "Touches / ou s pour venir ici" : "";
      if (actifs) champ.setAttribute("aria-keyshortcuts", "/ s");
      else champ.removeAttribute("aria-keyshortcuts");
      if (refus) refus.setAttribute("aria-pressed", String(!actifs));
    }

    annoncer();
    if (refus) {
      refus.hidden = false;
      refus.addEventListener("click", function () {
        garder("raccourcis", lire("raccourcis") === "non" ? "" : "non");
        annoncer();
      });
    }
    document.addEventListener("keydown", function (evenement) {
      if ((evenement.key !== "/" && evenement.key !== "s") || evenement.defaultPrevented || evenement.isComposing) return;
      if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || lire("raccourcis") === "non") return;
      if (evenement.target.closest("input, textarea, select, [contenteditable]")) return;
      evenement.preventDefault();
      viser();
    });
  }
})();
