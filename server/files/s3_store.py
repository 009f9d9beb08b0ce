"""Files in S3, or in what speaks like it."""

from pathlib import Path
from typing import Any, BinaryIO, cast

from botocore.exceptions import BotoCoreError, ClientError
from s3fs import S3FileSystem

PIECE = 8 * 1024 * 1024
SECONDS_OF_SILENCE = 30


class S3Store:
    """FileStore in a bucket, under a prefix. Who may: the usual AWS variables and files."""

    def __init__(self, bucket: str, prefix: str, endpoint: str = "") -> None:
        self._root = f"{bucket}/{prefix}".rstrip("/")
        timeouts = {"connect_timeout": 10, "read_timeout": SECONDS_OF_SILENCE}
        self._files = S3FileSystem(
            endpoint_url=endpoint or None,
            config_kwargs=timeouts,
            use_listings_cache=False,
            skip_instance_cache=True,
        )

    def put(self, path: Path, name: str) -> None:
        """See FileStore; two pieces are in memory at once."""
        _said(self._files.put_file, str(path), self._key(name), chunksize=PIECE, max_concurrency=2)

    def open(self, name: str, offset: int = 0) -> BinaryIO:
        """See FileStore."""
        opened = _said(
            self._files.open, self._key(name), "rb", block_size=PIECE // 2, cache_type="readahead"
        )
        opened.seek(offset)
        return cast(BinaryIO, opened)

    def size(self, name: str) -> int | None:
        """See FileStore."""
        try:
            return int(_said(self._files.info, self._key(name), refresh=True)["size"])
        except FileNotFoundError:
            return None

    def delete(self, name: str) -> None:
        """See FileStore; S3 itself does not mind if there is none."""
        _said(self._files.rm_file, self._key(name))

    def _key(self, name: str) -> str:
        return f"{self._root}/{name}"


def _said(act: Any, *words: Any, **options: Any) -> Any:
    """What the act gives. Raises OSError also where the library has errors of its own."""
    try:
        return act(*words, **options)
    except (BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error
