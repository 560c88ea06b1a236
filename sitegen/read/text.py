"""Bytes of a text file → clean text, or the reason why not.

Clean text is UTF-8 without BOM and with LF line ends, so that the same page gives the same output whatever editor
saved it.
"""

from __future__ import annotations

import hashlib

from sitegen.model.diagnostic import Diagnostic, diagnostic


def digest(data: bytes) -> str:
    """The content digest used everywhere: BLAKE2b, 128 bits, hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def decode(data: bytes, path: str) -> tuple[str | None, Diagnostic | None]:
    """Decode ``data``; a wrong encoding gives None and a diagnostic with place and a guess of the encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, diagnostic("F51", path, 1, 1, byte=f"0x{data[0]:02X}", guess="UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        byte = f"0x{data[error.start]:02X}"
        guess = "Windows-1252 (Western European)" if _is_cp1252(data) else "another encoding"
        return None, diagnostic("F51", path, line, column, 1, byte=byte, guess=guess)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, None


def _is_cp1252(data: bytes) -> bool:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
