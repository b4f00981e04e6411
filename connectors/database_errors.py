"""What a database or its driver complains of, in our words."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)

from ingest.errors import PermanentError, SettingsError, TransientError

_EXTRAS = {"pg8000": "sql-postgresql", "pymysql": "sql-mysql"}
_PASSING_STATES = ("08", "40", "53", "55P03", "57", "58")
"""PostgreSQL, appendix A: connection, rollback, resources, lock, operator (a time-out too), system."""
_PASSING_SQLITE = frozenset([5, 6, 9, 10])  # sqlite3.h: BUSY, LOCKED, INTERRUPT, IOERR
_PASSING_MYSQL = frozenset([1040, 1053, 1205, 1213, 1317, 1969, 2002, 2003, 2006, 2013, 3024])
"""Too many connections, shutdown, lock, deadlock, interrupted, too slow, and the line lost."""


@contextmanager
def in_our_words(url: URL, asked: str = "") -> Iterator[None]:
    """Errors of what is done inside, as TransientError, PermanentError or SettingsError; `asked` names the query.

    No message holds the password.
    """
    # A database in a file goes by the file's name alone.
    database = (url.database or "").rpartition("/")[2].partition("?")[0]
    place = ", ".join(filter(None, (f"Database {url.host or database}", asked)))
    try:
        yield
    except NoSuchModuleError as error:
        raise SettingsError(
            f"{place}: {url.drivername} is no kind of database known here"
        ) from error
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(str(error.name), "")
        advice = f"pip install 'zhike[{extra}]'" if extra else f"install {error.name}"
        raise SettingsError(f"{place}: its driver is not installed; {advice}") from error
    except DBAPIError as error:
        said = f"{place}: {_without(url.password, _said_by(error.orig))}"
        if error.connection_invalidated or _may_pass(error):
            raise TransientError(said) from error
        raise PermanentError(f"{said}; mend the query, the login or its rights.") from error
    except SQLAlchemyError as error:
        raise PermanentError(f"{place}: {_without(url.password, str(error))}") from error
    except ssl.SSLCertVerificationError as error:
        raise PermanentError(
            f"{place}: its certificate is not trusted here ({error.verify_message}); if a certificate "
            "authority of your own signed it, name its file in the environment variable SSL_CERT_FILE.",
            reason="unavailable",
        ) from error
    except OSError as error:
        raise TransientError(f"{place}: the connection failed ({error})") from error


def _said_by(orig: BaseException | None) -> str:
    match orig.args if orig is not None else ():
        case ({"M": said}, *_):  # pg8000: the fields of PostgreSQL's message
            pass
        case (int(), str() as said, *_):  # pymysql: number and words
            pass
        case _:
            said = str(orig)
    return " ".join(str(said).split()).rstrip(".") or type(orig).__name__


def _may_pass(error: DBAPIError) -> bool:
    orig = error.orig
    code: object = orig.args[0] if orig is not None and orig.args else None
    if isinstance(code, dict):  # pg8000: the fields of PostgreSQL's message
        return str(code.get("C", "")).startswith(_PASSING_STATES)
    if isinstance(orig, sqlite3.Error):
        return getattr(orig, "sqlite_errorcode", 0) & 0xFF in _PASSING_SQLITE
    if isinstance(code, int):
        return code in _PASSING_MYSQL
    state = getattr(orig, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_PASSING_STATES)
    return isinstance(error, OperationalError | InterfaceError)


def _without(password: object, said: str) -> str:
    return said.replace(str(password), "[password]") if password else said
