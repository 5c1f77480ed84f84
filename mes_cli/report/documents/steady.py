"""Archives whose bytes depend on their contents only."""

import io
import zipfile

#: The first moment that an archive can name.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def steady_zip(content: bytes) -> bytes:
    """Pack an archive again: the same parts in the same order, without the time of the day."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in source.infolist():
            # OpenDocument wants its type first and unpacked.
            packed = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            part = zipfile.ZipInfo(info.filename, _MOMENT)
            part.external_attr = 0o600 << 16
            made.writestr(part, source.read(info), compress_type=packed)
    return target.getvalue()
