"""What config.toml says of a directory that speaks LDAP: where it is, and which attribute is what."""

from __future__ import annotations

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, model_validator

from connectors.ldapsearch import LdapPlace
from connectors.row_mapping import Columns
from connectors.secrets import read_secret

Dialect = Literal["inetorgperson", "active_directory"]


class LdapAttributes(BaseModel):
    """Our words and the attributes that hold them; of several the first that is filled in, of `aliases`,
    `emails` and `team` all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Columns = ("uid",)
    name: Columns = ("displayName", "cn")
    aliases: Columns = ("cn",)
    emails: Columns = ("mail",)
    title: Columns = ("title",)
    department: Columns = ("departmentNumber", "ou")
    manager: str = "manager"
    team: Columns = ()

    def all_attributes(self) -> tuple[str, ...]:
        """Every attribute named, each once."""
        named = (
            *self.id, *self.name, *self.aliases, *self.emails, *self.title,
            *self.department, self.manager, *self.team,
        )  # fmt: skip
        return tuple(dict.fromkeys(name for name in named if name))


_IN_ACTIVE_DIRECTORY = LdapAttributes(
    id=("sAMAccountName",), emails=("mail", "proxyAddresses"), department=("department",)
)
_FILTERS: dict[Dialect, str] = {
    "inetorgperson": "(objectClass=inetOrgPerson)",
    "active_directory": "(&(objectCategory=person)(objectClass=user))",
}
_FIELDS = {"phone": "telephoneNumber", "office": "physicalDeliveryOfficeName"}
_GROUPS = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))"


class LdapOptions(BaseModel):
    """What config.toml says beside the audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    start_tls: bool = True
    bind_dn: str = ""
    password_env: str = ""
    base: str
    dialect: Dialect = "inetorgperson"
    filter: str = ""
    inactive_filter: str = ""
    attributes: LdapAttributes = LdapAttributes()
    fields: dict[str, str] = Field(default_factory=lambda: dict(_FIELDS))
    groups_base: str = ""
    groups_filter: str = _GROUPS
    timeout_seconds: PositiveFloat = 300
    allow_private: bool = False
    allow_plain: bool = False

    @model_validator(mode="after")
    def _an_address_and_a_whole_login(self) -> Self:
        parts = urlsplit(self.url)
        if parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
            raise ValueError(f"url: {self.url!r} is no address such as ldaps://ldap.acme.example")
        if bool(self.bind_dn) != bool(self.password_env):
            raise ValueError("bind_dn and password_env belong together")
        return self

    @property
    def people_filter(self) -> str:
        return self.filter or _FILTERS[self.dialect]

    @property
    def mapping(self) -> LdapAttributes:
        """The attributes as written, beside the dialect's own."""
        if self.dialect == "inetorgperson":
            return self.attributes
        written = {
            name: getattr(self.attributes, name) for name in self.attributes.model_fields_set
        }
        return _IN_ACTIVE_DIRECTORY.model_copy(update=written)

    def place(self) -> LdapPlace:
        """Raises SettingsError where the password is not in the environment."""
        secret = read_secret(self.password_env, key="password_env") if self.password_env else ""
        return LdapPlace(
            self.url,
            self.start_tls,
            self.allow_private,
            self.allow_plain,
            self.timeout_seconds,
            self.bind_dn,
            secret,
        )
