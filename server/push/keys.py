"""The server's key pair, by which push services know it (VAPID, RFC 8292)."""

import base64
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.home import DamagedSecret, keep_secret

FILE_NAME = "push_key"
# A push service takes a day at most.
TOKEN_SECONDS = 12 * 3600


class PushKey:
    """The key pair; `public` is what browsers subscribe with, in base64url."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.public = encode_point(private.public_key())

    def authorization(self, endpoint: str, contact: str) -> str:
        """The header that says who sends to this endpoint, and whom the service may ask."""
        vapid = _vapid(self._private)
        scheme, host = urlsplit(endpoint)[:2]
        claims = {
            "aud": f"{scheme}://{host}",
            "exp": int(time.time()) + TOKEN_SECONDS,
            "sub": contact,
        }
        header: str = vapid.sign(claims)["Authorization"]
        return header


def load_push_key(home: Path) -> PushKey:
    """The server's key pair, drawn on first use and readable by its owner only.

    Raises DamagedSecret for a damaged file, OSError where it can't be read or written.
    """
    path = home / FILE_NAME
    if not path.exists():
        keep_secret(path, _draw())
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        key = None
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"):
        raise DamagedSecret(
            f"{path} is damaged. Put it back from a backup; without it, technicians are not told"
            " of anything until they open the console again. To go on so, remove the file."
        )
    return PushKey(key)


def encode_point(key: ec.EllipticCurvePublicKey) -> str:
    """A public key as browsers write it."""
    point = key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _draw() -> str:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def _vapid(private: ec.EllipticCurvePrivateKey) -> Any:
    # Half a second to load, on a thread and only where somebody is told.
    from pywebpush import Vapid

    # Its own check of the contact knows no port and no name without a dot.
    return Vapid(private, conf={"no-strict": True})
