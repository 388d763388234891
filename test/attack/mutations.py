"""Requests as no front end sends them. A request is known by seed and number, so that each can be sent again."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

DELIMITER = b"<IDS|MSG>"

#: What front ends ask, as far as it leaves the session alive.
REQUESTS: dict[str, list[dict]] = {
    "kernel_info_request": [{}],
    "execute_request": [
        {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        for code in (
            "1 + 1",
            "console.log('x'.repeat(50))",
            "const a = 1; a",
            "throw new Error('as expected')",
            "const wrong: string = 1",
            "await null; display({ 'text/html': '<b>1</b>' })",
            "",
        )
    ]
    + [{"code": "2", "user_expressions": {"good": "1", "bad": "nobody", "error": "(() => { throw 1 })()"}}],
    "complete_request": [{"code": "Math.ma", "cursor_pos": 7}, {"code": "'😀'.len", "cursor_pos": 7}],
    "inspect_request": [{"code": "Math.max", "cursor_pos": 7, "detail_level": 0}],
    "is_complete_request": [{"code": "for (;;) {"}],
    "history_request": [
        {"hist_access_type": "tail", "n": 3, "output": False, "raw": True},
        {"hist_access_type": "range", "session": 0, "start": 0, "stop": 3, "output": True, "raw": True},
        {"hist_access_type": "search", "pattern": "*1*", "n": 3, "unique": True, "output": False, "raw": True},
    ],
    "comm_info_request": [{"target_name": "nobody"}, {}],
    "comm_open": [{"comm_id": "c", "target_name": "nobody", "data": {"a": 1}}],
    "comm_msg": [{"comm_id": "c", "data": {"method": "update", "state": {"value": 3}}}],
    "comm_close": [{"comm_id": "c", "data": {}}],
    "interrupt_request": [{}],
    "create_subshell_request": [{}],
    "delete_subshell_request": [{"subshell_id": "nobody"}],
    "list_subshell_request": [{}],
    "debug_request": [
        {"type": "request", "seq": 1, "command": command, "arguments": given}
        for command, given in (
            ("debugInfo", {}),
            ("dumpCell", {"code": "1 + 1"}),
            ("inspectVariables", {}),
            ("richInspectVariables", {"variableName": "kept"}),
            ("evaluate", {"expression": "kept", "frameId": 1}),
        )
    ],
    "language_request": [
        {"method": "notebook/sync", "params": {"cells": [{"id": "a", "text": "const n = 1"}, {"id": "b", "text": "n.x"}]}},
        {"method": "notebook/sync", "params": {"cells": [{"id": "a"}, {"id": "c"}]}},
        {"method": "notebook/diagnostics", "params": {"cell": "b"}},
        {"method": "notebook/dependencies", "params": {}},
        {"method": "textDocument/hover", "params": {"textDocument": {"uri": "a"}, "position": {"line": 0, "character": 6}}},
        {"method": "textDocument/rename", "params": {"textDocument": {"uri": "a"}, "position": {"line": 0, "character": 6}, "newName": "m"}},
        {"method": "textDocument/codeAction", "params": {"textDocument": {"uri": "b"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}}}},
        {"method": "kernel/about", "params": {}},
    ],
    "input_reply": [{"value": "typed", "status": "ok"}],
    "levitate_request": [{}],
}
#: Completion and the like cost the checker's time; how often each is asked.
WEIGHTS = {"execute_request": 3, "kernel_info_request": 2, "comm_msg": 2}
#: Published in between, and answered by nobody.
WITHOUT_ANSWER = {"input_reply", "levitate_request"}
COMMS = {"comm_open", "comm_msg", "comm_close"}
#: Answered without the signs of a working kernel, which would flicker with each key.
QUIET = {"language_request"}


@dataclass
class Request:
    """One request as frames, and what has to come back."""

    kind: str
    channel: str
    frames: list[bytes]
    msg_id: str
    #: Whether a reply is due on the channel.
    wants_reply: bool = False
    #: Whether an idle is due on iopub.
    wants_idle: bool = False


@dataclass
class Parts:
    """A message before it is signed."""

    header: dict
    content: object
    parent: object = field(default_factory=dict)
    metadata: object = field(default_factory=dict)
    buffers: list[bytes] = field(default_factory=list)

    def encode(self) -> list[bytes]:
        return [json.dumps(part).encode("utf8", "surrogatepass") for part in (self.header, self.parent, self.metadata, self.content)]


def make(seed: int, number: int, session, sent: list[list[bytes]]) -> Request:
    """The request of this number. `sent` are the frames of earlier ones, for replays."""
    chance = random.Random(f"{seed}:{number}")
    kinds = list(REQUESTS)
    msg_type = chance.choices(kinds, [WEIGHTS.get(kind, 1) for kind in kinds])[0]
    msg_id = f"{seed}-{number}"
    header = {
        "msg_id": msg_id,
        "session": chance.choice(["one", "other"]),
        "username": "attack",
        "date": "2026-01-01T00:00:00Z",
        "msg_type": msg_type,
        "version": "5.5",
    }
    parts = Parts(header, json.loads(json.dumps(chance.choice(REQUESTS[msg_type]))))
    kind = chance.choices(list(MUTATIONS), [weight for _, weight in MUTATIONS.values()])[0]
    mutate, _ = MUTATIONS[kind]
    channel = chance.choices(["shell", "control"], [4, 1])[0]
    if msg_type == "input_reply":
        channel = "stdin"
    request = Request(f"{msg_type}, {kind}", channel, [], msg_id)
    is_answered = mutate(chance, parts, request, session, sent)
    if not request.frames:
        request.frames = signed(session, parts.encode(), parts.buffers)
    request.wants_idle = is_answered and msg_type not in WITHOUT_ANSWER | QUIET
    request.wants_reply = is_answered and msg_type not in WITHOUT_ANSWER | COMMS
    return request


def signed(session, encoded: list[bytes], buffers: list[bytes] = ()) -> list[bytes]:
    return [DELIMITER, session.sign(encoded), *encoded, *buffers]


def hostile_value(chance: random.Random):
    value = chance.choice(
        [
            None, True, False, 0, -1, 1, 2.5, -0.0, 1e308, 2**53, 2**63, -(2**63), 10**400,
            "", " ", "\0", "a" * 1000, "\ud83d", "x\udc00y", "😀" * 50, "__proto__", "constructor", "../../etc/passwd",
            "1; debugger", "${1}", "`", "\u2028", "\r\n", "*" * 40 + "b", [], [[]], {}, {"a": {"b": [1]}}, {"__proto__": {"x": 1}},
            {"toJSON": 1}, {"length": 5}, ["x"] * 50,
        ]
    )  # fmt: skip
    if chance.random() < 0.03:
        value = chance.choice(["x" * 1_000_000, nested(chance.choice([100, 900])), list(range(100_000))])
    return value


def nested(depth: int):
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def leave_alone(chance, parts, request, session, sent):
    return True


def change_content(chance, parts, request, session, sent):
    content = parts.content
    for _ in range(chance.randint(1, 3)):
        key = chance.choice([*content, "silent", "stop_on_error", "code", "n", "data", "extra"])
        content[key] = hostile_value(chance)
    # An order to shut down is no attack.
    return content.get("code") is None or "process" not in str(content["code"])


def drop_content(chance, parts, request, session, sent):
    for key in list(parts.content):
        if chance.random() < 0.5:
            del parts.content[key]
    return True


def other_content(chance, parts, request, session, sent):
    parts.content = json.loads(json.dumps(chance.choice(REQUESTS[chance.choice(list(REQUESTS))])))
    return True


def no_object(chance, parts, request, session, sent):
    name = chance.choice(["content", "metadata", "header"])
    setattr(parts, name, chance.choice([None, 1, "text", [], [1], True, float("nan")]))
    return False


def change_header(chance, parts, request, session, sent):
    key = chance.choice(["username", "date", "version", "subshell_id", "extra", "msg_id", "session", "msg_type"])
    value = hostile_value(chance)
    parts.header[key] = value
    # Python refuses numbers of so many digits, which the kernel must not send on; others may come back or be dropped.
    return key in ("username", "date", "version", "extra") and not isinstance(value, float)


def drop_header(chance, parts, request, session, sent):
    del parts.header[chance.choice(["msg_id", "session", "msg_type"])]
    return False


def change_metadata(chance, parts, request, session, sent):
    parts.metadata = {chance.choice(["cellId", "deletedCells", "__proto__"]): hostile_value(chance)}
    parts.parent = {"msg_id": hostile_value(chance)}
    return True


def add_buffers(chance, parts, request, session, sent):
    sizes = [0, 1, 100, 10_000] + ([3_000_000] if chance.random() < 0.05 else [])
    parts.buffers = [chance.randbytes(chance.choice(sizes)) for _ in range(chance.randint(1, 5))]
    return True


def wrong_signature(chance, parts, request, session, sent):
    encoded = parts.encode()
    good = session.sign(encoded)
    bad = chance.choice([b"", b"0" * 64, good.upper(), good[:-1], good + b"0", b"\xff" * 64, good[::-1]])
    request.frames = [DELIMITER, b"!" if bad == good else bad, *encoded]
    return False


def replay(chance, parts, request, session, sent):
    request.frames = list(chance.choice(sent)) if sent else [b"nothing yet"]
    return False


def broken_frames(chance, parts, request, session, sent):
    frames = signed(session, parts.encode())
    how = chance.randrange(6)
    if how == 0:
        frames = frames[: chance.randrange(1, len(frames))]
    elif how == 1:
        del frames[chance.randrange(len(frames))]
    elif how == 2:
        chance.shuffle(frames)
    elif how == 3:
        at = chance.randrange(len(frames))
        data = bytearray(frames[at] or b"x")
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        frames[at] = bytes(data)
    elif how == 4:
        frames = frames[2:]
    else:
        frames = [DELIMITER] * chance.randrange(1, 8)
    # What is still whole is answered, but nobody counts on it.
    request.frames = frames
    return False


def random_frames(chance, parts, request, session, sent):
    sizes = [0, 1, 5, 40, 300] + ([2_000_000] if chance.random() < 0.02 else [])
    count = chance.choice([1, 2, 6, 7, 30] + ([2000] if chance.random() < 0.02 else []))
    request.frames = [chance.randbytes(chance.choice(sizes)) for _ in range(count)]
    request.channel = chance.choice(["shell", "control", "stdin", "hb", "iopub"])
    return False


def any_channel(chance, parts, request, session, sent):
    request.channel = chance.choice(["stdin", "hb", "iopub"])
    return False


def broken_text(chance, parts, request, session, sent):
    encoded = parts.encode()
    at = chance.randrange(4)
    encoded[at] = chance.choice(
        [b"", b"{", b"[" * 50_000, b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"a":\xff}', b"nul", encoded[at] + b" {}", b'{"a":1e999}']
    )
    if at == 0 and chance.random() < 0.5:
        encoded[0] = json.dumps(parts.header).encode()[:-1] + chance.choice(
            [b', "username": "\\ud83d"}', b', "username": "\xff\xfe"}', b', "n": ' + b"9" * 5000 + b"}", b', "d": ' + b"[" * 2000 + b"]" * 2000 + b"}"]
        )
    request.frames = signed(session, encoded)
    return False


def extra_identities(chance, parts, request, session, sent):
    identities = [chance.randbytes(chance.randrange(0, 40)) for _ in range(chance.randrange(1, 5))]
    request.frames = identities + signed(session, parts.encode())
    return True


def to_a_subshell(chance, parts, request, session, sent):
    parts.header["subshell_id"] = chance.choice(["nobody", "", None, 7, {"a": 1}, "__proto__"])
    return True


#: Name, what it does to the request, and how often. Each tells whether an answer is due.
MUTATIONS = {
    "as it should be": (leave_alone, 10),
    "changed content": (change_content, 30),
    "content left out": (drop_content, 5),
    "another's content": (other_content, 5),
    "no object": (no_object, 5),
    "changed header": (change_header, 8),
    "header left out": (drop_header, 3),
    "changed metadata": (change_metadata, 5),
    "buffers": (add_buffers, 4),
    "wrong signature": (wrong_signature, 6),
    "replay": (replay, 5),
    "broken frames": (broken_frames, 8),
    "random frames": (random_frames, 6),
    "another channel": (any_channel, 4),
    "broken text": (broken_text, 6),
    "extra identities": (extra_identities, 2),
    "subshell": (to_a_subshell, 3),
}
