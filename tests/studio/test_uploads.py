"""Uploads: judged by content, stored once, named safely, streamed to the disk, all or nothing."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import wave
from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image
from tests.studio.conftest import SHOW, Caller, Start, picture

from kineograph.studio.fetching import Fetcher
from kineograph.studio.home import Home
from kineograph.studio.landing import Landing
from kineograph.studio.ledger import MIGRATIONS, connect, migrate
from kineograph.studio.media import safe_name
from kineograph.studio.options import StudioOptions
from kineograph.studio.projects import list_media
from kineograph.studio.refusals import Refused
from kineograph.wire import routes
from kineograph.wire.draft import Draft

MULTIPART = "multipart/form-data; boundary=x"


def sound() -> bytes:
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 12000)
    return made.getvalue()


def upright() -> bytes:
    made, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(made, "JPEG", exif=exif)
    return made.getvalue()


async def test_what_was_uploaded_is_described_and_in_the_state(caller: Caller) -> None:
    name, content = picture("夏日.jpg")
    answer = (await caller.upload((name, content), ("b.jpg", upright()), ("music.txt", sound()))).json()
    assert answer["code"] == 0
    assert answer["data"]["session_state_applied"] is True
    one, two, three = answer["data"]["files"]
    assert (one["filename"], one["file_type"], one["width"], one["height"]) == ("夏日.jpg", "image", 64, 48)
    assert one["hash"] == hashlib.sha256(content).hexdigest()
    assert (two["width"], two["height"]) == (40, 60)
    assert (three["file_type"], three["duration"]) == ("audio", 1.5)
    assert [info["filename"] for info in (await caller.state())["video_infos"]] == ["夏日.jpg", "b.jpg", "music.txt"]
    fetched = await caller.http.get(one["cdn_url"])
    assert (fetched.content, fetched.headers["content-type"]) == (content, "image/jpeg")


def dated(color: str, taken: str) -> bytes:
    made, exif = BytesIO(), Image.Exif()
    exif[0x8769] = {0x9003: taken}
    Image.new("RGB", (60, 40), color).save(made, "JPEG", exif=exif)
    return made.getvalue()


async def test_when_a_picture_was_taken_is_known_to_the_timeline(caller: Caller) -> None:
    await caller.upload(("a.jpg", dated("red", "2024:05:01 12:00:00")), picture("b.jpg"))
    await caller.say(SHOW)
    timeline = Draft.read((await caller.state())["draft"]).timeline()
    assert {clip.media.name: clip.media.captured_at for clip in timeline.visuals} == {
        "a.jpg": 1_714_564_800,
        "b.jpg": 0,
    }


def test_media_of_an_earlier_version_have_no_known_time(options: StudioOptions) -> None:
    options.home.mkdir(parents=True, exist_ok=True)
    connection = connect(Home(options.home).ledger)
    for script in MIGRATIONS[:3]:
        connection.executescript(script)
    connection.execute("pragma user_version=3")
    connection.execute("insert into account (id, client_id, granted, created) values ('a', 'c', 1, 1)")
    connection.execute(
        "insert into session (id, account_id, task_id, task_name, language, created) values ('s', 'a', '', '', '', 1)"
    )
    connection.execute("insert into media values ('s', 'm', 1, 'h', 'a.jpg', 'image', 'image/jpeg', 4, 3, 0, 0, 0, 9)")
    migrate(connection)
    (found,) = list_media(connection, "s")
    connection.close()
    assert (found.media.name, found.media.captured_at, found.size_bytes) == ("a.jpg", 0, 9)


async def test_the_same_file_is_one_file_and_another_name_is_another(caller: Caller) -> None:
    content = picture(color="red")[1]
    for name in ("a.jpg", "a.jpg", "b.jpg"):
        await caller.upload((name, content))
    infos = (await caller.state())["video_infos"]
    assert [info["filename"] for info in infos] == ["a.jpg", "b.jpg"]
    assert infos[0]["hash"] == infos[1]["hash"]
    assert infos[0]["id"] != infos[1]["id"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"I am a text"),
        ("photo.jpg", b""),
        ("page.jpg", b"<!doctype html><html></html>"),
        ("cut.jpg", picture(size=(600, 600))[1][:2000]),
        ("apple.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100),
    ],
)
async def test_what_is_not_media_is_4001_and_leaves_nothing(caller: Caller, name: str, content: bytes) -> None:
    answer = (await caller.upload(picture("good.jpg"), (name, content))).json()
    assert answer["code"] == 4001
    assert name in answer["message"]
    assert (await caller.state())["video_infos"] == []


async def test_a_file_beyond_the_limit_is_4002_and_leaves_nothing(start: Start, options: StudioOptions) -> None:
    async with start(max_upload_bytes=100_000) as caller:
        answer = (await caller.upload(("big.jpg", picture()[1] + b"\0" * 150_000))).json()
        assert answer["code"] == 4002
        assert "big.jpg" in answer["message"]
    assert list((options.home / "incoming").iterdir()) == []
    assert list((options.home / "media").iterdir()) == []


async def test_an_endless_upload_is_cut_off(start: Start, options: StudioOptions) -> None:
    async with start(max_upload_bytes=100_000) as caller:
        sent = itertools.count()

        async def endless() -> AsyncIterator[bytes]:
            yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
            while next(sent) < 10_000:
                yield b"\0" * 65536

        headers = {**caller.headers(), "Content-Type": "multipart/form-data; boundary=x"}
        path = routes.UPLOAD.at(session_id=caller.session)
        try:
            answer = await caller.http.post(path, content=endless(), headers=headers)
            assert answer.json()["code"] == 4002
        except httpx.TransportError:
            pass  # cut off while still sending
        assert next(sent) < 200
    assert list((options.home / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", MULTIPART),
        (b"--x\r\nnonsense", MULTIPART),
        (b"--x--\r\n", "multipart/form-data"),
        (b"hello", "text/plain"),
        (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nA\r\n--x--\r\n', MULTIPART),
        (b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nA', MULTIPART),
        (b"{", "application/json"),
        (b'{"urls": []}', "application/json"),
        (b'{"urls": "http://a/"}', "application/json"),
    ],
)
async def test_a_body_of_another_shape_is_422(caller: Caller, content: bytes, content_type: str) -> None:
    headers = {**caller.headers(), "Content-Type": content_type}
    answer = await caller.http.post(routes.UPLOAD.at(session_id=caller.session), content=content, headers=headers)
    assert answer.status_code == 422
    assert isinstance(answer.json()["detail"], list)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("a\0b\n\x1b[31mc.jpg", "ab[31mc.jpg"),
        ("..", "file"),
        ("", "file"),
        ("夏 日.png", "夏 日.png"),
        ("\u202egpj.exe", "gpj.exe"),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
def test_a_file_name_is_not_trusted(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "http://user:pass@example.org/a.jpg",
        "http://",
        "http://[::1",
        "http://127.0.0.1/a.jpg",
        "http://localhost:1/a.jpg",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/a.jpg",
        "http://[::ffff:127.0.0.1]/a.jpg",
        "http://[64:ff9b::7f00:1]/a.jpg",
        "http://0x7f.1/a.jpg",
    ],
)
async def test_an_address_that_is_not_public_is_refused(caller: Caller, url: str) -> None:
    answer = await caller.post(routes.UPLOAD.at(session_id=caller.session), {"urls": [url], "source_type": "url"})
    assert answer.json()["code"] == 400
    assert "Traceback" not in answer.text


class Site:
    """A web server that answers with what it was given, one answer a request."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)
        self.asked: list[bytes] = []

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        return f"example.test:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self._answers.pop(0))
        writer.close()


