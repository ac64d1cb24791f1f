"""The order in which fields are worked out."""

from __future__ import annotations

from collections.abc import Mapping


class Knot(ValueError):
    """Fields that wait for each other, the first named again at the end."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(" → ".join(keys))


def ordered(dependencies: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the keys so that each follows what it reads, otherwise as given; raises ``Knot`` for a circle.

    Walks with a stack of its own: a chain of three hundred conditions must not exhaust Python's.
    """
    done: dict[str, None] = {}
    for start in dependencies:
        if start in done:
            continue
        path: list[str] = [start]
        on_path = {start}
        waiting = [iter(sorted(dependencies[start]))]
        while path:
            following = next((key for key in waiting[-1] if key not in done and key in dependencies), None)
            if following is None:
                waiting.pop()
                on_path.discard(path[-1])
                done[path.pop()] = None
            elif following in on_path:
                raise Knot((*path[path.index(following) :], following))
            else:
                path.append(following)
                on_path.add(following)
                waiting.append(iter(sorted(dependencies[following])))
    return tuple(done)
