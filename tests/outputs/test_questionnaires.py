"""Questions of the toolbox as surveys to import: those of the page, in the tables that LimeSurvey reads."""

from xml.etree import ElementTree

import pytest

from prst.building import Build
from prst.outputs import Output
from prst.outputs.questionnaires import files_of, outputs, questionnaires
from tests.catalogues import TEMPLATES, create_catalogue, find_first

PAGE = """\
# Enquête flash

*Deux minutes.*

- ☐ Personne n’est nommé.

## Version A : avant

**1. Sur** *ce sujet*, **qu’est-ce qui vous gêne ?** *Réponse libre.*

**2. Qu’est-ce qui vous aiderait ?** *Plusieurs réponses.*

- ☐ Une réunion & un <outil>
- ☐ Autre :

## Version B : après

**1. L’avez-vous vu ?** *Une seule réponse.*

- ☐ Oui, par :
- ☐ Non

## Lire

- ☐ Envoyer le résultat.
"""
ADDRESS = "boite-a-outils/modeles/enquete-flash/"
QUESTION = (
    "qid parent_qid sid gid type title question preg help other mandatory question_order language scale_id "
    "same_default relevance modulename"
)
COLUMNS = {
    "groups": "gid sid group_name group_order description language randomization_group grelevance",
    "questions": QUESTION,
    "subquestions": QUESTION,
    "answers": "qid code answer sortorder assessment_value language scale_id",
    "surveys": "sid admin expires startdate adminemail anonymized faxto format savetimings template language "
    "additional_languages datestamp usecookie allowregister allowsave autonumber_start autoredirect allowprev "
    "printanswers ipaddr refurl publicstatistics publicgraphs listpublic htmlemail sendconfirmation "
    "tokenanswerspersistence assessments usecaptcha usetokens bounce_email emailresponseto emailnotificationto "
    "tokenlength showxquestions showgroupinfo shownoanswer showqnumcode showwelcome showprogress questionindex "
    "navigationdelay nokeyboard alloweditaftercompletion",
    "surveys_languagesettings": "surveyls_survey_id surveyls_language surveyls_title surveyls_description "
    "surveyls_welcometext surveyls_endtext surveyls_url surveyls_urldescription surveyls_dateformat "
    "surveyls_numberformat",
}
"""Tables and columns of a survey that LimeSurvey exported, DBVersion 264 (limesurvey_survey_975622.lss of its tests);
of answers, those of limesurvey_survey_767665_ListRadioOtherPositionTest.lss, which that version keeps in one table."""
READ = {
    "groups": "gid sid group_name description language group_order",
    "questions": "qid sid gid type title question help language mandatory",
    "subquestions": "qid parent_qid sid gid type title question help language mandatory",
    "answers": "qid code answer language scale_id",
    "surveys": "sid language",
    "surveys_languagesettings": "surveyls_survey_id surveyls_language surveyls_title surveyls_url",
}
"""Columns that its importer takes for granted (application/helpers/admin/import_helper.php, XMLImportSurvey), and its
survey page: an address at the end that is not there is a PHP error where those are shown (SurveyRuntimeHelper.php)."""


def tables(output: Output) -> dict[str, list[dict[str, str]]]:
    """The rows of each table of a file."""
    root = ElementTree.fromstring(output.content)  # noqa: S314 - our own
    assert [root.findtext("LimeSurveyDocType"), root.findtext("DBVersion"), root.findtext("languages/language")] == [
        "Survey", "264", "fr",
    ]  # fmt: skip
    return {
        table.tag: [{cell.tag: cell.text or "" for cell in row} for row in table.findall("rows/row")]
        for table in root
        if table.find("rows") is not None
    }


@pytest.fixture(scope="module")
def surveys() -> list[dict[str, list[dict[str, str]]]]:
    return [tables(output) for output in outputs(ADDRESS, PAGE)]


def test_a_part_with_questions_is_a_questionnaire() -> None:
    found = list(questionnaires(PAGE))
    assert [one.titre for one in found] == ["Version A : avant", "Version B : après"]
    assert [question.texte.replace("\u00a0", " ") for one in found for question in one.questions] == [
        "Sur [ce sujet], qu’est-ce qui vous gêne ?",
        "Qu’est-ce qui vous aiderait ?",
        "L’avez-vous vu ?",
    ]


def test_files_stand_beside_the_word_document() -> None:
    base = "boite-a-outils/modeles/enquete-flash"
    assert [one.path for one in files_of(ADDRESS, PAGE)] == [
        f"{base}-version-a-avant.lss",
        f"{base}-version-b-apres.lss",
    ]
    alone = PAGE.partition("## Version B")[0]
    assert [one.path for one in files_of(ADDRESS, alone)] == [f"{base}.lss"]
    assert files_of(ADDRESS, "# Lettre\n\n- ☐ Une case\n") == []


