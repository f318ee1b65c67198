"""Every command, in the order in which ``--help`` lists them. A new verb is a module and a line."""

from __future__ import annotations

from ui.commands import (
    ask,
    audit,
    backup,
    collections,
    correct,
    demo,
    doctor,
    draft_tests,
    evaluate,
    export,
    figures,
    find,
    ingest,
    mcp,
    remove,
    reports,
    restore,
    serve,
    show,
    users,
)
from ui.commands.types import Command

COMMANDS: tuple[Command, ...] = (
    ingest.COMMAND,
    reports.COMMAND,
    show.COMMAND,
    remove.COMMAND,
    correct.COMMAND,
    ask.COMMAND,
    find.COMMAND,
    figures.COMMAND,
    export.COMMAND,
    serve.COMMAND,
    mcp.COMMAND,
    demo.COMMAND,
    evaluate.COMMAND,
    draft_tests.COMMAND,
    users.COMMAND,
    collections.COMMAND,
    audit.COMMAND,
    doctor.COMMAND,
    backup.COMMAND,
    restore.COMMAND,
)
