"""What a design may say, the catalogue of typed claims, and the guard over free prose, measured on sentences."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.designs import (
    CLAIMS,
    EVIDENCE,
    KINDS,
    MOST_EVIDENCE,
    allows,
    check_claim,
    evidence_words,
    weakest_design,
)
from gezondmenu.language import LANGUAGES, error_text, translate
from gezondmenu.reference import read_reference
from gezondmenu.report.publish.engine import find_notebook
from gezondmenu.report.publish.page import page_html
from gezondmenu.report.publish.parameters import sentences_of_the_user
from gezondmenu.report.publish.prose import _rules, check_prose, find_overclaims, split_sentences
from gezondmenu.report.rows.published import read_published, take_own_cards
from gezondmenu.report.words.typed_claims import MESSAGES, claim_sentence
from gezondmenu.vocabulary import DESIGNS, GezondmenuError
from tests.test_report_page import TITLE, executed
from tests.test_report_wording import EXAMPLE

CORPUS = Path(__file__).parent / "claims"
FILES = ("overclaims", "honest")
LEAST, RIGHT = 40, 0.90
WIDENED_FOR = ("train", "unseen1", "unseen2", "unseen3", "unseen4")
FLOOR = 0.85
"""Of the last round, which no pattern was changed for; a lower figure means that a change made the guard worse."""


def corpus(language: str) -> pd.DataFrame:
    parts = [
        pd.read_csv(CORPUS / f"{name}_{language}.csv", dtype="str", keep_default_na=False).assign(file=name)
        for name in FILES
    ]
    return pd.concat(parts, ignore_index=True)


def measured(sentences: pd.DataFrame) -> pd.Series:
    """Whether each sentence is sorted right, by the patterns of both languages as on a page."""
    found = sentences["sentence"].map(lambda sentence: bool(find_overclaims(sentence)))
    return found == (sentences["file"] == "overclaims")


# -------------------------------------------------------------------------------------------------- the sentences


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_enough_sentences_and_half_of_them_quoted_with_their_source(language, name):
    first = corpus(language).query("file == @name and half in ['train', 'heldout']")
    quoted = first["quoted"] == "yes"
    assert len(first) >= LEAST
    assert quoted.mean() >= 0.5
    assert set(first.loc[~quoted, "source"]) == {"own"}
    assert first.loc[quoted, "source"].str.contains("http|doi:").all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_in_twice(language):
    assert not corpus(language)["sentence"].duplicated().any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_split_follows_the_sentences_and_no_choice_of_ours(language):
    first = corpus(language).query("half in ['train', 'heldout']")
    for _, stratum in first.groupby(["file", "quoted"]):
        order = sorted(stratum["sentence"], key=lambda sentence: hashlib.sha256(sentence.encode()).hexdigest())
        halves = {sentence: ("train", "heldout")[place % 2] for place, sentence in enumerate(order)}
        assert stratum["sentence"].map(halves).tolist() == stratum["half"].tolist()


def told(language: str, half: str) -> tuple[float, str]:
    """The share of a half that is sorted right, and how to say it."""
    kept = corpus(language).query("half == @half")
    right = measured(kept)
    parts = ", ".join(f"{name} {right[kept['file'] == name].mean():.1%}" for name in FILES)
    return right.mean(), f"{language}, {half}: {right.mean():.1%} of {len(kept)} sentences sorted right ({parts})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_held_back_half_is_sorted_right(language):
    share, words = told(language, "heldout")
    print(f"\n{words}")
    assert share >= RIGHT, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_nobody_had_read_before_are_sorted_almost_as_well(language):
    share, words = told(language, "unseen5")
    print(f"\n{words}")
    assert share >= FLOOR, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_patterns_were_widened_for_stay_right(language):
    known = corpus(language)
    known = known[known["half"].isin(WIDENED_FOR)]
    right = measured(known)
    wrong = known.loc[~right, "sentence"].tolist()
    assert right.mean() >= 0.97, wrong


# ---------------------------------------------------------------------------------------------------- the patterns

PATTERNS = read_reference("claim_patterns")


@pytest.mark.parametrize(
    "entry",
    list(PATTERNS[PATTERNS["kind"] == "claim"].itertuples()),
    ids=lambda entry: f"{entry.language} {entry.name}",
)
def test_each_pattern_finds_its_example(entry):
    pattern = next(found for name, found, _ in _rules(entry.language).claims if name == entry.name)
    assert pattern.search(entry.example)
    assert find_overclaims(entry.example)


@pytest.mark.parametrize(
    "entry",
    list(PATTERNS[PATTERNS["kind"].isin(["near", "before", "sentence"])].itertuples()),
    ids=lambda entry: f"{entry.language} {entry.name}",
)
def test_each_excuse_excuses_its_example(entry):
    assert not find_overclaims(entry.example)
    claims = [pattern for _, pattern, _ in _rules(entry.language).claims]
    assert any(pattern.search(entry.example) for pattern in claims), "nothing to excuse"


@pytest.mark.parametrize(
    "text",
    [
        "De wandelgroep is geen succes, maar dankzij de kookgroep is men gezonder.",
        "Niet alleen de lessen, ook de soep leidt tot een betere gezondheid.",
        "There is no tea, but the walks led to better sleep.",
        "Sleep did not matter; the walks reduced loneliness.",
    ],
)
def test_an_excuse_does_not_reach_over_but(text):
    assert find_overclaims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dit is geen effect.",
        "Of dit door het programma komt, weten we niet.",
        "Wij danken alle vrijwilligers. Zij zorgden elke week voor koffie en soep.",
        "De vragenlijst is ingevuld door 84 deelnemers van de wandelgroep, meer dan vorig jaar.",
        "Zeven van de tien bewoners zeggen dat het goed is voor hun gezondheid.",
        "This is not an effect.",
        "We do not know whether the programme caused this.",
        "Seven out of ten residents said that it is good for their health.",
    ],
)
def test_honest_words_may_stand(text):
    assert find_overclaims(text) == []


def test_a_sentence_is_reported_whole_and_once():
    found = find_overclaims("Wij wandelen. Dankzij de wandelgroep, die leidt tot contact, is men gezonder. Dag.")
    assert [sentence for sentence, _ in found] == ["Dankzij de wandelgroep, die leidt tot contact, is men gezonder."]


def test_the_language_of_each_sentence_is_its_own():
    text = "De zaal is groot. The walks led to better sleep.\n\nDe lessen leiden tot meer contact."
    assert [words for _, words in find_overclaims(text)] == ["led to", "leiden tot"]
    assert len(split_sentences(text)) == 3


# ------------------------------------------------------------------------------------------------------ the designs


def test_every_design_has_its_claims_and_its_evidence():
    assert set(CLAIMS) == set(MOST_EVIDENCE) == set(DESIGNS)
    assert {kind for kinds in CLAIMS.values() for kind in kinds} == set(KINDS)
    assert set(MOST_EVIDENCE.values()) <= set(EVIDENCE)


@pytest.mark.parametrize("design", ["count", "one-off", "before-after", "borrowed", "scenario"])
def test_without_a_comparison_there_is_no_effect(design):
    assert not allows(design, "effect")
    assert not allows(design, "difference")
    assert "indications" not in MOST_EVIDENCE[design]
    with pytest.raises(GezondmenuError, match=f"design '{design}' cannot claim 'effect'; it may claim") as refused:
        check_claim(design, "effect")
    assert "mag dit niet beweren: 'effect'" in error_text(refused.value, "nl")


def test_no_single_study_carries_strong_indications():
    assert "strong indications" not in MOST_EVIDENCE.values()
    assert evidence_words("comparison", "nl") == "eerste aanwijzingen"


def test_unknown_words_are_refused():
    with pytest.raises(GezondmenuError, match="design must be one of"):
        allows("rct", "effect")
    with pytest.raises(GezondmenuError, match="kind of claim must be one of"):
        check_claim("count", "impact")


@pytest.mark.parametrize("one", DESIGNS)
@pytest.mark.parametrize("other", DESIGNS)
def test_a_row_made_from_two_designs_may_say_nothing_that_one_of_them_may_not(one, other):
    both = set(CLAIMS[weakest_design([one, other])])
    assert both <= set(CLAIMS[one]) & set(CLAIMS[other]) or weakest_design([one, other]) == "scenario"


# ---------------------------------------------------------------------------------------------------- the catalogue

WORDS = {
    "nl": {"outcome": "het cijfer voor eigen gezondheid", "people": "84 mensen", "source": "Fictief (2024)"},
    "en": {"outcome": "the mark for own health", "people": "84 people", "source": "Fictitious (2024)"},
}


def filled(name: str, design: str, language: str) -> str:
    numbers = dict.fromkeys(MESSAGES[name].values, "0,3")
    return claim_sentence(name, design, language, **numbers | WORDS[language])


def design_for(name: str) -> str:
    return next(iter(MESSAGES[name].designs), next(d for d in DESIGNS if allows(d, MESSAGES[name].kind)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(MESSAGES))
def test_guard_and_catalogue_check_each_other(name, language):
    claims_a_cause = MESSAGES[name].kind in ("effect", "borrowed")
    assert bool(find_overclaims(filled(name, design_for(name), language))) == claims_a_cause


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(MESSAGES))
def test_every_claim_is_refused_for_every_design_that_does_not_allow_it(name, language):
    for design in DESIGNS:
        if allows(design, MESSAGES[name].kind) and design in (MESSAGES[name].designs or DESIGNS):
            assert filled(name, design, language)
        else:
            with pytest.raises(GezondmenuError, match=r"cannot claim|is for rows with design"):
                filled(name, design, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_from_before_and_after_cannot_say_effect(language):
    said = [filled(name, "before-after", language) for name, m in MESSAGES.items() if allows("before-after", m.kind)]
    assert len(said) >= 8
    assert not any("effect op" in text.lower() or "effect on" in text.lower() for text in said)


def test_an_effect_without_lots_says_that_nobody_drew_lots():
    for name, message in MESSAGES.items():
        if message.kind == "effect":
            without = set(message.designs) <= {"comparison", "staggered"}
            assert ("Nobody drew lots" in message.text) == without, name
            assert ("niet geloot" in translate(message.text, "nl")) == without, name
        if message.kind == "borrowed":
            assert "source" in message.values


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(MESSAGES))
def test_typed_claims_are_short(name, language):
    for sentence in split_sentences(filled(name, design_for(name), language)):
        assert len(sentence.split("(")[0].split()) <= 22, sentence


# ---------------------------------------------------------------------------------------------------------- the page


@pytest.fixture(scope="module")
def report():
    """The report of the example, run once; tests put cells of their own in a copy."""
    return executed()


def with_words(report: nbformat.NotebookNode, text: str, **metadata) -> nbformat.NotebookNode:
    notebook = copy.deepcopy(report)
    notebook.cells.insert(8, nbformat.v4.new_markdown_cell(text, metadata=metadata))
    return notebook


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dankzij de wandelgroep is men gezonder.", "Dankzij"),
        ("## Wat het oplevert\n\n- de zaal is vol\n- de lunch *leidt* tot minder eenzaamheid", "leidt tot"),
        ("Thanks to the walks residents sleep better.", "Thanks to"),
        ("![De lessen leiden tot meer contact](data:image/png;base64,AAAA)", "leiden tot"),
    ],
)
def test_a_report_with_a_planted_over_claim_fails_to_build(report, text, words):
    with pytest.raises(GezondmenuError, match=words) as refused:
        page_html(with_words(report, text), language="nl", title=TITLE)
    assert "laat niet zien waar het door komt" in error_text(refused.value, "nl")


def test_a_report_with_honest_words_builds(report):
    text = "Dit is geen effect. This is not an effect. Dank aan alle vrijwilligers!"
    assert text in page_html(with_words(report, text), language="nl", title=TITLE)


def test_cells_that_stay_out_of_the_page_may_say_anything(report):
    text = "Dankzij de wandelgroep is men gezonder."
    html = page_html(with_words(report, text, tags=["remove-cell"]), language="nl", title=TITLE)
    assert text not in html


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("display_data", {"text/markdown": "De lessen leiden tot meer contact."}),
        nbformat.v4.new_output("stream", text="De lessen leiden tot meer contact.\n", name="stdout"),
        nbformat.v4.new_output(
            "display_data",
            {
                "text/html": "<p>De lessen leiden tot meer contact.</p>",
                "text/plain": "<IPython.core.display.HTML object>",
            },
        ),
    ],
    ids=["Markdown", "print", "HTML"],
)
def test_what_code_prints_or_displays_by_hand_is_prose_too(report, output):
    notebook = copy.deepcopy(report)
    notebook.cells.append(nbformat.v4.new_code_cell("...", outputs=[output]))
    with pytest.raises(GezondmenuError, match="leiden tot"):
        page_html(notebook, language="nl", title=TITLE)


def test_the_subject_of_a_study_and_its_own_cards_are_read():
    take_own_cards(EXAMPLE)
    rows = read_published(EXAMPLE)
    given = {"study_name": "Wandelen", "subject": "hoe wandelen leidt tot gezondheid"}
    with pytest.raises(GezondmenuError, match="leidt tot"):
        check_prose(sentences_of_the_user(given, rows))
    shown = sentences_of_the_user(given | {"subject": "leefstijl"}, rows)
    assert "Wie buiten is, beweegt en komt buren tegen." in shown
    check_prose(shown)


@pytest.mark.slow
def test_a_run_marks_the_page_as_failed_and_writes_none(tmp_path):
    folder, out = tmp_path / "study", tmp_path / "reports"
    folder.mkdir()
    (folder / "areas.csv").write_text("area,name,population\nA,Noord,500\n", encoding="utf-8")
    (folder / "activities.csv").write_text("activity,area,name\n1,A,Wandelen\n", encoding="utf-8")
    (folder / "sessions.csv").write_text("activity,date,visits\n1,2025-02-03,14\n", encoding="utf-8")
    notebook = nbformat.read(find_notebook("area_report"), as_version=4)
    notebook.cells.insert(9, nbformat.v4.new_markdown_cell("Dankzij de wandelgroep is men gezonder."))
    nbformat.write(notebook, tmp_path / "mine.ipynb")
    (line,) = gm.render(folder, out, notebook=str(tmp_path / "mine.ipynb")).itertuples()
    assert line.status == "failed"
    assert "een tekst van uzelf noemt een oorzaak" in line.reason
    assert "Dankzij de wandelgroep" in line.reason
    assert not (out / "A.html").exists()
