"""What a misspelt word may be taken for: the words that name things, as they are written, and how French sounds.

The browser takes a word that nothing holds for one of these where few letters part them and they sound alike, or for
one of its family (hooks/javascripts/recherche/reparation.js). Most libraries that tell how French sounds are for names
(Soundex, Phonex, FONEM), and none is kept both in Python and JavaScript: the rules are a table of ours, after that by
which addok reads addresses (github.com/addok/addok-fr, `RULES`), and stand in the file of these words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from prst.records.types import fold

SOUNDS = (
    ("psych", "psik"),
    ("sch|sh", "ch"),
    ("ch(?=[rlnmt])", "k"),
    ("ch", "S"),
    ("ph", "f"),
    ("gn", "ni"),
    ("ge(?=[aou])", "j"),
    ("g(?=[eiy])", "j"),
    ("gu(?=[eiy])", "g"),
    ("cc(?=[eiy])", "ks"),
    ("sc?(?=[eiy])|c(?=[eiy])|z", "s"),
    ("tion", "sion"),
    ("ck|qu|q|c", "k"),
    ("x(?!$)", "ks"),
    ("h", ""),
    ("w", "v"),
    ("eau|au", "o"),
    ("ou", "u"),
    ("oeu|eu", "e"),
    ("(?:[ae]i|[iuy])[nm](?![aeiouynm])", "I"),
    ("[ae][nm](?![aeiouynmAIO])", "A"),
    ("o[nm](?![aeiouynmAIO])", "O"),
    ("[ae]i", "e"),
    ("y", "i"),
    (r"(.)\1+", r"\1"),
    ("s$", ""),
    ("e$", ""),
    ("[txdp]$", ""),
)
"""What is written, and how it sounds: applied one after the other to a folded word. Capitals are sounds, not letters.

Both languages read these expressions alike.
"""
VOWELS = "[aeiou]"
NASALS = "[AIO]"
"""Sounds that count as « n » where vowels do not."""
FAMILIES = (
    ("euse|rice", "eur"),
    ("eur|euse|rice", "age erie ement ation"),
    ("ier|iere|er|ere", "erie"),
    ("icien|icienne", "ique"),
    ("iste", "erie ie"),
    ("ure", "age"),
    ("ise|isee|iser", " isme ique"),
    ("ler|leur|leuse", " "),
)
"""Endings of who does something, or of what is done, and those of the word for it: « éleveur » and « élevage ».

Trades are named by their masculine, « agriculteurs », and asked for by whoever has them, « agricultrice ».

The first one that makes a known word counts, of a beginning of four letters at least. Endings after which another word
is often meant are left out: « éleveur » is not « élève ».
"""
RULES = {"sons": SOUNDS, "voyelles": VOWELS, "nasales": NASALS, "fins": FAMILIES}
"""As the browser reads them."""

SHORTEST = 4
"""Letters of the shortest word that is taken for another, and of the shortest that one is taken for."""
_WORD = re.compile(r"[^\W\d_]+")


def spelt(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the words of texts that are among the known ones, folded, each as most write it, in the order of letters.

    A word that only ever starts a text is in lower case, a name and an acronym as they are.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        words = _WORD.findall(text)
        if words and text.startswith(words[0]) and not words[0].isupper():
            words[0] = words[0].lower()
        counts.update(words)
    written: dict[str, dict[str, int]] = defaultdict(dict)
    for word, count in counts.items():
        if len(word) >= SHORTEST:
            written[fold(word)][word] = count
    kept = set(known)
    return [_usual(forms) for form, forms in sorted(written.items()) if form in kept]


def _usual(forms: Mapping[str, int]) -> str:
    """Return one spelling: rather not in capitals, rather the commonest, rather with its accents."""
    return min(forms, key=lambda word: (word != word.lower(), -forms[word], fold(word) == word, word))
