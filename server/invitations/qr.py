"""QR codes for the phone beside the customer."""

import io

import segno

MAX_BYTES = 1000
# From here on fewer squares help a camera more than some that may be dirty.
LONG = 100
# Around the code, in modules: scanners need it, and it stays light where the page is dark.
QUIET_ZONE = 4


def draw(text: str) -> bytes:
    """The text as a QR code in SVG that scales with its place."""
    picture = io.BytesIO()
    code = segno.make(text, micro=False, error="l" if len(text) > LONG else "m")
    code.save(picture, kind="svg", border=QUIET_ZONE, light="#fff", dark="#000", omitsize=True)
    return picture.getvalue()
