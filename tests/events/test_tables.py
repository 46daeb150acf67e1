"""The tables agree with each other: every subtype has its codes and its label, every row its words."""

import csv
from pathlib import Path

import pytest

from events import EventType
from events.book import Book
from events.lexicon import book, read
from events.mapping import codes, table
from events.morphology import cuts, noun_stems, verb_stems
from tests.events.reading import read as read_row

SUBTYPES = {(EventType(row["type"]), row["subtype"]) for row in read("triggers.toml")["trigger"]} - {
    (EventType.SIEGE, "siege_standing")  # printed as siege
}
ACLED = {  # event and sub-event types of ACLED's codebook of 2023
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


def test_every_subtype_has_codes_and_no_code_is_without_a_subtype() -> None:
    assert set(table()) == SUBTYPES


def test_every_contract_type_has_triggers() -> None:
    assert {kind for kind, _ in SUBTYPES} == set(EventType)


def test_acled_codes_are_acleds() -> None:
    wrong = [
        (key, found)
        for key, found in table().items()
        if found.acled_event and found.acled_sub_event not in ACLED[found.acled_event]
    ]
    assert wrong == []


def test_the_mapping_is_sorted_and_without_doubles() -> None:
    with Path("events/mapping.csv").open(encoding="utf-8", newline="") as rows:
        keys = [(row["type"], row["subtype"]) for row in csv.DictReader(rows)]
    assert keys == sorted(set(keys))


def test_every_subtype_has_a_label_in_two_languages() -> None:
    labels = read("labels.toml")
    missing = [
        (kind, subtype)
        for kind, subtype in SUBTYPES
        if subtype not in labels["subtype"] and kind.value not in labels["type"]
    ]
    assert missing == []
    assert [name for rows in labels.values() for name, pair in rows.items() if len(pair) != 2] == []


def test_all_tables_read_as_one_book() -> None:
    assert book() is book()


@pytest.mark.parametrize("pattern", ["..", "غارة ..", ". غارة", "سيطر/يسيطر .. "])
def test_a_pattern_that_begins_or_ends_with_a_gap_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="begins and ends with a word"):
        Book().add("trigger", "x", {}, [pattern])


def test_a_condition_of_several_words_is_refused() -> None:
    with pytest.raises(ValueError, match="one word"):
        Book().add("trigger", "x", {"near": ["سيارة مفخخة"]}, ["انفجار"])


VERBS = {
    ("سيطر", "يسيطر"): "سيطر سيطرت سيطروا سيطرا يسيطر تسيطر يسيطرون سيطرته يسيطروا",
    ("نفى", "ينفي"): "نفى نفت نفوا ينفي تنفي ينفون نفاه نفته",
    ("دعا", "يدعو"): "دعا دعت دعوا يدعو تدعو يدعون",
    ("استهدف", "يستهدف"): "استهدف استهدفت استهدفوا يستهدف تستهدف استهدفته تستهدفها",
    ("أعاد", "يعيد"): "أعاد أعادت أعادوا يعيد تعيد يعيدون",
}
NOUNS = {
    "غارة": "غارة الغارة غارتين غارتان غارتها غاراتهم غارات الغارات",
    "قصف": "قصف القصف قصفا قصفه قصفها",
    "مقاتل": "مقاتل المقاتل مقاتلون المقاتلين مقاتلي مقاتلين",
    "قتلى": "قتلى القتلى قتلاهم",
}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_the_forms_of_a_verb_are_recognised(verb: tuple[str, str]) -> None:
    stems = verb_stems(*verb)
    assert [form for form in VERBS[verb].split() if not _known(form, stems)] == []


@pytest.mark.parametrize("noun", NOUNS)
def test_the_forms_of_a_noun_are_recognised(noun: str) -> None:
    assert [form for form in NOUNS[noun].split() if not _known(form, noun_stems(noun))] == []


@pytest.mark.parametrize(
    ("noun", "others"),
    [("اجتماع", "الاجتماعي اجتماعي الاجتماعية"), ("شرط", "الشرطة"), ("آلية", "إلى"), ("سيطرة", "سيطر")],
)
def test_neighbours_of_a_noun_are_not_its_forms(noun: str, others: str) -> None:
    assert [form for form in others.split() if _known(form, noun_stems(noun))] == []


def _known(form: str, stems: tuple[object, ...]) -> bool:
    from arabic import fold
    from events.morphology import Ending

    endings = [stem for stem in stems if isinstance(stem, Ending)]
    keys = {stem.key for stem in endings}
    return any(stem.key == cut.key and cut.fits(stem) for cut in cuts(fold(form), keys) for stem in endings)


def test_a_capture_by_the_states_forces_is_regained_territory() -> None:
    [state] = read_row({"text": "سيطرت قوات النظام على بلدة الحراك.", "at": ["الحراك"], "when": {}})
    [rebels] = read_row({"text": "سيطرت فصائل المعارضة على بلدة الحراك.", "at": ["الحراك"], "when": {}})
    assert codes(state).acled_sub_event == "Government regains territory"
    assert codes(rebels).acled_sub_event == "Non-state actor overtakes territory"
