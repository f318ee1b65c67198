"""What can go wrong between us and a language model, said so that it can be mended."""

from __future__ import annotations

from typing import Literal

FaultKind = Literal[
    "unreachable",
    "slow",
    "refused",
    "busy",
    "failed",
    "cut",
    "empty",
    "garbled",
    "language",
    "endless",
    "resting",
    "stopped",
    "missing",
]

SAYINGS: dict[FaultKind, str] = {
    "unreachable": "语言模型连接不上",
    "slow": "语言模型没有在时限内答复",
    "refused": "语言模型服务拒绝了请求",
    "busy": "语言模型服务正忙",
    "failed": "语言模型服务出错",
    "cut": "语言模型的答复中途断开",
    "empty": "语言模型没有写出内容",
    "garbled": "语言模型的答复格式不对",
    "language": "语言模型没有用中文作答",
    "endless": "语言模型的答复过长",
    "resting": "语言模型接连出错，暂停使用",
    "stopped": "已停止",
    "missing": "没有安装连接语言模型的软件包",
}

MENDS: dict[FaultKind, str] = {
    "unreachable": "请检查 base_url，并确认模型服务已启动、网络可达",
    "slow": "请检查模型服务的负载，或调大 first_token_seconds、total_seconds",
    "refused": "请检查 api_key、model 是否与模型服务一致",
    "busy": "请稍后再试，或降低同时提问的人数",
    "failed": "请查看模型服务的日志",
    "cut": "请查看模型服务的日志，或调大 max_tokens",
    "empty": "请确认 model 是对话模型；思考型模型请调大 max_tokens",
    "garbled": "请确认 base_url 是兼容 OpenAI 的地址，一般以 /v1 结尾",
    "language": "请换用中文能力较好的模型",
    "endless": "请换用模型，或调小 max_tokens",
    "resting": "请先修好模型服务，稍后自动恢复",
    "missing": '请运行 pip install "report-assistant[llm]"',
}

_LONGEST_SAID = 200  # characters


class ModelFault(Exception):
    """The model gave nothing that can be used.

    Args:
        kind: of the fault.
        detail: what exactly was found; may be empty.
        said: what the service itself said; for whoever sets it up, never for a reader.
    """

    def __init__(self, kind: FaultKind, detail: str = "", said: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.said = said

    @property
    def message(self) -> str:
        """One Chinese clause, without a full stop."""
        return SAYINGS[self.kind] + (f"（{self.detail}）" if self.detail else "")

    @property
    def mend(self) -> str:
        """What to do about it."""
        return MENDS.get(self.kind, "")


def fault_of(error: BaseException) -> ModelFault:
    """The fault behind what a client library raised.

    Client libraries share no base class: they are told apart by the status that they carry and
    by the names of what they wrap.
    """
    if isinstance(error, ModelFault):
        return error
    status = _status(error)
    if status is not None:
        said = " ".join(str(error).split())[:_LONGEST_SAID]
        return ModelFault(_kind_of(status), f"HTTP {status}", said)
    names = {type(one).__name__ for one in _causes(error)}
    if any(name.startswith("Connect") or name == "ConnectionRefusedError" for name in names):
        return ModelFault("unreachable")
    if any("Timeout" in name for name in names):
        return ModelFault("slow")
    if any("Protocol" in name or name in ("ReadError", "IncompleteRead") for name in names):
        return ModelFault("cut")
    if names & {"APIConnectionError", "OSError", "gaierror", "NetworkError"}:
        return ModelFault("unreachable")
    if isinstance(error, ImportError):
        return ModelFault("missing", error.name or "")
    return ModelFault("garbled", type(error).__name__)


def _kind_of(status: int) -> FaultKind:
    if status == 429:
        return "busy"
    if status in (408, 504):
        return "slow"
    return "failed" if status >= 500 else "refused"


def _status(error: BaseException) -> int | None:
    for one in _causes(error):
        status = getattr(one, "status_code", None)
        if status is None:
            status = getattr(getattr(one, "response", None), "status_code", None)
        if isinstance(status, int) and status >= 300:
            return status
    return None


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or one.__context__
    return found
