"""Everything that the generated OpenAPI document allows, and much that it does not."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis.config import SchemathesisConfig

from ui.context import PageContext
from ui.programs.application import api_application

LONGEST_ADDRESS = 20_000  # no server reads endless ones; percent signs make it three times that
EXAMPLES = 12  # of each operation and each mode

# The document does not depend on the library; what is asked goes to the running server.
DOCUMENT = api_application(context=None).openapi()  # type: ignore[arg-type]
OPERATIONS = sorted(
    (path, verb) for path, operations in DOCUMENT["paths"].items() for verb in operations
)


def test_the_document_describes_every_route(program_context: PageContext) -> None:
    assert {path for path, _ in OPERATIONS} == {
        *("/api/ask", "/api/find", "/api/figures", "/api/reports", "/api/reports/{report_id}"),
        *("/v1/chat/completions", "/v1/models", "/v1/models/{model}"),
    }
    for path, verb in OPERATIONS:
        operation = DOCUMENT["paths"][path][verb]
        assert operation["summary"] and operation["description"], path
        assert {"200", "401", "503"} <= set(operation["responses"]), path


def takes_anything(path: str, verb: str) -> bool:
    return bool({"parameters", "requestBody"} & DOCUMENT["paths"][path][verb].keys())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "verb", "mode"),
    [
        pytest.param(path, verb, mode, id=f"{mode.value}-{verb}-{path}")
        for path, verb in OPERATIONS
        for mode in schemathesis.GenerationMode
        if mode is schemathesis.GenerationMode.POSITIVE or takes_anything(path, verb)
    ],
)
def test_the_server_keeps_to_its_document(
    server: str, path: str, verb: str, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(DOCUMENT, config=SchemathesisConfig())
    schema.config.update(base_url=server)
    operation = schema[path][verb]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        assume(len(case.as_transport_kwargs(base_url=server)["url"]) < LONGEST_ADDRESS)
        response = case.call(timeout=30)
        assume(response.status_code != 413)  # longer than any request may be: no matter of shapes
        case.validate_response(response)
        assert response.status_code < 500

    check()
