"""Questionnaires of the toolbox as files that LimeSurvey imports: the questions have one home, the text of their page.

On a page whose head says `questionnaire: true`, each part that holds numbered questions in bold is a questionnaire.
Words in italics behind a question say how it is answered, and a list to tick below it what may be chosen.

LimeSurvey publishes no schema of its .lss files. What is written here are tables and columns of its own exports of
DBVersion 264, which its importer still reads (repository LimeSurvey/LimeSurvey: tests/data/surveys, and
application/helpers/admin/import_helper.php, XMLImportSurvey).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prst.outputs import Output, french
from prst.outputs.modeles import parted
from prst.records.types import fold, slugify

ENDING = ".lss"
DB_VERSION = "264"
"""Of LimeSurvey 3; version 6.4.2 imported the files of our templates, activated them and took answers."""
KEY = "questionnaire"
"""Key of the head of a page that holds some."""
FREE, ONE, SEVERAL = "reponse libre", "une seule reponse", "plusieurs reponses"
"""How a question is answered, in the words of the page, without accents."""
TYPES: Mapping[tuple[str, bool], str] = {
    (FREE, False): "T",
    (ONE, False): "L",
    (ONE, True): "O",
    (SEVERAL, False): "M",
    (SEVERAL, True): "P",
}
"""LimeSurvey’s types (manual, "Question types"): long free text, list with or without comment, multiple choice with or
without comments; by how a question is answered, and whether an answer asks for more words."""
SIGNS = "\u00a0 :"
"""End a choice that asks for more words."""
_NUMBER = re.compile(r"\d+\.\s+")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
LANGUAGE = "fr"
MAIN = {"scale_id": "0", "same_default": "0", "relevance": "1", "language": LANGUAGE}
"""What all questions and what may be chosen of them say alike."""


class Question(NamedTuple):
    """A question, how it is answered, and what may be chosen."""

    texte: str
    genre: str
    choix: tuple[str, ...] = ()
    autre: bool = False
    """Whether something else may be written instead."""
    precisions: bool = False
    """Whether a choice asks for more words, as « Oui, par : » does."""


class Questionnaire(NamedTuple):
    """A part of a page that holds questions."""

    titre: str
    questions: tuple[Question, ...]


class Fichier(NamedTuple):
    """The file of a questionnaire: its path, and what the link to it says."""

    path: str
    titre: str
    questionnaire: Questionnaire


def files_of(address: str, markdown: str) -> list[Fichier]:
    """Return the files of the questionnaires of a template page, beside its folder, as its Word document is."""
    found = list(questionnaires(parted(markdown)[0]))
    base = address.rstrip("/")
    if len(found) == 1:
        return [Fichier(f"{base}{ENDING}", found[0].titre, found[0])]
    return [Fichier(f"{base}-{slugify(one.titre)}{ENDING}", one.titre, one) for one in found]


def outputs(address: str, markdown: str) -> Iterator[Output]:
    """Yield the file of each questionnaire of a template page, which is called after the page."""
    found = files_of(address, markdown)
    for path, titre, questionnaire in found:
        page = next((_plain(inline) for _tag, inline in _headings(_MARKDOWN.parse(markdown))), titre)
        title = f"{page}, {titre[:1].lower()}{titre[1:]}" if len(found) > 1 else page
        yield Output(path, lss(title, questionnaire, path))


# Reading


def questionnaires(markdown: str) -> Iterator[Questionnaire]:
    """Yield the parts of a page that hold questions."""
    title, questions = "", list[Question]()
    tokens = _MARKDOWN.parse(markdown)
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            if questions:
                yield Questionnaire(title, tuple(questions))
            title, questions = _plain(tokens[index + 1]), []
        elif token.type == "paragraph_open" and token.level == 0 and (asked := _question(tokens[index + 1])):
            questions.append(asked)
        elif token.type == "bullet_list_open" and questions and _waits(questions[-1]):
            questions[-1] = _with_choices(questions[-1], _items(tokens, index))
    if questions:
        yield Questionnaire(title, tuple(questions))


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    return ((one.tag, tokens[index + 1]) for index, one in enumerate(tokens) if one.type == "heading_open")


def _question(inline: Token) -> Question | None:
    """Return the question that a paragraph asks; None for another one."""
    children = [child for child in inline.children or () if child.type != "text" or child.content]
    bold = next((child.content for child in children[1:2] if children[0].type == "strong_open"), "")
    if not _NUMBER.match(bold):
        return None
    text, genre = "", FREE
    for index, child in enumerate(children):
        if child.type == "text":
            within = children[index - 1].type == "em_open" if index else False
            said = fold(child.content).strip(" .")
            if within and said in (FREE, ONE, SEVERAL):
                genre = said
            else:
                text += f"[{child.content}]" if within else child.content
    return Question(french.unbroken(re.sub(" +", " ", _NUMBER.sub("", text, count=1)).strip()), genre)


def _waits(question: Question) -> bool:
    """Whether the next list is what may be chosen."""
    return question.genre != FREE and not question.choix


def _items(tokens: Sequence[Token], start: int) -> list[str]:
    end = next(index for index in range(start, len(tokens)) if tokens[index].type == "bullet_list_close")
    texts = [_plain(token) for token in tokens[start:end] if token.type == "inline"]
    return [text.removeprefix("☐").strip() for text in texts if text.startswith("☐")]


def _with_choices(question: Question, items: Sequence[str]) -> Question:
    more = [item for item in items if item.endswith(":")]
    other = [item for item in more if fold(item).strip(SIGNS) == "autre"]
    choices = tuple(f"{item.rstrip(SIGNS)}…" if item in more else item for item in items if item not in other)
    return question._replace(choix=choices, autre=bool(other), precisions=len(more) > len(other))


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline")).strip()


# Writing


def shown(text: str) -> str:
    """Return a text as LimeSurvey shows it: each of its texts is HTML, where braces hold an expression to compute."""
    return escape(text, quote=False).replace("{", "&#123;")


def _shown(questionnaire: Questionnaire) -> Questionnaire:
    questions = [
        one._replace(texte=shown(one.texte), choix=tuple(map(shown, one.choix))) for one in questionnaire.questions
    ]
    return Questionnaire(shown(questionnaire.titre), tuple(questions))


def lss(title: str, questionnaire: Questionnaire, path: str) -> bytes:
    """Return a survey structure file: one group, anonymous answers, and nothing kept of who answers."""
    sid = str(100_000 + int(sha256(path.encode()).hexdigest(), 16) % 900_000)
    survey = {"sid": sid, "gid": "1"}
    questionnaire = _shown(questionnaire)
    questions, choices, answers = list[dict[str, str]](), list[dict[str, str]](), list[dict[str, str]]()
    for rank, one in enumerate(questionnaire.questions, 1):
        kind = TYPES[one.genre if one.choix else FREE, one.precisions and bool(one.choix)]
        asked = {**survey, **MAIN, "qid": str(rank), "parent_qid": "0", "type": kind, "mandatory": "N"}
        questions.append(
            {**asked, "title": f"Q{rank:02}", "question": one.texte, "help": "", "question_order": str(rank)}
            | {"other": "Y" if one.autre else "N"}
        )
        for place, text in enumerate(one.choix, 1):
            if one.genre == SEVERAL:
                identity = {"qid": str(100 * rank + place), "parent_qid": str(rank), "title": f"SQ{place:03}"}
                choices.append(
                    {**asked, **identity, "type": "T", "question": text, "help": "", "question_order": str(place)}
                )
            else:
                answers.append(
                    {"qid": str(rank), "code": f"A{place}", "answer": text, "sortorder": str(place)}
                    | {"assessment_value": "0", "language": LANGUAGE, "scale_id": "0"}
                )
    tables = {
        "answers": answers,
        "groups": [
            {**survey, "group_name": questionnaire.titre, "group_order": "1", "description": "", "language": LANGUAGE}
        ],
        "questions": questions,
        "subquestions": choices,
        "surveys": [{"sid": sid, **SETTINGS}],
        "surveys_languagesettings": [
            {"surveyls_survey_id": sid, "surveyls_language": LANGUAGE, "surveyls_title": shown(title)}
            | {"surveyls_description": "", "surveyls_welcometext": WELCOME, "surveyls_endtext": THANKS}
            | {"surveyls_url": "", "surveyls_urldescription": ""}
            | {"surveyls_dateformat": "5", "surveyls_numberformat": "1"}
        ],
    }
    return _document({name: rows for name, rows in tables.items() if rows})


SETTINGS: Mapping[str, str] = {
    "anonymized": "Y",
    "format": "A",
    "savetimings": "N",
    "language": LANGUAGE,
    "datestamp": "N",
    "usecookie": "N",
    "allowregister": "N",
    "allowsave": "N",
    "allowprev": "Y",
    "printanswers": "N",
    "ipaddr": "N",
    "refurl": "N",
    "publicstatistics": "N",
    "publicgraphs": "N",
    "listpublic": "N",
    "usetokens": "N",
    "showxquestions": "N",
    "showgroupinfo": "X",
    "shownoanswer": "N",
    "showwelcome": "Y",
    "showprogress": "N",
}
"""Settings of a survey that say of whom nothing is kept; LimeSurvey gives all others their usual values."""
WELCOME = "Dites ici qui interroge, pourquoi, et ce qui sera fait des réponses. Elles sont anonymes."
THANKS = "Merci. Le résultat vous sera envoyé en trois lignes par qui vous a transmis cette enquête."


def _document(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    root = ElementTree.Element("document")
    ElementTree.SubElement(root, "LimeSurveyDocType").text = "Survey"
    ElementTree.SubElement(root, "DBVersion").text = DB_VERSION
    languages = ElementTree.SubElement(root, "languages")
    ElementTree.SubElement(languages, "language").text = LANGUAGE
    for name, rows in tables.items():
        table = ElementTree.SubElement(root, name)
        fields = ElementTree.SubElement(table, "fields")
        for column in dict.fromkeys(column for row in rows for column in row):
            ElementTree.SubElement(fields, "fieldname").text = column
        held = ElementTree.SubElement(table, "rows")
        for row in rows:
            line = ElementTree.SubElement(held, "row")
            for column, value in row.items():
                ElementTree.SubElement(line, column).text = value
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"
