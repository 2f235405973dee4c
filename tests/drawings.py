"""What is drawn in tests: never in their own process, which would then fork without the threads of Typst."""

from collections.abc import Sequence

from prst.made import Made
from prst.outputs.imprimerie import Drawing


def drawn(one: Drawing) -> bytes:
    """The bytes of a drawing."""
    return Made(None).output(one).content


def all_drawn(several: Sequence[Drawing]) -> dict[str, bytes]:
    """The bytes of several, by path, made together."""
    return {output.path: output.content for output in Made(None).outputs(several)}
