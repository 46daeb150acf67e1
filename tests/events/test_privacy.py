"""Names of private persons stand in the quoted evidence alone, never in a field."""

import json

import pytest

from arabic import fold
from events.actors import known
from events.contract import event_json
from tests.events.reading import read

SENTENCES = [
    ("قال الناشط الإعلامي سامر الحلواني إن الطائرات قصفت بلدة الحراك أمس.", "الناشط الإعلامي", "witness", "سامر"),
    ("وأفاد المحامي نزار البيطار بأن قوات النظام اعتقلت شابين في الحراك.", "المحامي", "other", "نزار"),
    ("قالت أم ياسين إن قذيفة سقطت على منزل في الحراك.", "شخص يسميه النص", "other", "ياسين"),
    ("بحسب الطبيب عماد الصباغ فإن القصف على الحراك أوقع ثلاثة قتلى.", "الطبيب", "rescue", "عماد"),
    ("قال شاهد عيان يدعى فراس الخطيب إن سيارة مفخخة انفجرت في الحراك.", "شاهد عيان", "witness", "فراس"),
    (
        "وقال المتحدث باسم وزارة الدفاع الروسية بافل سميرنوف إن طائرات قصفت بلدة الحراك.",
        "المتحدث باسم وزارة الدفاع الروسية",
        "official",
        "بافل",
    ),
    ("قال رامي عبد الرحمن إن الطائرات قصفت بلدة الحراك.", "مدير المرصد السوري لحقوق الإنسان", "monitor", "رامي"),
    ("وقال المرصد السوري لحقوق الإنسان إن الطائرات قصفت الحراك.", "المرصد السوري لحقوق الإنسان", "monitor", "رامي"),
    ("وقالت وزارة الداخلية التركية إن قذيفة سقطت على الحراك.", "وزارة الداخلية التركية", "official", "رامي"),
    ("قتل الشاب وسيم الأشقر برصاص مجهولين في الحراك.", None, None, "وسيم"),
]


@pytest.mark.parametrize(("text", "attribution", "kind", "name"), SENTENCES)
def test_who_is_quoted_is_printed_by_function(text: str, attribution: str | None, kind: str | None, name: str) -> None:
    events = read({"text": text, "at": ["الحراك"], "when": {}})
    assert [(event.attribution, event.attribution_kind) for event in events] == [(attribution, kind)]
    fields = [json.dumps(event_json(event), ensure_ascii=False) for event in events]
    assert [field for field in fields if fold(name) in fold(field)] == []


def test_a_surname_alone_is_printed_by_the_office_it_came_with() -> None:
    text = "وصل الناطق باسم بلدية الحراك مازن الدروبي إلى المكان. وقال الدروبي إن قذيفة سقطت وقتلت ثلاثة مدنيين."
    events = read({"text": text, "at": ["الحراك"], "when": {}})
    assert {event.attribution for event in events if event.attribution} == {"الناطق باسم بلدية الحراك"}


def test_actors_are_names_of_the_table_and_no_others() -> None:
    texts = [text for text, *_ in SENTENCES]
    named = {
        actor.name
        for text in texts
        for event in read({"text": text, "at": ["الحراك"], "when": {}})
        for actor in event.actors
    }
    assert named <= set(known())


def test_a_name_cut_within_its_quotes_loses_them() -> None:
    text = "وذكرت وكالة «رويترز» أن قذيفة سقطت على الحراك."
    assert {event.attribution for event in read({"text": text, "at": ["الحراك"], "when": {}})} == {"وكالة رويترز"}
