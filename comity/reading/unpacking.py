"""Compressed bodies unpacked as they come, never further than was allowed: gzip, deflate and brotli."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from comity.errors import InputBroken, InputTooLarge

# Deflate packs zeros a thousand times, and pages of news five to thirty times. Checked beyond the first megabyte,
# since a short page of blanks harms nobody.
MOST_PACKED = 200
_RATIO_FROM = 1_000_000
_STEP = 65_536
_MOST_LAYERS = 2
KNOWN = frozenset({"gzip", "x-gzip", "deflate", "br"})


class _Engine(Protocol):
    def run(self, data: bytes) -> Iterator[bytes]: ...

    @property
    def ended(self) -> bool: ...


def encodings_of(header: str | None) -> tuple[str, ...]:
    """The layers that a Content-Encoding names, in the order in which they were laid."""
    names = (name.strip().casefold() for name in (header or "").split(","))
    return tuple(name for name in names if name not in ("", "identity"))


def unpacked(chunks: Iterable[bytes], encodings: tuple[str, ...], *, most: int, source: str) -> Iterator[bytes]:
    """The bytes below the layers, chunk by chunk; `most` bounds them in total (bytes).

    Raises `InputTooLarge` beyond it or when the packing is denser than news ever is, `InputBroken` for an unknown
    layer, more than two of them, or a stream that breaks or ends early.
    """
    if len(encodings) > _MOST_LAYERS:
        raise InputBroken(source, f"it is packed {len(encodings)} times over", "leave it out")
    flow = iter(chunks)
    for name in reversed(encodings):
        flow = _layer(flow, name, source)
    total = 0
    for chunk in flow:
        total += len(chunk)
        if total > most:
            raise InputTooLarge(source, f"it is longer than {most:,} bytes", "raise the limit if it is to be read")
        yield chunk


def _layer(chunks: Iterator[bytes], name: str, source: str) -> Iterator[bytes]:
    engine = _engine(name, source)
    taken = given = 0
    for chunk in chunks:
        taken += len(chunk)
        try:
            for part in engine.run(chunk):
                given += len(part)
                if given > _RATIO_FROM and given > taken * MOST_PACKED:
                    problem = f"it unpacks to more than {MOST_PACKED} times its size"
                    raise InputTooLarge(source, problem, "leave it out: this is how a server is brought down")
                yield part
        except (zlib.error, _brotli_error()) as error:
            raise InputBroken(source, f"what is packed with {name} breaks in the middle", "fetch it again") from error
    if taken and not engine.ended:
        raise InputBroken(source, f"what is packed with {name} ends in the middle", "fetch it again")


def _engine(name: str, source: str) -> _Engine:
    if name in ("gzip", "x-gzip"):
        return _Deflate(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Deflate(None)
    if name == "br" and (engine := _Brotli.made()) is not None:
        return engine
    step = f"what can be unpacked: {', '.join(sorted(KNOWN))}"
    raise InputBroken(source, f'it is packed in a way that is not known ("{name[:20]}")', step)


class _Deflate:
    """Gzip (also several members in a row), or deflate with and without zlib's frame."""

    def __init__(self, bits: int | None) -> None:
        self._bits = bits
        self._engine = None if bits is None else zlib.decompressobj(bits)

    @property
    def ended(self) -> bool:
        return self._engine is not None and self._engine.eof

    def run(self, data: bytes) -> Iterator[bytes]:
        if self._engine is None:
            # Half of the world's servers send deflate without the frame that the standard asks for.
            framed = data[:1] and data[0] & 0x0F == 8 and int.from_bytes(data[:2].ljust(2, b"\0"), "big") % 31 == 0
            self._bits = zlib.MAX_WBITS if framed else -zlib.MAX_WBITS
            self._engine = zlib.decompressobj(self._bits)
        while data:
            yield self._engine.decompress(data, _STEP)
            data = self._engine.unconsumed_tail
            if self._engine.eof:
                data = self._engine.unused_data
                # What follows the end and is no further member is padding.
                if self._bits != zlib.MAX_WBITS | 16 or not data.startswith(b"\x1f\x8b"):
                    return
                self._engine = zlib.decompressobj(self._bits)


class _Brotli:
    def __init__(self, engine: Any) -> None:
        self._engine = engine

    @classmethod
    def made(cls) -> "_Brotli | None":
        try:
            import brotli  # type: ignore[import-untyped]
        except ImportError:
            return None
        engine = brotli.Decompressor()
        # Before 1.2 its output can't be bounded, and then it is better not to unpack at all.
        return cls(engine) if hasattr(engine, "can_accept_more_data") else None

    @property
    def ended(self) -> bool:
        return bool(self._engine.is_finished())

    def run(self, data: bytes) -> Iterator[bytes]:
        if self._engine.is_finished():
            return
        yield self._engine.process(data, output_buffer_limit=_STEP)
        while not self._engine.is_finished() and not self._engine.can_accept_more_data():
            yield self._engine.process(b"", output_buffer_limit=_STEP)


def _brotli_error() -> type[Exception]:
    try:
        import brotli
    except ImportError:
        return zlib.error
    error: type[Exception] = brotli.error
    return error
