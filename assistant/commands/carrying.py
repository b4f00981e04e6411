"""Carries a command out where the data folder is owned: by the running server, else here."""

from __future__ import annotations

from assistant.commands.command import Command, OnProgress, Result
from assistant.commands.remote import send
from assistant.ownership import owner_socket
from assistant.settings import Settings


def carry_out(settings: Settings, command: Command[Result], on_progress: OnProgress) -> Result:
    """Run `command` on the data folder of `settings`; BusyError while another command owns it."""
    owner = owner_socket(settings.data_dir)
    if owner is not None:
        return send(owner, command, settings, on_progress)
    # Opening the application loads the model; with a server running nobody should wait for that.
    from assistant.bootstrap import open_application

    with open_application(settings) as application:
        return command.run(application, on_progress)
