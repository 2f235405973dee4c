"""A large catalogue to measure with: the real one, and made-up records whose words are drawn from it."""

import random
import shutil
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

EXEMPLE = Path(__file__).resolve().parents[1] / "exemple"
REAL = EXEMPLE / "catalogue"
"""What the tests hold of real records: the same on every machine and in every region."""
SEED = 2026
SHARES = {"cibles": 0.004, "relais": 0.06, "groupes": 0.02, "evenements": 0.06}
"""Part of the records that is of each kind; all the others are deliverables."""
KEPT = ("structures", "retours", "enquetes")
"""Kinds of which there are the real records alone."""
LAST_DAY = date(2026, 11, 21)
MAILBOXES = "catalogue.prst"
"""A domain that cannot exist: the model refuses those that are reserved for examples."""

Fiche = dict[str, Any]


def generate(
    folder: Path,
    count: int,
    seed: int = SEED,
    more_events: int = 0,
    acts: int = 0,
    groups: int = 0,
    milestones: int = 2,
) -> dict[str, int]:
    """Write a catalogue of `count` records into a new folder, and return how many there are of each kind.

    `more_events` come on top of those that such a catalogue has, and so do `acts` of dissemination. There are at least
    `groups` groups, in the place of deliverables, and each that is made up has so many `milestones`.

    The real records come with it, for the written pages name some of them: ValueError is raised when they alone are
    more than `count`. The same real catalogue, count and seed give the same bytes.
    """
    real = {kind: _read(REAL / kind) for kind in ("livrables", *SHARES)}
    counts = {kind: max(len(real[kind]), round(count * share)) for kind, share in SHARES.items()}
    counts["groupes"] = max(counts["groupes"], groups)
    kept = {kind: found for kind in KEPT if (found := len(list((REAL / kind).glob("*.yml"))))}
    counts = {"livrables": count - sum(kept.values()) - sum(counts.values()), **counts, **kept}
    if counts["livrables"] < len(real["livrables"]):
        raise ValueError(f"{count} records are fewer than the real catalogue holds")
    counts["evenements"] += more_events
    shutil.copytree(REAL, folder)
    maker = _Maker(real, counts, seed, milestones)
    for kind, make in maker.kinds.items():
        first_line = next((REAL / kind).glob("*.yml")).read_text(encoding="utf-8").partition("\n")[0]
        for number, (identity, mold) in enumerate(maker.molds[kind].items()):
            text = yaml.dump(make(mold, number), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)
            (folder / kind / f"{identity}.yml").write_text(f"{first_line}\n{text}", encoding="utf-8")
    for number in range(acts):
        text = yaml.dump(maker.diffusion(), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)
        (folder / "diffusions" / f"acte-{number}.yml").write_text(text, encoding="utf-8")
    return counts


def _read(folder: Path) -> dict[str, Fiche]:
    """Return the records of a folder by id, every scalar as the text that was written."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts only
        for path in sorted(folder.glob("*.yml"))
    }


class _Writer(yaml.CSafeDumper):
    """Writes texts as people do, without quotes wherever the grammar of YAML allows, dates included."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - how PyYAML declares it

    def ignore_aliases(self, data: Any) -> bool:
        """Return True: the reader refuses anchors."""
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Return a text; one of several lines as a block."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Writer.add_representer(str, _Writer.represent_str)


