"""Which parser reads a file, and what to do about one that none can read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from zipfile import BadZipFile

from ingest.documents import Parsed
from ingest.errors import Reason, UnreadableError
from ingest.parsing.archives import look_into
from ingest.parsing.compound import COMPOUND
from ingest.parsing.locks import opened
from ingest.parsing.mail import Mail, parse_mail, read_message
from ingest.parsing.recognition import HOW_TO_READ_PICTURES, Recogniser
from ingest.parsing.sheets import Sheet, read_workbook
from ingest.parsing.titles import title_of
from ingest.records import File

_FORMATS = {
    "pdf": "pdf",
    **dict.fromkeys(("docx", "docm", "dotx"), "word"),
    **dict.fromkeys(("doc", "dot"), "old_word"),
    "rtf": "rich_text",
    **dict.fromkeys(("odt", "odp"), "open_document"),
    **dict.fromkeys(("xlsx", "xlsm", "xls", "xlsb", "ods"), "workbook"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
    **dict.fromkeys(("pptx", "pptm", "ppsx"), "slides"),
    **dict.fromkeys(("ppt", "pps"), "old_slides"),
    **dict.fromkeys(("md", "markdown"), "markdown"),
    **dict.fromkeys(("txt", "text", "log"), "text"),
    **dict.fromkeys(("html", "htm", "xhtml"), "web"),
    "eml": "mail",
    "msg": "outlook",
    **dict.fromkeys(("mbox", "mbx"), "mbox"),
    **dict.fromkeys(("vtt", "srt"), "captions"),
    "json": "json",
    **dict.fromkeys(("ics", "ical"), "calendar"),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp"), "picture"),
}
_INSTEAD = {
    **dict.fromkeys(("wps", "pages"), "save it as .docx or PDF"),
    **dict.fromkeys(("dps", "key"), "save it as .pptx or PDF"),
    **dict.fromkeys(("et", "numbers"), "save it as .xlsx"),
    **dict.fromkeys(("zip", "rar", "7z", "tar", "gz"), "unpack it into the folder"),
}
_PACKAGES = ("word", "workbook", "slides", "old_word", "old_slides", "open_document")
_OF_BYTES = ("pdf", "outlook")
_MAILS = ("mail", "outlook", "mbox")
_STREAMS = {
    "__substg1.0_": "outlook",
    "WordDocument": "old_word",
    "PowerPoint Document": "old_slides",
}
"""Which stream tells a compound file's format; one that has none of them is a workbook."""
_UNPACKED_LIMIT_BYTES = 512 * 1024 * 1024
_TEXT_LIMIT_CHARACTERS = 20_000_000
_HTML = (b"<!doctype html", b"<html", b"<table", b"<meta")


def is_supported(name: str) -> bool:
    """Whether some parser reads files with this ending."""
    return _ending(name) in _FORMATS


def endings() -> tuple[str, ...]:
    """Of the names of files that some parser reads, without the dot."""
    return tuple(_FORMATS)


def advice(name: str) -> str:
    """What to do about a file whose ending no parser reads."""
    instead = _INSTEAD.get(_ending(name), "put it under `exclude` if it need not be read")
    return f"{name}: Zhike does not read this format; {instead}."


def parse(file: File, recogniser: Recogniser | None = None) -> Parsed:
    """The sections of a file and what its format states about it; never without text.

    Words in pictures are read where there is a recogniser.

    Raises UnreadableError with reason encrypted, damaged, empty, unsupported or too_large, and a
    message that names the file and what to do.
    """
    if not file.data.strip():
        raise _unreadable(file, "empty", "the file is empty; replace or remove it")
    with as_unreadable(file):
        file = opened(file)
    form = _format_of(file)
    with as_unreadable(file):
        parsed = _parse(form, file, recogniser)
    return _with_text(file, form, parsed, recogniser)


def sheets_of(file: File, only: str) -> tuple[Sheet, ...]:
    """The rows of a workbook, or of its sheet named `only`. Raises UnreadableError as `parse` does."""
    with as_unreadable(file):
        file = opened(file)
    if _format_of(file) != "workbook":
        raise _unreadable(file, "unsupported", "it is no workbook; save it as .xlsx or CSV")
    with as_unreadable(file):
        return tuple(read_workbook(file.data, only=only))


def mail_of(file: File) -> Mail:
    """A message, whatever it is called. Raises UnreadableError as `parse` does."""
    with as_unreadable(file, "a mail"):
        if file.data.startswith(COMPOUND):
            from ingest.parsing.outlook import read_outlook

            return read_outlook(file.data)
        return read_message(file.data)


def mails_of(file: File) -> tuple[Mail, ...]:
    """Every message of a mailbox, or the one of any other file. Raises UnreadableError as `parse` does."""
    if _FORMATS.get(_ending(file.name)) != "mbox":
        return (mail_of(file),)
    with as_unreadable(file, "a mailbox"):
        from ingest.parsing.mbox import read_mbox

        return read_mbox(file.data)


@contextmanager
def as_unreadable(file: File, form: str = "") -> Iterator[None]:
    """Whatever the libraries say of a file, said in our words. Raises UnreadableError in its place."""
    try:
        yield
    except UnreadableError as error:
        raise _unreadable(file, error.reason, str(error)) from error
    except MemoryError as error:
        raise _unreadable(
            file, "too_large", "reading it takes more memory than allowed; split it"
        ) from error
    except Exception as error:
        # The libraries raise whatever a damaged file makes them trip over (KeyError, struct.error,
        # XMLSyntaxError, RecursionError …): to us they all say the same.
        raise _unreadable(
            file,
            "damaged",
            f"its content cannot be read as {form or _ending(file.name) or 'what it begins as'} "
            f"({type(error).__name__}); open it in the program it was made with and save it again",
        ) from error


