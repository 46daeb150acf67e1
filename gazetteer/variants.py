"""Regular spellings of a name that may stand in running text, made by rule for the index."""

from collections.abc import Iterator

from gazetteer.spelling import bare, name_words, rules

_SHORTEST_BARE = 6  # letters of a single word that may lose its article
_SHORTEST_WORD = 4  # letters of a word whose article or ending may differ: shorter ones meet ordinary words


def running_variants(name: str) -> set[str]:
    """Folded spellings one rule away from a name, its own excluded.

    >>> "كفرنبل" in running_variants("كفر نبل"), "ابي الظهور" in running_variants("أبو الظهور")
    (True, True)
    """
    words = name_words(name)
    if words[0] in rules().announcers:  # «مدينة الدير»: its spellings are those of the name after the word
        return set()
    made = {
        " ".join(variant) for rule in (_articles, _compounds, _kunyas, _endings, _sounds) for variant in rule(words)
    }
    made.discard(" ".join(words))
    return made


def _each(words: list[str], place: int, word: str) -> list[str]:
    return [*words[:place], word, *words[place + 1 :]]


def _articles(words: list[str]) -> Iterator[list[str]]:
    """«أم التينة» and «أم تينة», «سلحبية» and «السلحبية»."""
    for place, word in enumerate(words):
        if word.isdigit() or len(bare(word)) < _SHORTEST_WORD - 1:
            continue
        if bare(word) != word:
            if len(words) > 1 or _distinct(bare(word)):
                yield _each(words, place, bare(word))
        elif place or word not in rules().words:
            yield _each(words, place, "ال" + word)


def _distinct(word: str) -> bool:
    """May a single word be a place without its article? «علي» and «مدينة» are words, «سلحبية» hardly."""
    held = rules()
    ordinary = (held.announcers, held.landmarks, held.loose_heads, held.loose_tails, held.words)
    return len(word) >= _SHORTEST_BARE and not any(word in listed for listed in ordinary)


def _compounds(words: list[str]) -> Iterator[list[str]]:
    """«كفر نبل» and «كفرنبل», «معرة النعمان» and «معرةالنعمان»."""
    if len(words) > 1 and bare(words[0]) in rules().heads:
        yield [words[0] + words[1], *words[2:]]
        if words[0] == "معره":
            yield ["معرت" + bare(words[1]), *words[2:]]
            yield ["معرت", *words[1:]]
    for head in rules().heads:
        rest = words[0][len(head) :]
        if len(head) > 2 and words[0].startswith(head) and len(rest) >= _SHORTEST_WORD - 1:
            yield [head, rest, *words[1:]]


def _kunyas(words: list[str]) -> Iterator[list[str]]:
    """«أبو الظهور» and «أبي الظهور», «ابن» and «بن»."""
    for place, word in enumerate(words):
        for spellings in (("ابو", "ابي"), ("بن", "ابن"), ("حج", "حاج"), ("تل", "تله")):
            if word in spellings and len(words) > 1:
                yield from (_each(words, place, other) for other in spellings if other != word)


def _endings(words: list[str]) -> Iterator[list[str]]:
    """«حسيا», «حسية» and «حسياء»."""
    for place, word in enumerate(words):
        if len(bare(word)) < _SHORTEST_WORD:
            continue
        if word.endswith("اء"):
            yield _each(words, place, word[:-1])
            yield _each(words, place, word[:-2] + "ه")
        elif word[-1] in "اه":
            yield _each(words, place, word[:-1] + ("ه" if word[-1] == "ا" else "ا"))


def _sounds(words: list[str]) -> Iterator[list[str]]:
    """«الضمير» and «الظمير»: one letter that writers confuse."""
    letters = {kept: chr(written) for written, kept in rules().letters.items()}
    both = letters | {written: kept for kept, written in letters.items()}
    for place, word in enumerate(words):
        if len(bare(word)) < _SHORTEST_WORD:
            continue
        for at, letter in enumerate(word):
            if letter in both:
                yield _each(words, place, word[:at] + both[letter] + word[at + 1 :])
