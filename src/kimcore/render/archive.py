"""Archives: read, within a limit and with one kind of error, where they may be broken or hostile; and written."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self, TypeAlias

from kimcore.errors import FileError, RenderError
from kimcore.files.reasons import refusal

__all__ = ["LIMIT", "Archive", "ArchiveWriter", "File", "Packed"]

LIMIT = 1 << 30
"""How many bytes a package may unpack to, unless the caller says otherwise: 1 GiB."""

_ENTRIES = 20_000
_CHUNK = 1 << 18
_LEVEL = 4  # a tenth larger than level 6, in half its time
_UNIX_0644 = 0o100644 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, SyntaxError)

File: TypeAlias = str | Path | BinaryIO
"""A path or an open binary file that can seek."""


class Archive:
    """The parts of a package; what is unpacked is counted.

    Args:
        file: the package.
        limit: how many bytes it may unpack to.

    Attributes:
        file: its name, for messages.
        names: of its parts.

    Raises:
        FileError: it cannot be read or is not an OOXML package.
    """

    def __init__(self, file: File, limit: int) -> None:
        self.file = str(file) if isinstance(file, str | Path) else str(getattr(file, "name", "Die Datei"))
        self._left = self._limit = limit
        with self._guard():
            self._zip = zipfile.ZipFile(file)
        names = [name for name in self._zip.namelist() if not name.endswith("/")]
        self.names = frozenset(names)
        if len(names) != len(self.names) or len(names) > _ENTRIES:
            self._refuse("wird nicht gelesen: zu viele oder doppelte Teile.")
        if "[Content_Types].xml" not in self.names:
            self._refuse("ist kein Office-Dokument: das Verzeichnis der Teile fehlt.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _refuse(self, reason: str) -> None:
        self._zip.close()
        raise FileError(f"{self.file} {reason}")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn every way in which reading fails into a FileError."""
        try:
            yield
        except FileError:
            raise
        except OSError as error:
            raise FileError(f"{self.file} kann nicht gelesen werden. {refusal(error)}") from error
        except _BROKEN as error:
            raise FileError(
                f"{self.file} ist kein Office-Dokument (.xlsx, .docx), oder es ist beschädigt oder mit einem Kennwort "
                "geschützt."
            ) from error

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self._guard(), self._zip.open(name) as part:
            while piece := part.read(_CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    message = f"{self.file} wird nicht gelesen: entpackt ist die Datei größer als {self._limit} Bytes."
                    raise FileError(message)
                yield piece

    def read(self, name: str) -> bytes:
        """A part.

        Raises:
            FileError: it is broken, or the limit is reached.
        """
        return b"".join(self._pieces(name))

    def digest(self, name: str) -> bytes:
        """The SHA-256 digest of a part.

        Raises:
            FileError: as ``read``.
        """
        total = hashlib.sha256()
        for piece in self._pieces(name):
            total.update(piece)
        return total.digest()

    def xml(self, name: str) -> Any:
        """The root element of a part; entities and document types are refused.

        Raises:
            FileError: as ``read``.
        """
        from defusedxml.ElementTree import parse  # type: ignore[import-untyped]  # noqa: PLC0415 - paid for by readers

        data = io.BytesIO(self.read(name))
        with self._guard():
            return parse(data, forbid_dtd=True).getroot()


# ------------------------------------------------------------------------------------------- writing


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = _UNIX_0644
    return info


def _too_large(name: str) -> RenderError:
    return RenderError(f"{name} wird größer als 2 GiB; das Dokument aufteilen")


class _Forward:
    """A target that is only ever written to, so that files and pipes receive the same bytes."""

    def __init__(self, target: BinaryIO) -> None:
        self.write = target.write
        self.flush = getattr(target, "flush", lambda: None)


class Packed:
    """A part that is compressed while it is written, before the archive is begun that will hold it.

    So it need not be kept whole until what stands before it in the archive is known.

    Args:
        level: how hard it is compressed.
    """

    def __init__(self, level: int) -> None:
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._packed = bytearray()
        self.size = self.crc = 0

    def write(self, data: bytes) -> None:
        """Add to it."""
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        self._packed += self._deflate.compress(data)

    def finished(self) -> bytearray:
        """All of it, compressed; it is not written to again."""
        self._packed += self._deflate.flush()
        return self._packed


class ArchiveWriter:
    """Writes an archive: the same parts give the same bytes whatever the day, the machine and the user.

    Args:
        target: a binary file, seekable or not; it stays open.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(_Forward(target), "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]

    def _abandon(self) -> None:
        """Write nothing more, not even when the archive is forgotten."""
        self._zip.fp = None

    def write(self, name: str, data: bytes) -> None:
        """Add a part."""
        with self.open(name) as part:
            part.write(data)

    @contextmanager
    def open(self, name: str, *, level: int = _LEVEL) -> Iterator[IO[bytes]]:
        """Add a part by writing to it piece by piece; one part is open at a time.

        Args:
            name: of the part.
            level: how hard it is compressed; always the same for the same part, so that bytes stay the same.

        Raises:
            RenderError: the part grows over 2 GiB, which many programs do not read.
        """
        info = _info(name)
        info._compresslevel = level  # type: ignore[attr-defined]  # noqa: SLF001 - its public name is from 3.13 on
        part = self._zip.open(info, "w")
        try:
            yield part
        except BaseException:
            with suppress(OSError, RuntimeError):
                part.close()
            raise
        try:
            part.close()
        except RuntimeError as error:
            raise _too_large(name) from error

    def add(self, name: str, part: Packed) -> None:
        """Add a part that is compressed already, which zipfile itself has no way for.

        Raises:
            RenderError: as ``open``.
        """
        packed, archive = part.finished(), self._zip
        if part.size > zipfile.ZIP64_LIMIT:
            raise _too_large(name)
        info = _info(name)
        info.CRC, info.file_size, info.compress_size = part.crc, part.size, len(packed)
        info.header_offset = archive.fp.tell()
        archive.fp.write(info.FileHeader())
        archive.fp.write(packed)
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive.start_dir = archive.fp.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._abandon()
        self._zip.close()