def found(content: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content


async def looked_up(*addresses: str) -> list[str]:
    return list(addresses)


OPEN = Fetcher(allows=lambda _: True, resolve=lambda _host, _port: looked_up("127.0.0.1"))


async def test_a_file_is_fetched_under_the_name_of_its_host(start: Start) -> None:
    name, content = picture("a b.jpg")
    site = Site(b"HTTP/1.1 302 Found\r\nLocation: /photos/a%20b.jpg?secret=1\r\n\r\n", found(content))
    async with site as host, start(fetcher=OPEN) as caller:
        body = {"urls": [f"http://{host}/go"], "source_type": "url"}
        answer = (await caller.post(routes.UPLOAD.at(session_id=caller.session), body)).json()
    assert answer["data"]["files"][0]["filename"] == name
    assert b"Host: " + host.encode() in site.asked[0]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([b"HTTP/1.1 404 Not Found\r\n\r\n"], "answers 404"),
        ([b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"] * 6, "redirects too often"),
        ([b"HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\n\r\n"], "not a plain http"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut"], "could not be fetched"),
        ([b"nonsense"], "could not be fetched"),
        ([found(b"\0" * 5000)], "too large"),
    ],
)
async def test_a_site_that_misbehaves_is_told_of(answers: Sequence[bytes], says: str, tmp_path: Path) -> None:
    landings: list[Landing] = []

    def land(name: str) -> Landing:
        landings.append(Landing.begin(tmp_path, name, 1000))
        return landings[-1]

    async with Site(*answers) as host:
        with pytest.raises(Refused) as refused:
            await OPEN.fetch(f"http://{host}/?token=hidden", land)
    assert says in refused.value.message
    assert "hidden" not in refused.value.message
    for landing in landings:
        landing.drop()
        assert not landing.path.exists()


async def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path) -> None:
    answers = {"example.test": "127.0.0.1", "inside.test": "10.0.0.1"}
    fetcher = Fetcher(lambda address: str(address) == "127.0.0.1", lambda host, _: looked_up(answers[host]))
    async with Site(b"HTTP/1.1 302 Found\r\nLocation: http://inside.test/\r\n\r\n") as host:
        with pytest.raises(Refused, match="private address"):
            await fetcher.fetch(f"http://{host}/", lambda name: Landing.begin(tmp_path, name, 10))


async def test_a_name_with_one_private_address_among_public_ones_is_refused(tmp_path: Path) -> None:
    fetcher = Fetcher(resolve=lambda _host, _port: looked_up("93.184.216.34", "127.0.0.1"))
    with pytest.raises(Refused, match="private address"):
        await fetcher.fetch("http://example.test/", lambda name: Landing.begin(tmp_path, name, 10))


async def test_being_offline_is_said(tmp_path: Path) -> None:
    async def offline(_host: str, _port: int) -> list[str]:
        raise OSError("no network")

    with pytest.raises(Refused, match="online"):
        await Fetcher(resolve=offline).fetch("http://example.test/", lambda name: Landing.begin(tmp_path, name, 10))
