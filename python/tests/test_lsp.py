"""The language server, asked by a real client: an editing session, and the same findings as the program's report."""

import json
import subprocess

import pytest
import pytest_lsp
from conftest import PROGRAM, ROOT
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

FAULTY = "https://app.appsflyer.com/id1?pid=acme_int&c=x&af_siteid=1&clickid=gk_click_id"
RIGHT = FAULTY.replace("gk_click_id", "{gk_click_id}")


@pytest.fixture
def folder(tmp_path):
    """The folder that is open in the editor."""
    return tmp_path


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[str(PROGRAM), "lsp"]))
async def client(lsp_client: LanguageClient, folder):
    params = lsp.InitializeParams(
        capabilities=lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
            )
        ),
        workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="open")],
    )
    registered = []
    lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: registered.extend(params.registrations))
    result = await lsp_client.initialize_session(params)
    assert result.server_info.name == "tracklint" and result.capabilities.position_encoding == "utf-16"
    yield lsp_client
    assert [one.method for one in registered] == ["workspace/didChangeWatchedFiles"]
    await lsp_client.shutdown_session()


class Editor:
    """A file that is open in the client."""

    def __init__(self, client, path, text):
        self.client, self.uri, self.text, self.version = client, path.as_uri(), text, 1
        item = lsp.TextDocumentItem(uri=self.uri, language_id="yaml", version=1, text=text)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    async def found(self):
        await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(self.client.diagnostics[self.uri])

    def at(self, words):
        """The place of words, as the protocol counts."""
        return self.place(self.text.index(words))

    def place(self, offset):
        before = self.text[:offset]
        line = before.rsplit("\n", 1)[-1]
        return lsp.Position(line=before.count("\n"), character=len(line.encode("utf-16-le")) // 2)

    def type(self, where, old, new):
        """Replaces `old`, which stands at `where`, as an editor tells it: by a range."""
        start = self.at(where)
        end = lsp.Position(line=start.line, character=start.character + len(old.encode("utf-16-le")) // 2)
        at = self.text.index(where)
        self.text = self.text[:at] + new + self.text[at + len(old) :]
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(range=lsp.Range(start=start, end=end), text=new)
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
        )

    async def actions(self, spot, only=None):
        context = lsp.CodeActionContext(diagnostics=[], only=only)
        document = lsp.TextDocumentIdentifier(uri=self.uri)
        params = lsp.CodeActionParams(text_document=document, range=lsp.Range(start=spot, end=spot), context=context)
        return await self.client.text_document_code_action_async(params) or []

    def apply(self, action):
        """The text with the edits of an action made, counted as the protocol counts."""
        [change] = action.edit.document_changes
        assert change.text_document.version == self.version
        lines = self.text.split("\n")
        offset = lambda p: len("\n".join(lines[: p.line] + [""])) + len(
            lines[p.line].encode("utf-16-le")[: 2 * p.character].decode("utf-16-le")
        )
        text = self.text
        for edit in reversed(change.edits):
            text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
        return text

    async def hover(self, words, further=0):
        spot = self.at(words)
        spot.character += further
        document = lsp.TextDocumentIdentifier(uri=self.uri)
        hover = await self.client.text_document_hover_async(lsp.HoverParams(text_document=document, position=spot))
        return hover.contents.value if hover else None

    async def complete(self, behind):
        spot = self.place(self.text.index(behind) + len(behind))
        document = lsp.TextDocumentIdentifier(uri=self.uri)
        params = lsp.CompletionParams(text_document=document, position=spot)
        answer = await self.client.text_document_completion_async(params)
        return [item.label for item in answer.items]


@pytest.mark.asyncio
async def test_an_editing_session(client, folder):
    offers = f"- name: \U0001f600 Acme\n  tracking_link: {RIGHT}  # \U0001f600\n"
    editor = Editor(client, folder / "offers.yaml", offers)
    assert await editor.found() == []

    # Somebody takes the braces away.
    editor.type("{gk_click_id}", "{gk_click_id}", "gk_click_id")
    [diagnostic] = await editor.found()
    assert (diagnostic.code, diagnostic.severity, diagnostic.source) == ("unbraced-macro", 1, "tracklint")
    assert diagnostic.range.start == editor.at("gk_click_id") and "the same for every click" in diagnostic.message

    [action] = await editor.actions(diagnostic.range.start)
    assert action.kind == "quickfix" and action.is_preferred and action.diagnostics[0].code == "unbraced-macro"
    assert editor.apply(action) == offers
    [all_of_them] = await editor.actions(diagnostic.range.start, only=["source.fixAll"])
    assert all_of_them.kind == "source.fixAll.tracklint" and editor.apply(all_of_them) == offers

    # The quick fix is made, and nothing is wrong any more.
    editor.type("gk_click_id", "gk_click_id", "{gk_click_id}")
    assert await editor.found() == [] and editor.text == offers
    assert await editor.actions(editor.at("gk_click_id")) == []


@pytest.mark.asyncio
async def test_an_unsafe_fix_says_so_and_comes_last(client, folder):
    # Which of two values a receiver reads is not known, so that no repair is certain.
    link = "https://app.adjust.com/abc?gps_adid=1&click_id={gk_clik}&clickid=gk_click_id"
    editor = Editor(client, folder / "unsafe.txt", link + "\n")
    found = await editor.found()
    actions = [action for one in found for action in await editor.actions(one.range.start)]
    for action in actions:
        assert action.is_preferred != ("unsafe" in action.title)
    for spot in {str(one.range.start): one.range.start for one in found}.values():
        order = [not action.is_preferred for action in await editor.actions(spot)]
        assert order == sorted(order)


@pytest.mark.asyncio
async def test_hovers_and_completion(client, folder):
    text = (
        "- name: Acme\n  platform: appsflyer\n  tracking_link: https://app.appsflyer.com/id1?pid=a_int&c=x&af_siteid=1"
        "&clickid={gk_click_id}&\n  postback: https://api.getgokart.ai/postback?gk_click_id={}\n  network: \n"
        "- link: https://shop.example.com/?id={{gk_click_id}}\n"
    )
    editor = Editor(client, folder / "hovers.yaml", text)
    await editor.found()
    assert "AppsFlyer: " in await editor.hover("clickid=") and "click id" in await editor.hover("clickid=")
    assert "AppsFlyer" in await editor.hover("platform: appsflyer", len("platform: "))
    assert "**wrong-macro-syntax**" in await editor.hover("{{gk_click_id}}", 3)
    assert "GoKart: the click id it issues" in await editor.hover("gk_click_id}&")
    assert await editor.hover("name: Acme") is None

    parameters = await editor.complete("{gk_click_id}&")
    assert parameters[0] in ("clickid", "af_sub1") and "pid" in parameters and len(parameters) == len(set(parameters))
    assert "clickid" in await editor.complete("https://app.appsflyer.com/id1?")
    assert "gk_click_id" in await editor.complete("clickid={")
    assert "gk_click_id" in await editor.complete("https://api.getgokart.ai/postback?")
    assert {"gokart", "cake"} <= set(await editor.complete("network: "))
    assert await editor.complete("name: ") == []


@pytest.mark.asyncio
async def test_a_configuration_is_followed_when_it_changes(client, folder):
    path = folder / "tracklint.toml"
    editor = Editor(client, folder / "configured.yaml", f"- tracking_link: {FAULTY}\n")
    assert [one.severity for one in await editor.found()] == [1]

    path.write_text('[severity]\nunbraced-macro = "warning"\n')
    changed = [lsp.FileEvent(uri=path.as_uri(), type=lsp.FileChangeType.Created)]
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=changed))
    while [one.severity for one in client.diagnostics[editor.uri]] != [2]:
        await editor.found()

    # A mistake is told where it stands, and what was said before still holds.
    path.write_text("[severity]\nunbraced-makro = 'off'\n")
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=changed))
    while not client.diagnostics.get(path.as_uri()):
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    [mistake] = client.diagnostics[path.as_uri()]
    assert mistake.range.start == lsp.Position(line=1, character=0) and "unbraced-macro" in mistake.message

    configuration = Editor(client, path, "[severity]\nunbraced-macro = \nnetwork\n[hosts]\n\n")
    await configuration.found()
    assert {"off", "warning"} <= set(await configuration.complete("unbraced-macro = "))
    assert await configuration.complete("[hosts]\n") == ["production", "sandbox"]
    assert "missing-click-id" in await configuration.complete("unbraced-macro = \n")

    path.unlink()
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=changed))
    while [one.severity for one in client.diagnostics[editor.uri]] != [1]:
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


