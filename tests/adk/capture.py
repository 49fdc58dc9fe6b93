"""Takes the bytes of ``POST /run_sse`` and of some refusals from a real ADK API server into a folder.

``python tests/adk/capture.py PYTHON FOLDER [CASE …]``; PYTHON belongs to an environment that has google-adk. With
``killed`` among the cases the server is killed in the middle of a stream and the raw bytes of HTTP are kept.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

HERE = Path(__file__).parent
REFUSALS: dict[str, tuple[str, str, bytes]] = {
    "refused_session": ("POST", "/run_sse", b'{"app_name":"nemo_agent","user_id":"me","session_id":"nope",%M}'),
    "refused_app": ("POST", "/run_sse", b'{"app_name":"other","user_id":"me","session_id":"nope",%M}'),
    "refused_user": ("POST", "/run_sse", b'{"app_name":"nemo_agent","session_id":"nope",%M}'),
    "refused_json": ("POST", "/run_sse", b'{"app_name": '),
    "refused_method": ("GET", "/run_sse", b""),
    "refused_again": ("POST", "/apps/nemo_agent/users/me/sessions/twice", b"{}"),
}
MESSAGE = b'"new_message":{"parts":[{"text":"case says"}]}'


def names(agent: str) -> list[str]:
    """The cases of an agent, read from its source: this program cannot import it."""
    source = (HERE / "agents" / agent / "agent.py").read_text("utf-8")
    if agent == "nemo_llm":
        return re.findall(r'^    "(llm_\w+)": \[', source, re.MULTILINE)
    listed = source.partition("for case in (")[2].partition(")")[0]
    return re.findall(r"\w+", listed)


def ask(port: int, method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body or None, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    found = answer.read()
    connection.close()
    return answer.status, answer.getheader("content-type") or "", found


def session(port: int, agent: str) -> str:
    number = uuid.uuid4().hex
    status, _, body = ask(port, "POST", f"/apps/{agent}/users/me/sessions/{number}", b"{}")
    assert status == 200, body
    return number


def instruction(port: int, agent: str, case: str) -> bytes:
    body = {
        "app_name": agent,
        "user_id": "me",
        "session_id": session(port, agent),
        "new_message": {"parts": [{"text": f"case {case}"}]},
    }
    more = {"streaming": True} if "streaming" in case else {}
    return json.dumps(body | more).encode()


def killed(port: int, process: subprocess.Popen[str]) -> bytes:
    """The raw answer of a server that dies in the middle of a stream."""
    body = instruction(port, "nemo_agent", "waits_unchanged")
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = f"POST /run_sse HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        connection.sendall(head.encode() + b"\r\n" + body)
        found = b""
        while b"functionCall" not in found or not found.endswith(b"\n\r\n"):
            found += connection.recv(65536)
        os.kill(process.pid, signal.SIGKILL)
        while more := connection.recv(65536):
            found += more
    return found


def main(python: str, folder: Path, *wanted: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        process = subprocess.Popen([python, str(HERE / "front.py")], stdout=subprocess.PIPE, text=True, cwd=place)
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            for agent in ("nemo_agent", "nemo_llm"):
                for case in names(agent):
                    if wanted and case not in wanted:
                        continue
                    status, kind, body = ask(port, "POST", "/run_sse", instruction(port, agent, case))
                    print(f"{case}: {status} {kind} {len(body)} bytes")
                    (folder / f"{case}.sse").write_bytes(body)
            ask(port, "POST", REFUSALS["refused_again"][1], b"{}")
            for case, (method, path, body) in REFUSALS.items():
                if wanted and case not in wanted:
                    continue
                status, kind, found = ask(port, method, path, body.replace(b"%M", MESSAGE))
                print(f"{case}: {status} {kind} {len(found)} bytes")
                (folder / f"{case}.body").write_bytes(f"{status} {kind}\n".encode() + found)
            if not wanted or "killed" in wanted:
                (folder / "killed.raw_http").write_bytes(killed(port, process))
        finally:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
