"""The dashboard: what was passed on, by whom, to whom, what came of it, and what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from prst.analysis.diffusion import UNSAID, Adoption, Compte, Diffusions, Ligne
from prst.outputs import Output, french
from prst.outputs.addresses import record_address, root_from
from prst.outputs.bilan import Document, Partie, Word, cells, pdf
from prst.outputs.charts import Cell, Graphique, Rangee, Tableau, bars, table_file
from prst.outputs.imprimerie import Drawing
from prst.outputs.pages import etat
from prst.outputs.pages.common import Pages
from prst.outputs.pages.lectures import declared_and_read, lectures
from prst.records.model import BILAN, Diffusion, Site

BASE = "tableau-de-bord/"
"""Address of the page; its file is `tableau-de-bord.md`."""
ACTS = f"{BASE}diffusions.csv"
"""Path of the file of all acts."""
READ = f"{BASE}dit-et-lu.csv"
"""Path of the file of what relays say and what their links were read."""
TOLD = 4
"""Acts of each outcome that a page tells, the latest first."""
SHORT = 4
"""Columns of a table in a document: the page has all."""
UNIT = ("diffusion", "diffusions")
OUTCOMES = (*(libelle.nom for libelle in BILAN.libelles.values()), "Bilan non dit")
"""Parts of the acts of a channel."""


class Regle(NamedTuple):
    """How a figure is counted, in one line; `id` is its anchor."""

    id: str
    titre: str
    texte: str


REGLES = (
    Regle(
        "regle-diffusions",
        "Diffusions",
        "Chaque fiche de diffusion compte pour une. Celles qui portent «\u00a0exemple\u00a0: oui\u00a0» ne comptent "
        "nulle part.",
    ),
    Regle(
        "regle-touches",
        "Personnes ou entreprises touchées",
        "La somme de ce que disent les fiches\u00a0: qui est touché deux fois compte deux fois. Une diffusion sans "
        "chiffre n’est pas un zéro\u00a0: la somme se lit alors «\u00a0au moins\u00a0».",
    ),
    Regle(
        "regle-publics",
        "Publics",
        "Le public est celui que dit la fiche, jamais déduit\u00a0: sinon «\u00a0public non précisé\u00a0».",
    ),
    Regle(
        "regle-lieux",
        "Lieux",
        "Le lieu est celui du relais. Un relais de trois départements compte dans les trois\u00a0: le total des lieux "
        "dépasse celui des diffusions.",
    ),
    Regle(
        "regle-bilans",
        "Ce qui a marché",
        "Le bilan est celui que dit la fiche. Les parts se lisent sur les diffusions dont le bilan est dit.",
    ),
    Regle(
        "regle-relais",
        "Relais engagés",
        "Connus\u00a0: ceux qui agissent ici, et ceux d’ailleurs qui ont transmis. Sollicités, ont répondu\u00a0: ce "
        "que dit leur fiche, et tous ceux qui ont transmis. Actifs\u00a0: ceux qui ont transmis dans les douze mois. "
        "Actifs deux années de suite\u00a0: dans ces douze mois et dans les douze d’avant. Une date trop vague ne "
        "compte pas.",
    ),
    Regle(
        "regle-ressources",
        "Ressources transmises",
        "Les ressources publiées, sans les archives, qui ont au moins une diffusion. Celles d’autres régions ne "
        "comptent qu’une fois transmises.",
    ),
    Regle(
        "regle-delai",
        "Délai",
        "Le nombre médian de jours entre l’entrée d’une ressource au catalogue et sa première diffusion\u00a0: la "
        "moitié attend moins, la moitié attend plus. Sans jour précis, ou si la diffusion a précédé l’entrée, elle est "
        "laissée de côté.",
    ),
    Regle(
        "regle-envois",
        "À temps",
        "Parmi les diffusions d’une ressource qu’un rendez-vous met en avant, la part de celles faites au plus tard le "
        "jour d’envoi. Le rendez-vous est le prochain qui n’est pas fini, à trois mois au plus.",
    ),
)


REGLE_LECTURES = Regle(
    "regle-lectures",
    "Lectures par un lien transmis",
    "Les journaux du site comptent les pages lues par un lien qui porte le nom du relais. Aucune adresse ni personne "
    "n’est gardée\u00a0; moins de cinq lectures dans un mois ne se disent pas, d’où «\u00a0au moins\u00a0».",
)
"""Told where logs were counted."""


class Chiffre(NamedTuple):
    """A figure of the top of a page."""

    libelle: str
    valeur: str
    detail: str
    regle: str


@dataclass(frozen=True)
class Bilan:
    """What a page tells of all acts, or of those of a year."""

    diffusions: Diffusions
    annee: int | None = None

    @property
    def base(self) -> str:
        """Address of the page."""
        return f"{BASE}bilan-{self.annee}/" if self.annee else BASE

    @cached_property
    def compte(self) -> Compte:
        """What the acts come to."""
        return self.diffusions.compte(self.annee)

    @cached_property
    def adoption(self) -> Adoption:
        """How far relays are engaged."""
        return self.diffusions.adoption(self.annee)

    # Figures

    @property
    def chiffres(self) -> list[Chiffre]:
        """The figures of the top; one that cannot be told says why."""
        return [
            Chiffre("diffusions", french.number(self.compte.actes), self._when, "regle-diffusions"),
            Chiffre("personnes ou entreprises touchées", reached(self.compte), self._silent, "regle-touches"),
            self._relays,
            *([] if self.annee else [self._resources]),
            self._delay,
            self._in_time,
        ]

    @property
    def regles(self) -> list[Regle]:
        """How the figures of the page are counted: a year does not tell how many resources were ever passed on."""
        return [one for one in REGLES if not self.annee or one.id != "regle-ressources"]

    @property
    def _when(self) -> str:
        annee = self.annee or (max(self.diffusions.par_annee) if self.diffusions.par_annee else None)
        if annee is None:
            return "aucune n’est encore notée"
        until = f", au {french.long_date(self.diffusions.reference)}" if self._unfinished(annee) else ""
        count = french.number(self.diffusions.compte(annee).actes)
        return f"en {annee}{until}" if self.annee else f"dont {count} en {annee}{until}"

    def _unfinished(self, annee: int) -> bool:
        return annee == self.diffusions.reference.year

    @property
    def _silent(self) -> str:
        without = self.compte.sans_chiffre
        silent = f"{french.plural(without, 'diffusion ne dit', 'diffusions ne disent')} pas combien" if without else ""
        return ", ".join(filter(None, ("doublons compris" if self.compte.doublons else "", silent)))

    @property
    def _relays(self) -> Chiffre:
        found = self.adoption
        maybe = (
            f"\u00a0; {french.plural(found.peut_etre, 'autre', 'autres')}, sans date précise" if found.peut_etre else ""
        )
        before = f", dont {french.number(found.fideles)} l’année d’avant aussi" if found.fideles else ""
        if found.actifs and not found.fideles:
            before = ", aucun l’année d’avant"
        return Chiffre(
            "relais actifs",
            f"{french.number(found.actifs)} sur {french.number(found.connus)}",
            f"{self.periode}{before}{maybe}",
            "regle-relais",
        )

    @property
    def periode(self) -> str:
        """The period in which relays are active, in words."""
        if self.annee:
            return f"en {self.annee}"
        twelve = self.diffusions.douze_mois
        return french.span(twelve.debut, twelve.fin)

    @property
    def _resources(self) -> Chiffre:
        passed, total = self.diffusions.relayees()
        value = f"{french.number(passed)} sur {french.number(total)}"
        return Chiffre("ressources transmises au moins une fois", value, "", "regle-ressources")

    @property
    def _delay(self) -> Chiffre:
        found = self.diffusions.delai(self.annee)
        aside = found.sans_jour + found.avant
        detail = f"pour {french.plural(found.ressources, 'ressource', 'ressources')}" if found.ressources else ""
        left = f"{french.plural(aside, 'ressource laissée', 'ressources laissées')} de côté" if aside else ""
        value = "pas encore connu" if found.mediane is None else french.plural(found.mediane, "jour", "jours")
        return Chiffre(
            "délai médian avant la première diffusion", value, ", ".join(filter(None, (detail, left))), "regle-delai"
        )

    @property
    def _in_time(self) -> Chiffre:
        found = self.diffusions.envois(self.annee)
        known = found.a_temps + found.en_retard
        detail = f"{french.number(found.a_temps)} sur {french.number(known)}" if known else ""
        vague = f"{french.plural(found.indecis, 'date trop vague', 'dates trop vagues')}" if found.indecis else ""
        value = "pas encore connu" if found.part is None else f"{found.part}\u00a0%"
        return Chiffre("diffusions faites à temps", value, ", ".join(filter(None, (detail, vague))), "regle-envois")

    # Charts

    def graphiques(self) -> list[tuple[str, Graphique]]:
        """Return the charts of the page, each with the id of the rule by which it counts."""
        if not self.compte.actes:
            return [("regle-relais", self._adoption_chart())]
        years = [("regle-diffusions", self._years_chart())] if not self.annee else []
        return [
            *years,
            ("regle-publics", self._axis_chart("cible", "publics", "public", "Public")),
            ("regle-bilans", self._channels_chart()),
            ("regle-lieux", self._axis_chart("territoire", "lieux", "lieu", "Lieu")),
            ("regle-relais", self._adoption_chart()),
        ]

    @property
    def _scope(self) -> str:
        return f" en {self.annee}" if self.annee else ""

    def _years_chart(self) -> Graphique:
        rows = self.diffusions.annees()
        last = rows[0]
        until = f" (au {french.long_date(self.diffusions.reference)})" if self._unfinished(int(last.cle)) else ""
        message = f"{french.plural(last.compte.actes, 'diffusion notée', 'diffusions notées')} en {last.cle}{until}"
        if len(rows) > 1:
            message += f", contre {french.number(rows[1].compte.actes)} en {rows[1].cle}"
        return self._chart("annees", message, "Nombre de diffusions par année", "Année", rows)

    def _axis_chart(self, axe: str, name: str, word: str, column: str) -> Graphique:
        rows = self.diffusions.par(axe, self.annee)
        told = [row for row in rows if row.cle != UNSAID]
        if not told:
            message = f"Aucune diffusion ne dit son {word}"
        elif len(told) == 1 or told[0].compte.actes > told[1].compte.actes:
            most = french.plural(told[0].compte.actes, *UNIT)
            more = f", plus que tout autre {word}" if len(told) > 1 else ""
            message = f"{told[0].libelle}\u00a0: {most} sur {french.number(self.compte.actes)}{more}"
        else:
            message = f"{french.plural(len(told), word, name)}, dont aucun ne l’emporte"
        return self._chart(name, message, f"Nombre de diffusions par {word}{self._scope}", column, rows)

    def _channels_chart(self) -> Graphique:
        rows = self.diffusions.par("canal", self.annee)
        known = self.compte.actes - self.compte.sans_bilan
        worked = self.compte.a_marche
        if not known:
            message = "Aucun bilan n’est dit\u00a0: on ne sait pas encore ce qui marche"
        elif known == 1:
            message = f"La seule diffusion dont le bilan est dit {'a' if worked else 'n’a pas'} bien marché"
        elif not worked:
            message = f"Aucune des {french.number(known)} diffusions dont le bilan est dit n’a bien marché"
        else:
            have = "a" if worked == 1 else "ont"
            count = french.plural(worked, "diffusion", "diffusions")
            message = f"{count} sur {french.number(known)} dont le bilan est dit {have} bien marché"
        sub = f"Nombre de diffusions par canal{self._scope}, selon leur bilan"
        return self._chart("canaux", message, sub, "Canal", rows, OUTCOMES)

    def _adoption_chart(self) -> Graphique:
        found = self.adoption
        rows = (
            ("Connus", found.connus),
            ("Sollicités", found.sollicites),
            ("Ont répondu", found.repondus),
            (f"Actifs en {self.annee}" if self.annee else "Actifs depuis douze mois", found.actifs),
            ("Actifs l’année d’avant aussi", found.fideles),
        )
        share = f"{french.number(found.actifs)} relais sur {french.number(found.connus)}"
        passed = f"{'a' if found.actifs < 2 else 'ont'} transmis une ressource {self.periode}"
        message = f"{share} {passed}" if found.actifs else f"Aucun relais n’a transmis de ressource {self.periode}"
        unsaid = ""
        if found.non_dits:
            who = french.plural(found.non_dits, "fiche ne dit pas si son relais", "fiches ne disent pas si leur relais")
            unsaid = f"\u00a0; {who} a été sollicité"
        return Graphique(
            "relais",
            message,
            f"Nombre de relais, du carnet d’adresses à l’habitude{unsaid}",
            bars([Rangee(name, (value,)) for name, value in rows], ("relais", "relais")),
            Tableau(("Relais", "Nombre"), rows),
            f"{self.base}relais.csv",
        )

    def _chart(
        self, name: str, message: str, sub: str, column: str, rows: Sequence[Ligne], series: tuple[str, ...] = ()
    ) -> Graphique:
        drawn = [Rangee(row.libelle, _outcomes(row.compte) if series else (row.compte.actes,)) for row in rows]
        return Graphique(name, message, sub, bars(drawn, UNIT, series), _table(column, rows), f"{self.base}{name}.csv")

    # Documents

    @property
    def titre(self) -> str:
        """The title of the page of a year."""
        return f"Bilan {self.annee}\u00a0: ce qui a été transmis"

    @property
    def sous_titre(self) -> str:
        """How far the year has gone."""
        day = french.long_date(self.diffusions.reference)
        return f"L’année n’est pas finie\u00a0: chiffres au {day}." if self._unfinished(self.annee or 0) else ""

    def classements(self) -> list[tuple[str, str, Tableau]]:
        """Return what groups, resources and relays had, most acts first: heading, file and table."""
        return [
            (title, f"{self.base}{name}.csv", _table(column, self.diffusions.par(axe, self.annee)))
            for axe, name, title, column in (
                ("groupe", "groupes", "Par groupe de travail", "Groupe"),
                ("livrable", "ressources", "Les ressources les plus transmises", "Ressource"),
                ("relais", "relais-actifs", "Les relais qui ont transmis", "Relais"),
            )
        ]

    def document(self, site: Site) -> Document:
        """Return the review of a year as a document."""
        figures = Partie("En bref", liste=tuple(_figure(one) for one in self.chiffres))
        charts = (
            Partie(g.message, f"{g.sous_titre}.", g.tableau.colonnes[:SHORT], cells(g.tableau, SHORT))
            for _rule, g in self.graphiques()
        )
        lists = (
            Partie(title, "", table.colonnes[:SHORT], cells(table, SHORT)) for title, _path, table in self.classements()
        )
        told = (Partie(name, liste=tuple(map(self._told, actes))) for name, actes in self.racontees())
        rules = Partie("Comment c’est compté", liste=tuple(f"{one.titre}. {one.texte}" for one in self.regles))
        line = " ".join(filter(None, (f"{site.nom}, {site.region}.", self.sous_titre)))
        parts = (figures, *charts, *lists, *told, rules)
        return Document(self.base, self.titre, line, parts, site.couleurs.principale, site.nom, site.base + self.base)

    # Acts

    def _told(self, acte: Diffusion) -> str:
        """Return what an act taught, for who reads it far from the site."""
        name = self.diffusions.name
        what, who = name("livrable", acte.livrable), name("relais", acte.relais)
        return f"{what} ({who}, {acte.canal}, {french.long_date(acte.date)})\u00a0: {acte.commentaire}"

    def racontees(self) -> list[tuple[str, list[Diffusion]]]:
        """Return the latest acts of each outcome of which somebody says something, under the name of the outcome."""
        actes = self.diffusions.actes if self.annee is None else self.diffusions.par_annee.get(self.annee, [])
        found = [
            (libelle.nom, list(islice((acte for acte in actes if acte.bilan == key and acte.commentaire), TOLD)))
            for key, libelle in BILAN.libelles.items()
        ]
        return [(name, some) for name, some in found if some]


def _table(column: str, rows: Sequence[Ligne]) -> Tableau:
    return Tableau(
        (column, "Diffusions", "Touchés, au moins", "Sans chiffre", *OUTCOMES),
        tuple((row.libelle, *_cells(row.compte)) for row in rows),
    )


def _figure(chiffre: Chiffre) -> str:
    detail = f" ({chiffre.detail})" if chiffre.detail else ""
    return f"{chiffre.libelle[:1].upper()}{chiffre.libelle[1:]}\u00a0: {chiffre.valeur}{detail}"


def reached(compte: Compte) -> str:
    """Return how many people or companies were reached: « au moins » where some acts do not say."""
    if not compte.chiffres:
        return "non chiffré"
    return f"{'au moins ' if compte.sans_chiffre else ''}{french.number(compte.touches)}"


def _outcomes(compte: Compte) -> tuple[int, ...]:
    return compte.a_marche, compte.mitige, compte.echec, compte.sans_bilan


def _cells(compte: Compte) -> tuple[Cell, ...]:
    return compte.actes, compte.touches if compte.chiffres else None, compte.sans_chiffre, *_outcomes(compte)


class Bord:
    """The dashboard of one catalogue, and the files behind it."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def _whole(self) -> Bilan:
        return Bilan(self._pages.derived.diffusions)

    def following(self) -> Markup:
        """Return what follows the introduction of `tableau-de-bord.md`."""
        racine, whole = root_from(BASE), self._whole
        lectures = self._lectures
        return self._pages.fill(
            "tableau_de_bord.html",
            racine=racine,
            bilan=whole,
            regles=[*whole.regles, *([REGLE_LECTURES] if lectures else [])],
            lectures=lectures,
            par_relais=declared_and_read(self._pages.catalogue, whole.diffusions) if lectures else None,
            par_relais_csv=READ,
            liens=self._pages.catalogue.liens,
            exemples=self._pages.derived.exemples.actes,
            actes_csv=ACTS,
            continuite=[real for gap in self._pages.gaps if gap.continuite and (real := gap.without_samples).fiches],
            etat=etat.BASE,
            reference=self._pages.derived.reference,
            bilans=self.bilans,
        )

    def outputs(self) -> Iterator[Output]:
        """Yield the page of each year, the files behind all charts, and that of all acts."""
        whole = self._whole
        for bilan in (whole, *self.bilans):
            for _rule, chart in bilan.graphiques():
                yield chart.fichier
        yield table_file(ACTS, self._acts(whole.diffusions.actes))
        if self._lectures:
            yield self._lectures.fichier
            yield table_file(READ, declared_and_read(self._pages.catalogue, whole.diffusions))
        for bilan in self.bilans:
            yield self._page(bilan)
            for _title, path, table in bilan.classements():
                yield table_file(path, table)

    @cached_property
    def _lectures(self) -> Graphique | None:
        return lectures(self._pages.catalogue, BASE)

    @cached_property
    def bilans(self) -> list[Bilan]:
        """The review of each year in which something was passed on, the latest first."""
        diffusions = self._pages.derived.diffusions
        return [Bilan(diffusions, annee) for annee in sorted(diffusions.par_annee, reverse=True)]

    def addresses(self) -> list[str]:
        """Return the addresses of the pages of years."""
        return [bilan.base for bilan in self.bilans]

    def _page(self, bilan: Bilan) -> Output:
        racine = root_from(bilan.base)
        body = self._pages.fill(
            "bilan.html",
            racine=racine,
            bilan=bilan,
            regles=bilan.regles,
            annees=[one.annee for one in self.bilans if one.annee != bilan.annee],
            bord=BASE,
            word=f"{bilan.base.rstrip('/')}.docx",
            pdf=f"{bilan.base.rstrip('/')}.pdf",
        )
        text = f"Ce que les relais ont transmis en {bilan.annee}, à qui, et ce que cela a donné."
        return self._pages.plain_page("relais", bilan.base, bilan.titre, text, body)

    def documents(self) -> Iterator[Word | Drawing]:
        """Yield the documents to be made of each review."""
        for bilan in self.bilans:
            document = bilan.document(self._pages.site)
            yield from (Word(document), pdf(document))

    def _acts(self, actes: Sequence[Diffusion]) -> Tableau:
        """Return all acts as a table, names in the place of ids."""
        known, base = self._pages.catalogue.livrables, self._pages.site.base
        name = self._whole.diffusions.name  # that of a draft stays unsaid
        return Tableau(
            (
                "Date",
                "Ressource",
                "Relais",
                "Canal",
                "Public",
                "Touchés",
                "Bilan",
                "Commentaire",
                "Publication",
                "Adresse",
            ),
            tuple(
                (
                    str(acte.date),
                    name("livrable", acte.livrable),
                    name("relais", acte.relais),
                    acte.canal,
                    name("cible", acte.cible) if acte.cible else None,
                    acte.touches,
                    acte.choix("bilan").nom if acte.bilan else None,
                    acte.commentaire,
                    acte.lien,
                    base + record_address("livrables", acte.livrable) if acte.livrable in known else None,
                )
                for acte in actes
            ),
        )
