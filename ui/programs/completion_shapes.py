"""What a chat completion is asked with, in OpenAI's words.

Names and meaning: https://platform.openai.com/docs/api-reference/chat/create. What would change
the meaning of the answer and cannot be done is refused; what only steers a language model's dice
(temperature, seed, max_tokens …), and names that other vendors added, have no effect.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import ReportAssistantError
from ui.programs.shapes import LONGEST_QUESTION, MOST_HISTORY, AnswerShape

MODEL = "report-assistant"
MOST_MESSAGES = 1000
LONGEST_CONTENT = 200_000  # characters of one message; earlier answers come back whole


class ContentPart(BaseModel):
    """消息的一段；只读文字"""

    model_config = ConfigDict(extra="allow")

    type: str = Field(max_length=100, description="只支持 text")
    text: str | None = Field(None, max_length=LONGEST_CONTENT, description="文字")


class Message(BaseModel):
    """一条消息"""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: (
        Annotated[str, Field(max_length=LONGEST_CONTENT)]
        | Annotated[list[ContentPart], Field(max_length=MOST_MESSAGES)]
        | None
    ) = Field(None, description="文字，或几段文字")


class StreamOptions(BaseModel):
    """流式输出的选项"""

    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = Field(None, description="最后另发一段用量")


class CompletionBody(BaseModel):
    """一次对话补全；没有列出的参数不起作用"""

    model_config = ConfigDict(extra="allow")

    model: str = Field(max_length=200, description=f"模型名称：{MODEL}")
    messages: list[Message] = Field(
        min_length=1, max_length=MOST_MESSAGES, description="对话，最后一条是 user 的问题"
    )
    stream: bool | None = Field(None, description="是否逐句输出")
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, description="只支持 1")
    response_format: dict[str, Any] | None = Field(None, description="只支持 text")
    tool_choice: str | dict[str, Any] | None = Field(
        None, description="不调用工具：只支持 none、auto"
    )
    logprobs: bool | None = Field(None, description="不支持")


class ChatMessage(BaseModel):
    """回答"""

    role: Literal["assistant"]
    content: str = Field(description="回答、表和编号的出处（Markdown）")
    refusal: None = None


class Choice(BaseModel):
    """唯一的一个"""

    index: Literal[0]
    message: ChatMessage
    logprobs: None = None
    finish_reason: Literal["stop"]


class Usage(BaseModel):
    """没有用语言模型，都是 0"""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """一次对话补全"""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    report_assistant: AnswerShape = Field(description="完整的回答，与 /api/ask 相同")


class Model(BaseModel):
    """一个模型"""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(BaseModel):
    """模型列表"""

    object: Literal["list"]
    data: list[Model]


class UnsupportedError(ReportAssistantError):
    """A parameter with a value that cannot be honoured.

    Attributes:
        parameter: its name.
    """

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"参数 {parameter}：{message}")
        self.parameter = parameter


class UnknownModelError(ReportAssistantError):
    """A model by another name."""


def text_of(message: Message) -> str:
    """The words of a message.

    Raises:
        UnsupportedError: it holds pictures, sound or files.
    """
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    for part in message.content:
        if part.type != "text":
            raise UnsupportedError("messages", f"不支持 {part.type} 类型的内容，应为 text")
    return "\n".join(part.text or "" for part in message.content)


def asked(body: CompletionBody) -> tuple[str, tuple[str, ...]]:
    """The question, and the earlier questions of the conversation, oldest first.

    Raises:
        UnsupportedError: the last message is no question, or a parameter cannot be honoured.
        UnknownModelError: another model is wanted.
    """
    _check(body)
    last = body.messages[-1]
    if last.role != "user":
        raise UnsupportedError("messages", f"最后一条是 {last.role} 的，应为 user 的问题")
    texts = [text_of(message).strip() for message in body.messages if message.role == "user"]
    question, earlier = texts[-1], [text for text in texts[:-1] if text]
    if not question:
        raise UnsupportedError("messages", "问题是空的，应为一句话")
    if len(question) > LONGEST_QUESTION:
        raise UnsupportedError(
            "messages", f"问题有 {len(question)} 字，应不超过 {LONGEST_QUESTION} 字"
        )
    return question, tuple(text[:LONGEST_QUESTION] for text in earlier[-MOST_HISTORY:])


def _check(body: CompletionBody) -> None:
    if body.model != MODEL:
        raise UnknownModelError(f"没有模型 {body.model!r}，应为 {MODEL}")
    if body.n not in (None, 1):
        raise UnsupportedError("n", f"{body.n} 不支持，每次只有 1 个回答")
    if (body.response_format or {}).get("type", "text") != "text":
        raise UnsupportedError("response_format", "只支持 text；要 JSON 请用 /api/ask")
    if body.tool_choice not in (None, "none", "auto"):
        raise UnsupportedError("tool_choice", "不调用工具，只支持 none、auto")
    if body.logprobs:
        raise UnsupportedError("logprobs", "不支持，应为 false")
