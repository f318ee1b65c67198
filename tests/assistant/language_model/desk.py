"""An assistant over the samples whose language model is what a test puts there."""

from __future__ import annotations

from assistant.answer import Assistant
from assistant.language_model.endpoint import LanguageModel
from assistant.language_model.settings import LanguageModelSettings
from index.library import Library

# Small, so that twenty faults of each kind pass quickly.
QUICK: dict[str, float] = {
    "connect_seconds": 0.5,
    "first_token_seconds": 0.8,
    "total_seconds": 2.0,
    "longest_text": 600,
}


def settings_of(address: str, **changed: object) -> LanguageModelSettings:
    values = {"base_url": address, "model": "scripted", "faults_until_rest": 100, **changed}
    return LanguageModelSettings.model_validate(values)


def assistant_with(library: Library, address: str, **changed: object) -> Assistant:
    model = LanguageModel(settings_of(address, **changed))
    model.prepare()
    return Assistant(library, model)
