"""What names a record or term follows it, and all that only looks like its name stays."""

import pytest

from prst.records.renaming import followed, renamed, withdrawn


@pytest.mark.parametrize(
    ("kind", "text", "target", "expected"),
    [
        ("cibles", "nom: tpe\nfait_partie_de: tpe\n", "cibles", "nom: tpe\nfait_partie_de: pme\n"),
        ("relais", "cibles:\n  - cible: tpe # x\n".replace(" # x", ""), "cibles", "cibles:\n  - cible: pme\n"),
        ("relais", "cibles: [{cible: tpe}]\n", "cibles", "cibles: [{cible: pme}]\n"),
        ("relais", "inclus_dans: [tpe]\n", "cibles", "inclus_dans: [tpe]\n"),
        ("site", "# tpe\npartenaires: [a, tpe]\n", "structures", "# tpe\npartenaires: [a, pme]\n"),
        ("site", "editeur:\n  nom: tpe\n", "structures", "editeur:\n  nom: pme\n"),
        ("agendas", "fetes:\n  nom: tpe\n  cibles: [tpe]\n", "cibles", "fetes:\n  nom: tpe\n  cibles: [pme]\n"),
        ("reseau-communication", "contact: {structure: tpe}\n", "structures", "contact: {structure: pme}\n"),
        ("reseau-communication", "demandes:\n  - groupe: tpe\n", "groupes", "demandes:\n  - groupe: pme\n"),
        ("secteurs", "btp:\n  comprend: [tpe]\n", "secteurs", "btp:\n  comprend: [pme]\n"),
        (
            "retraits",
            "cibles/x:\n  titre: tpe\n  voir: cibles/tpe\n",
            "cibles",
            "cibles/x:\n  titre: tpe\n  voir: cibles/pme\n",
        ),
        ("retraits", "cibles/x:\n  voir: relais/tpe\n", "cibles", "cibles/x:\n  voir: relais/tpe\n"),
        (
            "livrables",
            "description: '[a](../../cibles/tpe/#b) [c](../../cibles/tpe-pme/) [d](../../relais/tpe/) tpe'\n",
            "cibles",
            "description: '[a](../../cibles/pme/#b) [c](../../cibles/tpe-pme/) [d](../../relais/tpe/) tpe'\n",
        ),
    ],
)
def test_references_follow(kind: str, text: str, target: str, expected: str) -> None:
    assert followed(kind, "x", text, target, "tpe", "pme") == expected


def test_a_file_with_a_fault_is_left_unless_it_may_name_what_changes() -> None:
    assert followed("livrables", "x", "titre: a: b\n", "cibles", "tpe", "pme") == "titre: a: b\n"
    with pytest.raises(ValueError, match="cannot be read"):
        followed("livrables", "x", "titre: a: b\ncibles: [tpe]\n", "cibles", "tpe", "pme")


def test_the_first_name_of_a_record_stays_the_first() -> None:
    text = "titre: T\nanciens_ids: [premier, deuxieme]\n"
    assert renamed("evenements", text, "troisieme", "quatrieme") == (
        "titre: T\nanciens_ids: [premier, deuxieme, troisieme]\n"
    )
    assert renamed("evenements", text, "troisieme", "premier") == "titre: T\nanciens_ids: [deuxieme, troisieme]\n"


@pytest.mark.parametrize(("kind", "more"), [("diffusions", ""), ("livrables", "statut: Brouillon\n")])
def test_what_never_had_an_address_keeps_no_former_name(kind: str, more: str) -> None:
    assert renamed(kind, f"titre: T\n{more}", "a", "b") == f"titre: T\n{more}"


def test_a_withdrawn_address_is_added_behind_the_others() -> None:
    assert withdrawn("# Les adresses retirées.\n", "themes/a", "Titre : A", "2026-01-02", "M.", "themes/b") == (
        "# Les adresses retirées.\nthemes/a:\n  titre: 'Titre : A'\n  le: 2026-01-02\n  motif: M.\n  voir: themes/b\n"
    )
