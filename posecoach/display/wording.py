"""How the screen asks for its words: by id, with what goes into them."""

from typing import Protocol


class Texts(Protocol):
    """Looks up a sentence of the language file, such as `texts("screen.set_of", set=1, sets=3)`."""

    def __call__(self, sentence_id: str, **params: object) -> str: ...
