"""`waqai annotate`: what the program reads in articles, with neither store nor Prefect."""

import json

from commands.gazetteers import own_places
from commands.options import Places, Published, Sources
from commands.refusing import say
from commands.sources import Reading


def annotate(*sources: Sources, published: Published = None, places: Places = None) -> int:
    """Print mentions and events, one JSON object per article. No store, no Prefect."""
    from articles import Refusal
    from events import to_json
    from flows.extraction import annotate_all

    articles = Reading(sources, published)
    for done in annotate_all(articles, own_places(places)):
        if isinstance(done, Refusal):
            articles.refuse([done])
        else:
            print(json.dumps(to_json(done), ensure_ascii=False))
            if done.remarks:
                say(f"read in part: article {done.article.id}: {'; '.join(done.remarks)}")
    return articles.status
