"""What of a written page goes with what it leads to."""

import pytest

from prst.outputs.pages.absent import of_no_record, without_links


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Voyez [l’agenda](../agenda/index.md), ou non.", "Voyez l’agenda, ou non."),
        ("- [L’agenda](agenda/index.md) : les dates\n- Le reste\n", "- Le reste\n"),
        ("1. **[L’agenda](agenda/index.md)** : les dates\n   - un détail\n2. Le reste\n", "2. Le reste\n"),
        (
            "| Où | Quoi |\n|---|---|\n| [L’agenda](agenda/index.md) | x |\n| Ici | y |\n",
            "| Où | Quoi |\n|---|---|\n| Ici | y |\n",
        ),
        ("- Dans l’[agenda](agenda/index.md), les dates\n", "- Dans l’agenda, les dates\n"),
        ("```text\n[L’agenda](agenda/index.md)\n```\n", "```text\n[L’agenda](agenda/index.md)\n```\n"),
        ("# Un\n\n## Deux\n\n- [L’agenda](agenda/index.md)\n\n## Trois\n\nx\n", "# Un\n\n## Trois\n\nx\n"),
        ("[Ailleurs](https://agenda.fr/agenda/)", "[Ailleurs](https://agenda.fr/agenda/)"),
        ("![Une image](agenda/a.png)", "![Une image](agenda/a.png)"),
    ],
)
def test_links_to_what_is_not_there_go(text: str, left: str) -> None:
    assert without_links(text, lambda href: href.lstrip("./").startswith("agenda/")) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('# Page\n\nUn texte.\n\n## Pour vous\n\n{{ livrables(cible="a", limite=5) }}\n', "# Page\n\nUn texte.\n\n"),
        ("## Plus loin\n\n[[livrable:a|Un atelier]]\n", "\n"),
        ("- [[groupe:a]], dont c’est l’objet\n- Le reste\n", "- Le reste\n"),
        ("Voyez [[livrable:a|ce guide]].", "Voyez ce guide."),
        ('{{ livrables(theme="chutes") }}', '{{ livrables(theme="chutes") }}'),
        ('{{ site("region") }}', '{{ site("region") }}'),
        ("```text\n[[livrable:a]]\n```", "```text\n[[livrable:a]]\n```"),
    ],
)
def test_a_page_for_any_region_cites_no_record(text: str, left: str) -> None:
    assert of_no_record(text) == left
