"""What of a request is believed."""

from __future__ import annotations

from typing import Any

import pytest

from ui.access.arrival import Settings, arrived, fits_host
from ui.server import access_settings

EXPOSED = Settings(exposed=True, hosts=frozenset({"report.office.example"}))


def scope(peer: str, **headers: str) -> dict[str, Any]:
    pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {
        "type": "http",
        "method": "GET",
        "path": "/",
        "scheme": "http",
        "client": (peer, 5),
        "headers": pairs,
    }


def test_a_forwarded_address_is_believed_of_a_trusted_proxy_only() -> None:
    told = {"x_forwarded_for": "6.6.6.6, 10.0.0.7, 10.0.0.1", "x_forwarded_proto": "https"}
    settings = Settings(proxies=frozenset({"10.0.0.1", "10.0.0.2"}))
    arrival, passed = arrived(scope("10.0.0.2", **told), settings)
    assert (arrival.address, arrival.secure) == ("10.0.0.7", True)  # 6.6.6.6 anybody may write
    assert passed["scheme"] == "https"
    arrival, passed = arrived(scope("10.0.0.3", **told), settings)
    assert (arrival.address, arrival.secure) == ("10.0.0.3", False)
    assert passed["headers"] == []
    assert arrived(scope("127.0.0.1", **told), Settings())[0].address == "127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860"])
def test_this_machine_is_meant(host: str) -> None:
    assert fits_host(host, Settings()) and fits_host(host, EXPOSED)


@pytest.mark.parametrize(
    "host", ["192.168.1.5", "report.office.example", "Report.Office.Example:80"]
)
def test_an_office_s_server_is_meant(host: str) -> None:
    assert fits_host(host, EXPOSED) and not fits_host(host, Settings())


@pytest.mark.parametrize("host", ["", "evil.example", "localhost.evil.example", "127.0.0.1.x", "["])
def test_a_rebound_name_is_not(host: str) -> None:
    assert not fits_host(host, Settings()) and not fits_host(host, EXPOSED)


def test_nobody_else_is_served_without_users(tmp_path: Any) -> None:
    from ingest.errors import ReportAssistantError
    from ui.access.accounts import Accounts

    with pytest.raises(ReportAssistantError, match="本机"):
        access_settings(tmp_path, "0.0.0.0")
    with pytest.raises(ReportAssistantError, match="--proxy"):
        access_settings(tmp_path, "127.0.0.1", proxies=["10.0.0.1"])
    assert not access_settings(tmp_path, "127.0.0.1").exposed
    Accounts(tmp_path).add("alice", "admin", "correct horse 7")
    assert access_settings(tmp_path, "0.0.0.0").exposed
    assert access_settings(tmp_path, "127.0.0.1", names=["Report.Office."]).hosts == {
        "report.office"
    }
    assert not access_settings(tmp_path, "127.0.0.1").exposed