class _Maker:
    """Makes records. Each is cast from a real one, its mold: the optional keys of the mold, the words of others."""

    def __init__(self, real: dict[str, dict[str, Fiche]], counts: dict[str, int], seed: int, milestones: int) -> None:
        self._random = random.Random(seed)
        self._milestones = milestones
        self._real = real
        self._pools: dict[tuple[str, str], list[Any]] = {}
        self.kinds = {
            "livrables": self._livrable,
            "cibles": self._cible,
            "relais": self._relais,
            "groupes": self._groupe,
            "evenements": self._evenement,
        }
        self.molds: dict[str, dict[str, Fiche]] = {kind: {} for kind in self.kinds}
        self.ids: dict[str, list[str]] = {kind: list(real[kind]) for kind in self.kinds}
        for kind in self.kinds:
            for number in range(counts[kind] - len(real[kind])):
                name = self._random.choice(list(real[kind]))
                self.molds[kind][f"{name}-{number}"] = real[kind][name]
            self.ids[kind] += self.molds[kind]

    # Kinds

    def _livrable(self, mold: Fiche, number: int) -> Fiche:
        return {
            "titre": self._text("livrables", "titre"),
            "resume": self._text("livrables", "resume"),
            "cibles": self._some("cibles", self._one_to_three()),
            "format": self._drawn("livrables", "format"),
            "contact": self._contact(number),
            **self._as_in(mold, "promesse", lambda: self._text("livrables", "promesse")),
            **self._often(0.2, "description", self._markdown),
            "themes": self._terms("themes", self._one_to_three()),
            **self._as_in(mold, "secteurs", lambda: self._terms("secteurs", 1)),
            "territoires": self._drawn("livrables", "territoires"),
            **self._often(0.6, "groupe", lambda: self._some("groupes", 1)[0]),
            **self._as_in(mold, "relais", lambda: self._some("relais", self._one_to_three())),
            **self._as_in(mold, "liens", lambda: [self._link(number) for _ in range(self._one_to_three())]),
            **self._as_in(mold, "date", lambda: self._day(date(2008, 1, 1)).isoformat()[: len(mold["date"])]),
            **self._often(0.03, "statut", lambda: "archive"),
            **self._as_in(mold, "mots_cles", lambda: mold["mots_cles"]),
            **self._often(0.02, "anciens_ids", lambda: [f"ancienne-adresse-{number}"]),
            **self._record("livrables"),
        }

    def _cible(self, mold: Fiche, number: int) -> Fiche:
        return {
            "nom": self._text("cibles", "nom"),
            "accroche": self._text("cibles", "accroche"),
            "description": self._text("cibles", "description"),
            "secteurs": self._terms("secteurs", 1),
            "effectif": str(self._random.randrange(2_000, 90_000)),
            "moments": [self._text("livrables", "promesse") for _ in range(2)],
            "icone": mold["icone"],
            "ordre": str(200 + number),
        } | self._record("cibles")

    def _relais(self, mold: Fiche, number: int) -> Fiche:
        return {
            "nom": self._text("relais", "nom"),
            "type": mold["type"],
            "cibles": [self._reached(identity) for identity in self._some("cibles", self._one_to_three())],
            "territoires": self._drawn("relais", "territoires"),
            **self._as_in(mold, "canaux", lambda: mold["canaux"]),
            **self._often(0.4, "contact", lambda: self._contact(number)),
            **self._often(0.5, "url", lambda: self._link(number)["url"]),
            **self._record("relais"),
        }

    def _reached(self, identity: str) -> Fiche:
        return {"cible": identity, **self._often(0.4, "portee", lambda: str(self._random.randrange(20, 2_000)))}

    def _groupe(self, mold: Fiche, number: int) -> Fiche:
        return {
            "nom": self._text("groupes", "nom"),
            "plan": mold["plan"],
            **self._often(0.7, "description", self._markdown),
            "fiche_action": {
                "numero": f"{1 + number % 12}.{1 + number // 12}",
                "objectif": self._text("livrables", "resume"),
            },
            "pilotes": [
                {"structure": self._structure(), "role": role, "contact": self._contact(number)}
                for role in ("pilote", "copilote")[: self._random.randint(1, 2)]
            ],
            "etat": self._random.choice(("en_panne", "au_travail", "tres_actif", "termine")),
            "themes": self._terms("themes", 1),
            "cibles": self._some("cibles", self._one_to_three()),
            "territoires": self._drawn("groupes", "territoires"),
            "jalons": [
                {
                    "date": self._day(date(2022, 1, 1)).isoformat(),
                    "intitule": self._text("livrables", "titre"),
                    "livrable": livrable,
                }
                for livrable in self._some("livrables", 2)
            ]
            + [self._milestone() for _ in range(self._milestones - 2)],
            **self._record("groupes"),
        }

    def _milestone(self) -> Fiche:
        """Return a milestone that gave no resource: half were reached, of the others a third moved, as in life.

        Its words are not those of titles, some of which begin with a quote: such a file is read twice.
        """
        planned = self._day(date(2022, 1, 1)) + timedelta(days=200)
        reached = planned + timedelta(days=self._random.randint(-30, 90))
        moved = planned + timedelta(days=90)
        return {
            "date": planned.isoformat()[: self._random.choice((7, 10, 10))],
            "intitule": self._text("livrables", "promesse"),
            **({"fait_le": reached.isoformat()} if reached <= LAST_DAY and self._random.random() < 0.6 else {}),
            **self._often(0.3, "nouvelle_date", moved.isoformat),
            **self._often(0.3, "produit", lambda: self._text("livrables", "promesse")),
        }

    def _evenement(self, mold: Fiche, number: int) -> Fiche:
        start = self._day(date(2021, 1, 1)) + timedelta(days=400)
        end = start + timedelta(days=self._random.randint(1, 4))
        return {
            "titre": self._text("evenements", "titre"),
            "debut": start.isoformat(),
            **self._as_in(mold, "fin", end.isoformat),
            **{key: mold[key] for key in ("recurrence", "lieu", "en_ligne", "organisateur") if key in mold},
            **self._often(0.3, "description", self._markdown),
            "cibles": self._some("cibles", self._one_to_three()),
            "territoires": self._drawn("evenements", "territoires"),
            "themes": self._terms("themes", 1),
            **self._as_in(mold, "livrables", lambda: self._some("livrables", self._one_to_three())),
            **self._often(0.5, "url", lambda: self._link(number)["url"]),
            **self._record("evenements"),
        }

    def diffusion(self) -> Fiche:
        """Return an act of passing a deliverable on: half of them say whom they reached, as in life fewer say more."""
        return {
            "date": self._day(date(2023, 1, 1)).isoformat(),
            "livrable": self._some("livrables", 1)[0],
            "relais": self._some("relais", 1)[0],
            "canal": self._random.choice(("lettre d’information", "réunion", "salon", "réseaux sociaux", "formation")),
            **self._often(0.7, "cible", lambda: self._some("cibles", 1)[0]),
            **self._often(0.5, "touches", lambda: str(self._random.randrange(5, 900))),
            **self._often(0.4, "bilan", lambda: self._random.choice(("a_marche", "mitige", "echec"))),
            **self._often(0.2, "commentaire", lambda: self._text("livrables", "promesse")),
        }

    def _record(self, kind: str) -> Fiche:
        """Return the keys that end records of every kind."""
        added = self._day(date(2024, 1, 1))
        return {
            "source": self._drawn(kind, "source"),
            "ajoute_le": added.isoformat(),
            "modifie_le": self._day(added).isoformat(),
        }

    # Parts

    def _contact(self, number: int) -> Fiche:
        if self._random.random() < 0.3:
            return {"structure": self._structure(), "a_confirmer": "oui"}
        return {
            "structure": self._structure(),
            "role": "chargée de prévention",
            "courriel": f"prevention-{number}@{MAILBOXES}",
            **self._often(0.3, "suppleant", self._structure),
        }

    def _structure(self) -> str:
        structure: str = self._drawn("livrables", "contact")["structure"]
        return structure

    def _link(self, number: int) -> dict[str, str]:
        """Return a real link whose address nobody else has."""
        link = self._random.choice(self._drawn("livrables", "liens"))
        folder, _, name = link["url"].rpartition("/")
        return {"libelle": link["libelle"], "url": f"{folder}/{number}-{self._random.randrange(10**6)}-{name}"}

    def _markdown(self) -> str:
        """Return a paragraph, a heading and a list."""
        items = "".join(f"- {self._text('livrables', 'promesse')}\n" for _ in range(3))
        heading, words = self._text("livrables", "titre"), self._text("livrables", "resume")
        return f"{words} **{self._drawn('livrables', 'format')}**\n\n## {heading}\n\n{items}"

    # Draws

    def _often(self, share: float, key: str, make: Callable[[], Any]) -> Fiche:
        """Return a key that this share of the records has."""
        return {key: make()} if self._random.random() < share else {}

    @staticmethod
    def _as_in(mold: Fiche, key: str, make: Callable[[], Any]) -> Fiche:
        """Return a key that the record has where its mold has it."""
        return {key: make()} if key in mold else {}

    def _one_to_three(self) -> int:
        return self._random.choices((1, 2, 3), (5, 4, 1))[0]

    def _day(self, first: date) -> date:
        return first + timedelta(days=self._random.randint(0, (LAST_DAY - first).days))

    def _pool(self, kind: str, key: str) -> list[Any]:
        if (kind, key) not in self._pools:
            self._pools[kind, key] = [fiche[key] for fiche in self._real[kind].values() if key in fiche]
        return self._pools[kind, key]

    def _drawn(self, kind: str, key: str) -> Any:
        """Return what some real record of the kind says under the key."""
        return self._random.choice(self._pool(kind, key))

    def _text(self, kind: str, key: str) -> str:
        """Return the first half of one real text and the second half of another."""
        first, second = self._drawn(kind, key).split(), self._drawn(kind, key).split()
        return " ".join([*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]])

    def _terms(self, key: str, count: int) -> list[str]:
        """Return different terms of a vocabulary, each as often as real deliverables name it."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self._random.choice(self._drawn("livrables", key))] = None
        return list(found)

    def _some(self, kind: str, count: int) -> list[str]:
        """Return different ids of a kind; as in life, a few are named by many and many by few."""
        ids: Sequence[str] = self.ids[kind]
        found: dict[str, None] = {}
        while len(found) < count:
            found[ids[int(len(ids) * self._random.random() ** 2)]] = None
        return list(found)