def frame(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def conversation(*messages, folder=ROOT):
    """What the server says to messages that are sent at once, and its exit code."""
    first = {"id": 0, "method": "initialize", "params": {"capabilities": {}, "rootUri": folder.as_uri()}}
    sent = b"".join(frame(m) if isinstance(m, dict) else m for m in (first, *messages))
    done = subprocess.run([PROGRAM, "lsp"], input=sent, capture_output=True, timeout=120, check=False)
    said, rest = [], done.stdout
    while rest:
        head, rest = rest.split(b"\r\n\r\n", 1)
        length = int(head.split(b": ")[1])
        said.append(json.loads(rest[:length]))
        rest = rest[length:]
    return said, done.returncode


EXIT = ({"id": 99, "method": "shutdown"}, {"method": "exit"})


def opened(name, text):
    document = {"uri": (ROOT / name).as_uri(), "languageId": "text", "version": 1, "text": text}
    return {"method": "textDocument/didOpen", "params": {"textDocument": document}}


def test_a_canceled_request_is_not_answered_and_nonsense_ends_nothing():
    hover = {"textDocument": {"uri": (ROOT / "a.txt").as_uri()}, "position": {"line": 0, "character": 9}}
    said, code = conversation(
        opened("a.txt", FAULTY * 2000),
        b"Content-Length: 7\r\n\r\n{broken",
        {"id": 1, "method": "textDocument/hover", "params": hover},
        {"method": "$/cancelRequest", "params": {"id": 1}},
        {"id": "two", "method": "no/such", "params": {}},
        {"id": 3, "method": "textDocument/hover", "params": None},
        *EXIT,
    )
    answers = {one["id"]: one for one in said if "id" in one}
    assert code == 0 and answers[99]["result"] is None
    assert answers[1]["error"]["code"] == -32800
    assert answers["two"]["error"]["code"] == -32601
    assert answers[3]["result"] is None


def test_an_editor_that_goes_without_a_word_ends_the_server():
    assert conversation()[1] == 1
    assert conversation({"method": "exit"})[1] == 1


def test_only_the_newest_text_is_told_of():
    changes = []
    for version in range(2, 300):
        document = {"uri": (ROOT / "a.txt").as_uri(), "version": version}
        params = {"textDocument": document, "contentChanges": [{"text": FAULTY + f"&n={version}"}]}
        changes.append({"method": "textDocument/didChange", "params": params})
    said, _ = conversation(opened("a.txt", ""), *changes, *EXIT)
    told = [one["params"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
    assert told[-1]["version"] == 299 and len(told[-1]["diagnostics"]) == 1


def test_the_diagnostics_are_those_of_the_report(program):
    """Over every fixture that is text: the same rules, severities, words and places."""
    compared = 0
    for path in sorted((ROOT / "fixtures").rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        name = str(path.relative_to(ROOT))
        if not text or text.startswith("\ufeff") or len(text) > 400_000:
            continue
        done = subprocess.run([PROGRAM, "--format", "json", name], capture_output=True, cwd=ROOT, check=False)
        report = json.loads(done.stdout)
        said, _ = conversation(opened(name, text), *EXIT)
        [told] = [one["params"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
        own = sorted(places(one) for one in told["diagnostics"] if one.get("code"))
        assert own == sorted(reported(report, text)), name
        unread = [one for one in told["diagnostics"] if not one.get("code")]
        assert len(unread) == len(report["unread"]), name
        compared += 1
    assert compared > 30


def places(one):
    start, end = one["range"]["start"], one["range"]["end"]
    severity = {1: "error", 2: "warning", 3: "advice"}[one["severity"]]
    return (start["line"], start["character"], end["line"], end["character"], one["code"], severity, one["message"])


def reported(report, text):
    lines = text.split("\n")
    units = lambda line, column: len(lines[line - 1][: column - 1].encode("utf-16-le")) // 2
    for url in report["urls"]:
        for found in url["findings"]:
            start = (found["line"] - 1, units(found["line"], found["column"]))
            end = (found["end_line"] - 1, units(found["end_line"], found["end_column"]))
            yield (*start, *end, found["rule"], found["severity"], f"{found['message']}\n{found['help']}".rstrip())
