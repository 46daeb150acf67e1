"""Finding: the time expressions of a text, from left to right, the longest first, none inside another."""

from arabic import Text, Token
from timex.expression import Expression
from timex.grammar import Node, Parser
from timex.guards import stands
from timex.rules import grammar
from timex.tense import tense_around


def find(text: Text) -> list[Expression]:
    """All time expressions of a text, read but not resolved: nothing is assumed of its date."""
    rules = grammar()
    top = rules.types["expression"]
    parser = Parser(rules, text)
    tokens = text.tokens
    found: list[Expression] = []
    at = 0
    for index, entry in enumerate(parser.entries):
        if index < at or not entry.mask & top.bit:
            continue
        node = _longest(parser.nodes(top, index), tokens)
        if node is not None:
            found.append(_expression(node, text))
            at = node.last
    return found


def _longest(nodes: "list[Node] | tuple[Node, ...]", tokens: "list[Token]") -> Node | None:  # type: ignore[name-defined]
    best: Node | None = None
    for node in nodes:
        if (best is None or node.last > best.last) and stands(node, tokens):
            best = node
    return best


def _expression(node: Node, text: Text) -> Expression:
    sentence = text.tokens[node.first].sentence
    return Expression(
        node.start,
        node.end,
        node.first,
        node.last,
        node.value,
        node.rule,
        sentence,
        tense_around(text.tokens, node.first, node.last),
    )
