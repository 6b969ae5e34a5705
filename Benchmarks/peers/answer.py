"""What every peer answers with: the line that `Generate` writes beside each file.

The count columns are all that are neither text nor a percentage; the text columns come first.
"""
import json
import zlib

COUNT = ("LEER- OF VERBLIJFSJAAR", "EXAMENKANDIDATEN", "GESLAAGDEN")


def columns(header):
    """The count columns, and the text columns before the first of them."""
    counts = [name for name in header if name.startswith(COUNT)]
    return counts, header[: header.index(counts[0])]


def line(rows, exact, suppressed, characters, names):
    checksum = sum(zlib.crc32(name.encode("utf-8", "surrogateescape")) for name in names)
    return json.dumps(
        {
            "rows": rows,
            "exact": exact,
            "suppressed": suppressed,
            "low": exact + suppressed,
            "high": exact + 4 * suppressed,
            "characters": characters,
            "names": len(names),
            "namesChecksum": checksum,
        },
        separators=(",", ":"),
    )


def is_utf8(path):
    """Strict UTF-8 over the whole file, in pieces."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with open(path, "rb") as file:
            while piece := file.read(1 << 22):
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
