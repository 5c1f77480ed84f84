"""Where the parts of a file begin and end, in characters: marks of YAML go on too far."""

from mes_cli.store.reading.tree import Mapping, Node, Sequence, is_scalar

_BLOCK = ("|", ">")


def is_flow(node: Node, text: str) -> bool:
    """Tell whether a container stands between brackets."""
    return not is_scalar(node) and text[node.start_mark.index] in "[{"


def is_block(node: Node) -> bool:
    """Tell whether a single value is a block of lines."""
    return is_scalar(node) and node.style in _BLOCK


def beginning(node: Node) -> int:
    """Where a node begins."""
    return node.start_mark.index


def ending(node: Node, text: str) -> int:
    """Where what a node says ends: before blank lines and comments."""
    if is_flow(node, text):
        return node.end_mark.index
    if isinstance(node, Mapping):
        return ending(node.pairs[-1][1], text)
    if isinstance(node, Sequence):
        return ending(node.items[-1], text)
    start, end = node.start_mark.index, node.end_mark.index
    if is_block(node) and "+" not in text[start : start + 3]:
        return start + len(text[start:end].rstrip())
    if is_block(node) and text[start:end].endswith("\n"):
        return end - 1
    return end


def line_start(text: str, at: int) -> int:
    """Where the line of a position begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a position ends, its line end included."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def dash(node: Node, text: str) -> int:
    """Where the dash before an element of a list stands."""
    return text.rfind("-", 0, node.start_mark.index)
