"""Tries a language model: one tiny request, over as soon as the first words come."""

from __future__ import annotations

import time

from assistant.language_model.endpoint import LanguageModel
from assistant.language_model.faults import ModelFault
from assistant.language_model.prompts import trial_prompt


def tried(model: LanguageModel) -> tuple[ModelFault | None, float]:
    """What is wrong, or None; and the seconds until the first words came."""
    began = time.monotonic()
    pieces = model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)
    try:
        for piece in pieces:
            if piece.strip():
                break
    except ModelFault as fault:
        return fault, time.monotonic() - began
    finally:
        pieces.close()
    return None, time.monotonic() - began
