"""What a part refers to: links, pictures, charts, headers; each once, numbered as it comes."""

import attrs

from kimcore.render.package import Relation, relations_xml
from kimcore.render.word.markup import RELATIONS

__all__ = ["Relations"]


@attrs.define
class Relations:
    """The relations of one part."""

    _ids: dict[tuple[str, str, bool], str] = attrs.field(factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of a relation.

        Args:
            kind: the last word of its type: ``hyperlink``, ``image``.
            target: the part, relative to ``word/``, or the web address.
            external: True for a web address.
        """
        return self._ids.setdefault((kind, target, external), f"rId{len(self._ids) + 1}")

    def link(self, url: str) -> str:
        """The id of a web or mail address."""
        return self.add("hyperlink", url, external=True)

    def __bool__(self) -> bool:
        return bool(self._ids)

    def xml(self) -> bytes:
        """The ``.rels`` part."""
        return relations_xml(
            Relation(name, f"{RELATIONS}/{kind}", target, external)
            for (kind, target, external), name in self._ids.items()
        )