def _with_text(file: File, form: str, parsed: Parsed, recogniser: Recogniser | None) -> Parsed:
    if sum(len(section.text) for section in parsed.sections) > _TEXT_LIMIT_CHARACTERS:
        raise _unreadable(
            file, "too_large", f"it holds more than {_TEXT_LIMIT_CHARACTERS:,} characters; split it"
        )
    sections = tuple(section for section in parsed.sections if any(map(str.isalnum, section.text)))
    if not sections:
        hint = (
            f"its pages hold no readable text, only pictures; {HOW_TO_READ_PICTURES}"
            if form == "pdf" and recogniser is None
            else "it holds no text; replace or remove it"
        )
        raise _unreadable(file, "empty", hint)
    title = title_of(file.name, parsed.title) if form not in _MAILS else parsed.title
    return replace(parsed, sections=sections, title=title or title_of(file.name, ""))


def _unreadable(file: File, reason: Reason, what: str) -> UnreadableError:
    return UnreadableError(f"{file.name}: {what}.", reason=reason)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _format_of(file: File) -> str:
    """The format by its first bytes where these tell, else by the ending of the name."""
    data, ending = file.data, _ending(file.name)
    stated = _FORMATS.get(ending, "")
    if b"%PDF-" in data[:1024] and stated not in _MAILS:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _format_of_archive(file)
    if data.startswith(COMPOUND):
        return _format_of_compound(file)
    if data.startswith(b"{\\rtf"):
        return "rich_text"
    if stated in _PACKAGES or stated in _OF_BYTES:
        if data[:1024].lstrip().lower().startswith(_HTML):
            return "web"  # many systems "export to Excel" by writing an HTML table
        raise _unreadable(
            file,
            "damaged",
            f"it does not begin as a {ending} file does; open it in the program it was made with and save it again",
        )
    if not stated:
        raise UnreadableError(advice(file.name), reason="unsupported")
    return stated


def _format_of_archive(file: File) -> str:
    try:
        archive = look_into(file.data, _UNPACKED_LIMIT_BYTES)
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _unreadable(
            file, "damaged", "the file is cut short or broken inside; fetch it again"
        ) from error
    if archive.encrypted:
        raise _locked(file)
    if archive.unpacked_bytes > _UNPACKED_LIMIT_BYTES:
        limit_mb = _UNPACKED_LIMIT_BYTES // 1_000_000
        raise _unreadable(
            file, "too_large", f"it unpacks to more than {limit_mb:,} MB; split or exclude it"
        )
    if archive.package == "opendocument" and _ending(file.name) in ("ods", "odt", "odp"):
        return _FORMATS[_ending(file.name)]
    if archive.package in ("opendocument", "other"):
        raise UnreadableError(advice(file.name), reason="unsupported")
    return archive.package


def _format_of_compound(file: File) -> str:
    data = file.data
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "DataSpaces")):
        raise _locked(file)  # by rights management, where no password opens it
    streams = (name for name in _STREAMS if name.encode("utf-16-le") in data)
    return _STREAMS.get(next(streams, ""), "workbook")


def _locked(file: File) -> UnreadableError:
    return _unreadable(
        file, "encrypted", "it asks for a password; save a copy without one, or exclude it"
    )


def _parse(form: str, file: File, recogniser: Recogniser | None) -> Parsed:
    # Imported here, so that a process pays in time and memory only for the formats it meets.
    data = file.data
    match form:
        case "pdf":
            from ingest.parsing.pdf import parse_pdf

            return parse_pdf(data, file.passwords, recogniser)
        case "picture":
            from ingest.parsing.pictures import parse_picture

            return parse_picture(data, recogniser)
        case "word":
            from ingest.parsing.word import parse_word

            return parse_word(data)
        case "workbook":
            from ingest.parsing.sheets import parse_workbook

            return parse_workbook(data)
        case "old_word":
            from ingest.parsing.old_word import parse_old_word

            return parse_old_word(data)
        case "old_slides":
            from ingest.parsing.old_slides import parse_old_slides

            return parse_old_slides(data)
        case "rich_text":
            from ingest.parsing.rich_text import parse_rich_text

            return parse_rich_text(data)
        case "open_document":
            from ingest.parsing.open_document import parse_open_document

            return parse_open_document(data)
        case "csv":
            from ingest.parsing.sheets import parse_csv

            return parse_csv(data)
        case "slides":
            from ingest.parsing.slides import parse_slides

            return parse_slides(data)
        case "markdown":
            from ingest.parsing.markdown import parse_markdown

            return parse_markdown(data)
        case "web":
            from ingest.parsing.web import parse_web

            return parse_web(data)
        case "mail":
            return parse_mail(data)
        case "outlook":
            from ingest.parsing.outlook import parse_outlook

            return parse_outlook(data)
        case "captions":
            from ingest.parsing.transcript import parse_captions

            return parse_captions(data)
        case "json":
            from ingest.parsing.transcript import parse_json

            return parse_json(data)
        case "calendar":
            from ingest.parsing.calendar import parse_calendar

            return parse_calendar(data)
        case "mbox":
            from ingest.parsing.mbox import parse_mbox

            return parse_mbox(data)
        case _:
            from ingest.parsing.text import parse_text
            from ingest.parsing.transcript import dialogue_in

            parsed = parse_text(data)
            return dialogue_in("\n".join(part.text for part in parsed.sections)) or parsed
