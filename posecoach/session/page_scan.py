"""Reads the records of a damaged SQLite file page by page, without its header and without its inner pages.

A b-tree is only the way to a record; the record itself lies in a leaf (for tables without rowid and for
indexes in an inner page, too) and can be read wherever it is (SQLite's file format, sections 1.5, 1.6, 2.1).
"""

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass

PAGE_BYTES = 4096
"""The size of a page of every database of this program, SQLite's own default."""

FILE_HEADER_BYTES = 100
"""Of the first page, before its b-tree page begins."""

INDEX_INNER, INDEX_LEAF, TABLE_LEAF = 2, 10, 13
"""First byte of those b-tree pages that hold records."""

INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""By serial type of a whole number: its length."""

Bytes = bytes | mmap.mmap

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `rowid` None for one of an index; a value that is not there in full is None."""

    rowid: int | None
    values: tuple[Value, ...]


def records(file: Bytes) -> Iterator[Record]:
    """Every record that can be read in the bytes of a database, in the order of its pages."""
    for start in range(0, len(file), PAGE_BYTES):
        page = file[start : start + PAGE_BYTES].ljust(PAGE_BYTES, b"\0")
        head = FILE_HEADER_BYTES if start == 0 else 0
        kind = page[head]
        if kind not in (INDEX_INNER, INDEX_LEAF, TABLE_LEAF):
            continue
        (count,) = struct.unpack_from(">H", page, head + 3)
        pointers = head + (12 if kind == INDEX_INNER else 8)
        for index in range(min(count, (PAGE_BYTES - pointers) // 2)):
            (at,) = struct.unpack_from(">H", page, pointers + 2 * index)
            try:
                yield _cell(file, page, kind, at)
            except (IndexError, struct.error, ValueError):
                continue  # this cell is damaged; the next may not be


def _cell(file: Bytes, page: bytes, kind: int, at: int) -> Record:
    if kind == INDEX_INNER:
        at += 4
    size, at = _varint(page, at)
    rowid = None
    if kind == TABLE_LEAF:
        rowid, at = _varint(page, at)
    if size > len(file):
        raise ValueError("longer than the file")
    here = _local_bytes(size, kind)
    payload = page[at : at + here]
    if here < size:
        (following,) = struct.unpack_from(">I", page, at + here)
        payload += _overflow(file, following, size - here)
    return Record(rowid, tuple(_values(payload)))


def _local_bytes(size: int, kind: int) -> int:
    """How much of a payload of `size` bytes lies in the b-tree page itself (section 1.6)."""
    most = PAGE_BYTES - 35 if kind == TABLE_LEAF else (PAGE_BYTES - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    here = least + (size - least) % (PAGE_BYTES - 4)
    return here if here <= most else least


def _overflow(file: Bytes, page: int, size: int) -> bytes:
    """The rest of a payload, from page `page` on; shorter than `size` where the chain is broken."""
    parts = []
    while size > 0 and 1 <= page <= len(file) // PAGE_BYTES:
        start = (page - 1) * PAGE_BYTES
        (page,) = struct.unpack_from(">I", file, start)
        parts.append(file[start + 4 : start + min(PAGE_BYTES, size + 4)])
        size -= PAGE_BYTES - 4
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Value]:
    end, at = _varint(payload, 0)
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        length = _length(kind)
        data = payload[body : body + length]
        body += length
        yield _value(kind, data) if len(data) == length else None


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else INTEGER_BYTES.get(kind, 0)


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data.decode("utf-8", "replace") if kind % 2 else data
    if kind == 7:
        number: float = struct.unpack(">d", data)[0]
        return number
    if kind in INTEGER_BYTES:
        return int.from_bytes(data, "big", signed=True)
    return {8: 0, 9: 1}.get(kind)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, seven bits a byte, the ninth byte whole; and where it ends."""
    number = 0
    for byte in range(8):
        piece = data[at + byte]
        number = number << 7 | piece & 0x7F
        if piece < 0x80:
            return number, at + byte + 1
    return number << 8 | data[at + 8], at + 9
