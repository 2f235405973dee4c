// Loaded in <head>, before anything is painted: the reader's choice of colours. Without it the site follows the system's.
// Then what every page shares: wide tables, the menu, the way to the search box.
(function () {
  "use strict";
  var racine = document.documentElement;
  // Sites of one host (name.gitlab.io/a, /b) share their storage: the key holds the folder of this one.
  var site = new URL("../..", document.currentScript.src);
  var sombre = matchMedia("(prefers-color-scheme: dark)");

  function read(nom) {
    try {
      return localStorage.getItem(site.pathname + nom);
    } catch {
      return null;
    }
  }

  function keep(nom, valeur) {
    try {
      if (valeur) localStorage.setItem(site.pathname + nom, valeur);
      else localStorage.removeItem(site.pathname + nom);
    } catch {
      // Storage may be refused: the choice then lasts as long as the page.
    }
  }

  function isDark() {
    return racine.dataset.couleurs ? racine.dataset.couleurs === "sombres" : sombre.matches;
  }

  var garde = read("couleurs");
  if (garde === "sombres" || garde === "claires") racine.dataset.couleurs = garde;

  // A search page that opens on a question keeps the place of its results: what stands below would jump (recherche.css).
  if (location.pathname === site.pathname + "recherche/" && /[?&]q=[^&]/.test(location.search)) racine.classList.add("cherche");

  // Pages that offer what the reader kept of « Pour vous » have room for it before they are painted (choix-garde.js).
  var offre = read("pour-vous") && /^((agenda|cibles|formats|livrables|relais|secteurs|territoires|themes)\/.*)?$/.test(location.pathname.slice(site.pathname.length));
  if (offre) racine.classList.add("choix-garde");

  document.addEventListener("DOMContentLoaded", function () {
    if (offre) {
      import(new URL("assets/javascripts/choix-garde.js", site)).then(
        function (garde) {
          garde.offer();
        },
        function () {
          racine.classList.remove("choix-garde");
        },
      );
    }

    var bouton = document.querySelector(".bascule");
    if (!bouton) return;

    function show() {
      bouton.setAttribute("aria-pressed", String(isDark()));
    }

    bouton.addEventListener("click", function () {
      racine.dataset.couleurs = isDark() ? "claires" : "sombres";
      keep("couleurs", racine.dataset.couleurs);
      show();
    });
    sombre.addEventListener("change", show);
    bouton.hidden = false;
    show();

    // A table wider than the screen scrolls: the keyboard must reach it.
    document.querySelectorAll(".md-typeset table").forEach(function (table) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    });

    // What is folded is read on paper: browsers that cannot be told so by a style sheet are told here.
    var folded = [];
    addEventListener("beforeprint", function () {
      folded = Array.from(document.querySelectorAll(".manque:not([open]), .plus:not([open])"));
      folded.forEach(function (details) {
        details.open = true;
      });
    });
    addEventListener("afterprint", function () {
      folded.forEach(function (details) {
        details.open = false;
      });
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

    prepareCopies();
    prepareSearch();
  });

  // Addresses to paste elsewhere. Without JavaScript they stand beside the button all the same.
  function prepareCopies() {
    if (!navigator.clipboard) return;
    document.querySelectorAll("[data-copier], [data-copier-texte]").forEach(function (bouton) {
      var etat = bouton.nextElementSibling;
      bouton.hidden = false;
      bouton.addEventListener("click", function () {
        var source = document.getElementById(bouton.dataset.copierTexte);
        navigator.clipboard.writeText(source ? source.textContent : bouton.dataset.copier).then(
          function () {
            etat.textContent = "Copié\u00a0: il reste à coller.";
          },
          function () {
            etat.textContent = `Votre navigateur n’a pas voulu copier\u00a0: sélectionnez ${source ? "le texte" : "l’adresse"}.`;
          },
        );
      });
    });
  }

  function prepareSearch() {
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
            recherche.install(form);
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

    function unfold(ouverte) {
      entete.classList.toggle("depliee", ouverte);
      if (!grand) loupe.setAttribute("aria-expanded", String(ouverte));
    }

    function focusBox() {
      if (!grand) unfold(true);
      (grand || champ).focus();
      (grand || champ).select();
    }

    unfold(false);
    loupe.addEventListener("click", function () {
      if (entete.classList.contains("depliee")) unfold(false);
      else focusBox();
    });
    document.addEventListener("click", function (evenement) {
      if (!entete.contains(evenement.target) && !loupe.contains(evenement.target)) unfold(false);
    });
    entete.addEventListener("keydown", function (evenement) {
      if (evenement.key !== "Escape" || evenement.defaultPrevented || !entete.classList.contains("depliee")) return;
      unfold(false);
      loupe.focus();
    });

    // Keys / and s lead to the box. Whoever dictates, or presses keys unwillingly, can do without (WCAG 2.1.4): the page on
    // accessibility holds the switch.
    var refus = document.querySelector("[data-raccourcis]");

    function announce() {
      var actifs = read("raccourcis") !== "non";
      touche.hidden = !actifs;
      champ.title = actifs ? "Touches / ou s pour venir ici" : "";
      if (actifs) champ.setAttribute("aria-keyshortcuts", "/ s");
      else champ.removeAttribute("aria-keyshortcuts");
      if (refus) refus.setAttribute("aria-pressed", String(!actifs));
    }

    announce();
    if (refus) {
      refus.hidden = false;
      refus.addEventListener("click", function () {
        keep("raccourcis", read("raccourcis") === "non" ? "" : "non");
        announce();
      });
    }
    document.addEventListener("keydown", function (evenement) {
      if ((evenement.key !== "/" && evenement.key !== "s") || evenement.defaultPrevented || evenement.isComposing) return;
      if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || read("raccourcis") === "non") return;
      if (evenement.target.closest("input, textarea, select, [contenteditable]")) return;
      evenement.preventDefault();
      focusBox();
    });
  }
})();