def test_each_question_has_the_type_of_its_answers(surveys: list[dict[str, list[dict[str, str]]]]) -> None:
    before, after = surveys
    assert [(one["title"], one["type"], one["other"]) for one in before["questions"]] == [
        ("Q01", "T", "N"),
        ("Q02", "M", "Y"),
    ]
    assert [(one["parent_qid"], one["question"]) for one in before["subquestions"]] == [
        ("2", "Une réunion &amp; un &lt;outil&gt;")
    ]
    assert [(one["type"], one["other"]) for one in after["questions"]] == [("O", "N")]  # « par : » asks for a comment
    assert [(one["qid"], one["code"], one["answer"]) for one in after["answers"]] == [
        ("1", "A1", "Oui, par…"),
        ("1", "A2", "Non"),
    ]
    assert [one["surveys_languagesettings"][0]["surveyls_title"] for one in surveys] == [
        "Enquête flash, version A : avant",
        "Enquête flash, version B : après",
    ]


def test_nothing_is_kept_of_who_answers(surveys: list[dict[str, list[dict[str, str]]]]) -> None:
    for survey in surveys:
        (settings,) = survey["surveys"]
        assert settings["anonymized"] == "Y"
        assert {
            settings[name] for name in ("datestamp", "ipaddr", "refurl", "usecookie", "usetokens", "savetimings")
        } == {"N"}


def test_limesurvey_shows_texts_as_they_are_written() -> None:
    """Its texts are HTML, and it computes what stands between braces (seen in LimeSurvey 6.4.2)."""
    page = "# Titre <b> {TOKEN}\n\n**1. Moins de < 50 & {1+1} ?** *Une seule réponse.*\n\n- ☐ {SID} <rien>\n"
    (survey,) = (tables(output) for output in outputs(ADDRESS, page))
    assert survey["surveys_languagesettings"][0]["surveyls_title"] == "Titre &lt;b&gt; &#123;TOKEN}"
    assert survey["groups"][0]["group_name"] == "Titre &lt;b&gt; &#123;TOKEN}"
    assert survey["questions"][0]["question"].replace("\u00a0", " ") == "Moins de &lt; 50 &amp; &#123;1+1} ?"
    assert survey["answers"][0]["answer"] == "&#123;SID} &lt;rien&gt;"


def test_who_answers_reads_neither_the_name_nor_the_description_of_the_group(
    surveys: list[dict[str, list[dict[str, str]]]],
) -> None:
    """X of B (both), N (name), D (description) and X (LimeSurvey, SurveyRuntimeHelper::run)."""
    assert {survey["surveys"][0]["showgroupinfo"] for survey in surveys} == {"X"}


def test_tables_and_columns_are_those_of_limesurvey(surveys: list[dict[str, list[dict[str, str]]]]) -> None:
    for survey in surveys:
        for name, rows in survey.items():
            for row in rows:
                assert set(row) <= set(COLUMNS[name].split()), name
                assert set(READ[name].split()) <= set(row), name
    assert {name for survey in surveys for name in survey} == set(COLUMNS)


def test_what_rows_name_is_there(surveys: list[dict[str, list[dict[str, str]]]]) -> None:
    for survey in surveys:
        sids = {row["sid"] for name in ("surveys", "groups", "questions") for row in survey[name]}
        assert len(sids) == 1
        qids = [row["qid"] for name in ("questions", "subquestions") for row in survey.get(name, [])]
        assert len(set(qids)) == len(qids)
        assert {row["parent_qid"] for row in survey.get("subquestions", [])} <= set(qids)
        assert {row["qid"] for row in survey.get("answers", [])} <= set(qids)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert [*outputs(ADDRESS, PAGE)] == [*outputs(ADDRESS, PAGE)]


def test_the_page_links_each_file() -> None:
    build = Build(create_catalogue(), TEMPLATES)
    meta = {"title": "Modèle", "modele": True, "questionnaire": True}
    text = build.before_markdown("boite-a-outils/modeles/enquete-flash.md", ADDRESS, PAGE, meta)
    html = build.after_markdown("boite-a-outils/modeles/enquete-flash.md", f"<p>{text.split()[3]}</p>")
    assert (
        find_first(html, 'a[href="../enquete-flash-version-a-avant.lss"]').text()
        == "Version A : avant, pour LimeSurvey (.lss)"
    )
    found = next(one for one in build.producers() if one.name == "questionnaires")
    assert [output.path for output in found.give()] == [one.path for one in files_of(ADDRESS, PAGE)]
