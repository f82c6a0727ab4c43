"""A picture that an agency gives for its papers: checked, decoded, and written anew so that nothing else is in it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from prongsai.files.kinds import kind_of
from prongsai.files.problems import Refused, file_refusal

# What a file may have, in bytes, and its sides in pixels.
MOST_BYTES, MOST_SIDE = 1_000_000, 4_000
# At the largest size on paper (3 cm) this is as fine as any office prints: 600 points an inch.
_PRINTED = 720


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, with its sides in pixels."""

    data: bytes
    width: int
    height: int

    def within(self, high: float) -> tuple[float, float]:
        """Its width and height where it may stand ``high``, and at most twice as wide, in the unit of ``high``."""
        wide = high * self.width / self.height
        return (wide, high) if wide <= 2 * high else (2 * high, 2 * high * self.height / self.width)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of an agency's papers: the garuda, and its own seal. Neither stands in for the other."""

    garuda: Picture | None = None
    seal: Picture | None = None


NONE = Pictures()


def picture_of(data: bytes, name: str) -> Picture:
    """The picture in a file, decoded and written anew: without remarks, places, profiles, other frames.

    To be called in a process with limits. Raises ``Refused`` for what is no PNG or JPEG, too large, or damaged.
    """
    if len(data) > MOST_BYTES:
        raise _refused(
            name,
            f"ไฟล์ภาพใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) รับได้ไม่เกิน {MOST_BYTES / 1e6:,.0f} MB ให้ย่อภาพแล้วลองใหม่",
            f"the picture is too large ({len(data) / 1e6:,.1f} MB); "
            f"at most {MOST_BYTES / 1e6:,.0f} MB are taken: make it smaller",
        )
    kind = kind_of(data)
    if kind not in ("PNG", "JPEG"):
        raise _refused(
            name,
            "ไฟล์นี้ไม่ใช่ภาพ PNG หรือ JPEG ให้บันทึกภาพเป็นชนิดใดชนิดหนึ่งนี้แล้วลองใหม่",
            "this is no PNG or JPEG picture; save it as one of them",
        )
    from PIL import Image, ImageOps  # loaded where a picture is read: no other run needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
                if max(opened.size) > MOST_SIDE:
                    raise _too_many_pixels(name)
                upright = ImageOps.exif_transpose(opened)
                if upright.mode.startswith("I"):
                    # Greys of 16 bits: what converts them only cuts off what is above 255.
                    upright = upright.point(lambda grey: grey / 256).convert("L")
                drawn = upright.convert("RGBA" if _see_through(opened) else "RGB")
        drawn.thumbnail((_PRINTED, _PRINTED))
        written = io.BytesIO()
        clean = Image.new(drawn.mode, drawn.size)
        clean.paste(drawn)
        clean.save(written, "PNG", optimize=False, compress_level=9)
    except (Refused, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except Exception as error:
        # Whatever a decoder says of a damaged file; there are many kinds of it.
        raise _refused(
            name,
            "เปิดภาพนี้ไม่ได้ ไฟล์เสียหายหรือไม่ครบ ให้บันทึกภาพใหม่แล้วลองอีกครั้ง",
            "this picture cannot be opened: the file is damaged or not whole; save it anew",
        ) from error
    return Picture(written.getvalue(), clean.width, clean.height)


def _too_many_pixels(name: str) -> Refused:
    return _refused(
        name,
        f"ภาพมีด้านที่ยาวเกิน {MOST_SIDE:,} พิกเซล ให้ย่อภาพแล้วลองใหม่",
        f"a side of the picture has more than {MOST_SIDE:,} pixels: make it smaller",
    )


def _see_through(opened: object) -> bool:
    return getattr(opened, "mode", "") in ("RGBA", "LA", "PA") or "transparency" in getattr(opened, "info", {})


def _refused(name: str, th: str, en: str) -> Refused:
    return file_refusal(name, th, en)
