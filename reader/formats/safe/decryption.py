# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Encrypted Word documents, opened with the password that the reader gives."""

import hashlib
import io
from importlib import import_module
from typing import Any

from reader.errors import OpenError, Reason
from reader.formats.safe.archive import damaged

#: A document may ask for this many rounds of hashing; more are only asked for to waste time.
SPIN_LIMIT = 1_000_000
_BLOCK_KEY = bytes.fromhex("146e0be7abacd0d6")
_PADDING = b"\x36"


def decrypt_office(data: bytes, password: str | None) -> bytes:
    """The document inside an encrypted container.

    Raises:
        OpenError: There is no password, it does not fit, or the container is damaged.
    """
    if password is None:
        raise OpenError(
            None, Reason.ENCRYPTED, "The document is encrypted; give its password to open it."
        )
    msoffcrypto = import_module("msoffcrypto")
    errors = import_module("msoffcrypto.exceptions")
    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if _needs_padding(file):
            file.load_key(secret_key=_padded_key(file.info, password))
        else:
            file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except errors.InvalidKeyError as error:
        raise _wrong_password() from error
    except (
        *(errors.FileFormatError, errors.ParseError, errors.DecryptionError),
        *(ValueError, KeyError, OSError),
    ) as error:
        raise damaged(str(error)) from error
    if not out.getvalue().startswith(b"PK"):
        raise _wrong_password()
    return out.getvalue()


def _wrong_password() -> OpenError:
    return OpenError(
        None, Reason.ENCRYPTED, "The password does not fit this document; give another."
    )


def _needs_padding(file: object) -> bool:
    """Whether the key is longer than the hash it is made from, which the library does not do."""
    info = getattr(file, "info", None)
    if getattr(file, "type", "") != "agile" or not isinstance(info, dict):
        return False
    if info["spinValue"] > SPIN_LIMIT:
        raise damaged(f"{info['spinValue']} rounds of hashing")
    digest = hashlib.new(info["passwordHashAlgorithm"].lower(), usedforsecurity=False)
    return bool(digest.digest_size * 8 < info["passwordKeyBits"])


def _padded_key(info: dict[str, Any], password: str) -> bytes:
    """The document's key as MS-OFFCRYPTO 2.3.4.11 derives it, the hash padded to the key's size."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    def digest(value: bytes) -> bytes:
        name = info["passwordHashAlgorithm"].lower()
        return hashlib.new(name, value, usedforsecurity=False).digest()

    salt = info["passwordSalt"]
    hashed = digest(salt + password.encode("utf-16-le"))
    for spin in range(info["spinValue"]):
        hashed = digest(spin.to_bytes(4, "little") + hashed)
    size = info["passwordKeyBits"] // 8
    key = digest(hashed + _BLOCK_KEY).ljust(size, _PADDING)[:size]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(salt)).decryptor()
    secret = decryptor.update(info["encryptedKeyValue"]) + decryptor.finalize()
    return bytes(secret[:size])
