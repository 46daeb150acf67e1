"""Refusals as their reader wants them: a problem document for programs, a page for people."""

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from serve.answers import HTML, JSON, base_of, chosen
from serve.pages import page
from serve.problems import Problem

_TITLES: Final = {
    400: "لم يُفهم السؤال",
    404: "لا شيء هنا",
    405: "هذا الخادم للقراءة وحدها",
    500: "خطأ في الخادم",
    503: "تعذّرت قراءة المخزن",
    504: "طال البحث أكثر مما يجوز",
}


def refused(request: Request, problem: Problem, public: str | None) -> Response:
    """The problem as JSON, or as a page for whoever asked for pages: a form may have been filled in wrongly."""
    if chosen(request, (JSON, HTML)) != HTML:
        return problem.response()
    told = problem.document
    base = base_of(request, public)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "f"]
    shown = page(
        "problem",
        base=base,
        document=told,
        links=[],
        given={},
        title=told["title"],
        title_ar=_TITLES.get(problem.status, "رُفض الطلب"),
        json=f"{base}{request.url.path}?{urlencode([*asked, ('f', 'json')])}",
    )
    body = "" if request.method == "HEAD" else shown
    return Response(body, problem.status, headers=problem.headers | {"vary": "Accept"}, media_type=HTML)
