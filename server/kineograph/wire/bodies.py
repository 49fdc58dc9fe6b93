"""What is sent and answered, as pydantic models: requests strict enough to refuse nonsense, answers read tolerantly.

Session ids are strings of digits beyond 2^53: a JSON number is accepted when read, never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from kineograph.wire.routes import APP_NAME, EDIT_TOOL


def _digits(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[str, BeforeValidator(_digits), Field(max_length=200)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class AnonymousToken(_Answer):
    """``expires_at`` is ISO 8601 with Z; ``credits`` what the account starts with."""

    token: str = Field(min_length=1, max_length=500, repr=False)
    user_id: Id = ""
    expires_at: str = ""
    credits: float = 0


class SessionCreated(_Answer):
    session_id: Id = Field(min_length=1)
    task_id: Id = ""
    user_id: Id = ""


class UploadedFile(_Answer):
    """``duration`` in seconds (the draft counts milliseconds), sizes in pixels; absent where they do not apply."""

    filename: str = ""
    file_type: str = ""
    cdn_url: str = ""
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    hash: str = ""


class Uploaded(_Answer):
    files: tuple[UploadedFile, ...] = ()
    session_state_applied: bool = False


class Credits(_Answer):
    """``total = available + frozen``; frozen is reserved by what is running."""

    available: float
    frozen: float = 0
    total: float | None = None


class ClaimToken(_Answer):
    """A ``clm_…`` token: a link's worth of access to one project, no API rights. ``expires_in`` in seconds."""

    claim_token: str = Field(min_length=1, max_length=500)
    expires_in: int = 0


class SessionState(_Answer):
    """``state`` is carried raw; its keys are ``draft``, ``video_infos``, ``canvas_config``, ``generated_media`` …"""

    session_id: Id = ""
    task_id: Id = ""
    user_id: Id = ""
    task_name: str = ""
    state: Mapping[str, Any] = Field(default_factory=dict)


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class CreateSession(_Request):
    task_name: str = Field(default="project", max_length=200)
    language: str = Field(default="", max_length=20)


class _Call(_Request):
    name: str = Field(max_length=200)
    args: dict[str, Any] = Field(default_factory=dict)


class _Part(_Request):
    """Words, or a call: only ever sent to a studio that says that it takes one."""

    text: str = ""
    function_call: _Call | None = Field(
        default=None,
        validation_alias=AliasChoices("function_call", "functionCall"),
        serialization_alias="functionCall",
    )

    @model_serializer(mode="wrap")
    def _given(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        given: dict[str, Any] = whole(self)
        if self.function_call is None:
            return {"text": self.text}
        return {name: value for name, value in given.items() if value}


class _Message(_Request):
    parts: tuple[_Part, ...] = Field(min_length=1)


class Run(_Request):
    """One turn. snake_case is sent; the camelCase that ADK also takes is accepted."""

    app_name: str = Field(default=APP_NAME, validation_alias=AliasChoices("app_name", "appName"))
    user_id: str = Field(default="me", validation_alias=AliasChoices("user_id", "userId"))
    session_id: Id = Field(validation_alias=AliasChoices("session_id", "sessionId"))
    new_message: _Message = Field(validation_alias=AliasChoices("new_message", "newMessage"))

    @classmethod
    def of(cls, session_id: str, text: str, edits: Mapping[str, Any] | None = None) -> Run:
        """``edits``: the arguments of a call beside the words."""
        parts = [_Part(text=text)]
        if edits is not None:
            parts.append(_Part(function_call=_Call(name=EDIT_TOOL, args=dict(edits))))
        return cls(session_id=session_id, new_message=_Message(parts=tuple(parts)))

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.new_message.parts if part.text)

    @property
    def edits(self) -> Mapping[str, Any] | None:
        """The arguments of the call that came beside the words, if one did."""
        calls = [part.function_call for part in self.new_message.parts if part.function_call is not None]
        return next((call.args for call in calls if call.name == EDIT_TOOL), None)


class UploadUrls(_Request):
    urls: tuple[str, ...] = Field(min_length=1, max_length=50)
    source_type: str = "url"


class Output(_Request):
    """``format`` and ``quality`` always; ``resolution`` (480p to 2160p) and ``fps`` only where something is asked for:
    the vendor's reference 4.4 names them as what may be supported, its newer texts do not."""

    format: str = Field(default="mp4", max_length=20)
    quality: str = Field(default="high", max_length=20)
    resolution: str = Field(default="", max_length=20)
    fps: int = 0

    @model_serializer(mode="wrap")
    def _asked(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in whole(self).items() if value or name in ("format", "quality")}


class Render(_Request):
    """``id`` is chosen by the caller and unique; ``draft`` goes back as it came."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")
    session_id: Id = Field(alias="sessionId")
    draft: dict[str, Any]
    output: Output = Output()


class ClaimRequest(_Request):
    task_id: Id = ""
    session_id: Id


def to_wire(body: BaseModel) -> dict[str, Any]:
    """A request as the JSON object that is sent."""
    return body.model_dump(mode="json", by_alias=True, exclude_defaults=False)
