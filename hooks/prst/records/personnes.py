"""Words and mailboxes that seem to be those of a person, where those of a function are asked for.

Nothing is refused for it: a small federation may have but one mailbox. So what may be a place, a saint or a function is
left alone.
"""

import re

from prst.records.types import fold

_FIRST_NAMES = """
adam adele adeline adrien agathe agnes aicha alain albane albert alex alexandra alexandre alexis alice aline
amandine amelie amina anais andre andrea anne annick annie anthony antoine antoinette arlette armand arnaud
arthur astrid audrey aurelie aurelien axel baptiste barbara bastien beatrice benedicte benjamin benoit
bernadette bernard berengere bertrand brice brigitte bruno camille carine carole caroline catherine cecile
cedric celine chantal charlene charles charlotte chloe christel christelle christian christiane christine
christophe claire clara claude claudine clement coline colette corinne cyril cyrille damien daniel daniele
danielle david deborah delphine denise didier dominique edith edouard elena eliane elisabeth elise elodie eloise
emeline emilie emma emmanuel emmanuelle eric erwan estelle esther etienne eva evelyne fabien fabienne fabrice
fanny farid fatima fatiha felix fernand florent florian francine francis franck francois francoise frederic
frederique gabriel gabrielle gaelle gael geoffrey genevieve gerard gerald geraldine ghislaine gilbert gilles
ginette gregory guillaume guy helene henri herve hubert hugo hugues ines irene isabelle jacqueline jacques jean
jeanne jennifer jeremie jeremy jerome jessica joel joelle johanna jonathan joseph josiane julie julien juliette
justine karim karine kevin khadija laetitia lea leo leila lise lucas luc lucie lucien ludivine ludovic lydia
lydie madeleine magali manon manuel marc marcel margaux margot marguerite maria marianne marie marie-christine
marielle marina marion marjorie martine maryse mathias mathieu mathilde matthieu maud maurice maxime melanie
melissa michel michele micheline mickael mireille mohamed monique morgane muriel myriam nadege nadia nadine
nathalie nathan nelly nicolas nicole nina noemie odile olivier pascal pascale patrice patricia patrick paul
pauline perrine philippe pierre quentin rachel rachid raphael raymond regine regis remi remy renaud rene renee
richard robert roger roland romain roxane sabine sabrina samia samir samuel sandra sandrine sarah sebastien
serge severine simon simone solange solene sonia sophie stephane stephanie steve suzanne sylvain sylvie tatiana
theo therese thibault thierry thomas valentin valerie vanessa veronique vincent virginie viviane xavier yann
yannick yasmina yolande youssef yves yvette yvonne zoe
"""
_GIVEN = frozenset(_FIRST_NAMES.split())
"""First names that are common in France, without accents; those that are places, offices or words are left out."""
_CIVIL = re.compile(r"(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Madame|Monsieur|Mademoiselle|Dr\.?|Docteur|Me|Maître)\s+[A-ZÀ-Ý]\w+")
_NAME = re.compile(r"(?P<first>[A-ZÀ-Ý][\w’-]+)(?:\s+[A-ZÀ-Ý][\w’'-]+){1,2}")
_FAMILY_FIRST = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’'-]{2,}\s+(?P<first>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)")
_BETWEEN = re.compile(r"\s*[,;:()/<>]\s*|\s+[-–—]\s+")
"""What stands between a person and a structure, or a function, that are named together."""
_OF = re.compile(rf"{_CIVIL.pattern}(?:\s+[A-ZÀ-Ý][\w’'-]+)*\s+(?:de\s+la|de\s+l[’']|du|des|à\s+la|à\s+l[’']|au)\b\s*")
_ELSE = """
saint st ste sainte rue place lycee college hopital centre ecole maison salle info infos sante sst rh formation
prevention accueil contact direction service secretariat travail agenda lettre securite medecine relais reseau region
"""
_NO_PERSON = frozenset(_ELSE.split())
"""Words of a mailbox that is that of a place or a function."""
_MAILBOX = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[A-Za-z]{2,}")


def is_person(text: str) -> bool:
    """Whether a name, a function or a mailbox seems to be that of a person."""
    if found := _MAILBOX.search(text):
        return _is_of_a_person(found[0].partition("@")[0]) or is_person(text[: found.start()].strip(" <([:,–-"))
    if _CIVIL.search(text):
        return True
    return any(_is_named(part) for part in _BETWEEN.split(text.strip()))


def without_people(text: str) -> str:
    """Return what a text names beside persons: « DREETS » of « Jean Dupont (DREETS) »; the text where it names none."""
    if not is_person(text):
        return text
    parts = _BETWEEN.split(_OF.sub("", _MAILBOX.sub("", text)))
    return ", ".join(part for part in parts if part and not is_person(part))


def _is_named(text: str) -> bool:
    """Whether a text is the name of a person: a first name and those that follow, or « DUPONT Jean »."""
    forms = (_NAME.fullmatch(text), _FAMILY_FIRST.fullmatch(text))
    return any(found is not None and _is_given(found["first"]) for found in forms)


def _is_of_a_person(local: str) -> bool:
    """Whether the part of a mailbox before its @ is a first name, with or without another: jean.dupont, j.dupont."""
    parts = [part for part in re.split(r"[._+]", fold(local)) if part]
    words = [word for part in parts for word in part.split("-")]
    if not words or not all(word.rstrip("0123456789").isalpha() for word in words) or _NO_PERSON & set(words):
        return False
    if len(parts) == 1:
        return _is_given(parts[0].rstrip("0123456789"))
    if len(parts) == 2 and len(parts[0]) == 1 and len(parts[1]) > 3:
        return True
    return len(parts) == 2 and any(_is_given(part) for part in parts)


def _is_given(word: str) -> bool:
    first, *rest = fold(word).split("-")
    return first in _GIVEN and (not rest or rest[0] in _GIVEN) and len(rest) < 2
