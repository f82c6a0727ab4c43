"""Photographs and scans that are given to be kept: written anew, without place, camera, remarks or small copies."""

from __future__ import annotations

import io
import warnings
from typing import Any, Literal

from prongsai.files.given.papers import damaged
from prongsai.files.problems import Refused, file_refusal

ImageKind = Literal["png", "jpg", "webp"]
FORMATS: dict[ImageKind, str] = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
# A page of A4 at 600 points an inch has 35 million; what is sold as a telephone of fifty has 8192 × 6144.
MOST_PIXELS = 51_000_000
_QUALITY = 92


def clean_image(data: bytes, kind: ImageKind, name: str) -> bytes:
    """The picture as it is seen, upright, in the same format, and nothing else that the file said.

    ``Refused`` for what is damaged, moves, or has too many pixels. To be called in a process with limits."""
    from PIL import Image, ImageOps, JpegImagePlugin  # loaded where a picture is read: no other run needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None  # our own limit is asked first
            held = io.BytesIO(data)
            with (
                # Telephones put a small copy and a map of depth behind a photograph: it is no picture that moves.
                JpegImagePlugin.JpegImageFile(held) if kind == "jpg" else Image.open(held, formats=(FORMATS[kind],))
            ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _too_many(name, opened.width * opened.height)
                if getattr(opened, "n_frames", 1) > 1:
                    raise file_refusal(
                        name,
                        "ไฟล์นี้เป็นภาพเคลื่อนไหว ให้บันทึกเป็นภาพนิ่งแล้วลองใหม่",
                        "this picture moves; save it as a still one",
                    )
                dpi = opened.info.get("dpi")
                opened.load()
                upright = ImageOps.exif_transpose(opened)
                same = upright.size == opened.size and opened.getexif().get(0x0112, 1) == 1
                # What formats carry along of themselves: profile, remark, transparency by number.
                seen = opened if same else upright
                if kind == "png" and "transparency" in seen.info and seen.mode in ("1", "L", "P", "RGB"):
                    seen = seen.convert("RGBA")
                elif kind == "png" and seen.mode == "P":
                    seen = seen.convert("RGB")
                seen.info = {}
                written = io.BytesIO()
                more: dict[str, Any] = {"dpi": dpi} if _is_density(dpi) else {}
                if kind == "jpg":
                    more |= {"quality": "keep"} if same else {"quality": _QUALITY}
                    seen.save(written, "JPEG", exif=b"", comment=b"", **more)
                elif kind == "webp":
                    seen.save(written, "WEBP", quality=_QUALITY, exif=b"", xmp=b"", icc_profile=b"")
                else:
                    seen.save(written, "PNG", **more)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # Whatever a decoder says of a damaged file; there are many kinds of it.
        raise damaged(name) from error
    return written.getvalue()


def _is_density(dpi: object) -> bool:
    return isinstance(dpi, tuple) and len(dpi) == 2 and all(1 <= float(each) <= 10_000 for each in dpi)


def _too_many(name: str, pixels: int) -> Refused:
    return file_refusal(
        name,
        f"ภาพมี {pixels / 1e6:,.1f} ล้านพิกเซล รับได้ไม่เกิน {MOST_PIXELS / 1e6:,.0f} ล้านพิกเซล ให้ย่อภาพแล้วลองใหม่",
        f"the picture has {pixels / 1e6:,.1f} million pixels; at most {MOST_PIXELS / 1e6:,.0f} million are taken: "
        "make it smaller",
    )
