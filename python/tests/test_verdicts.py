"""The module says what the program says."""

import json
import os

import pytest
import tracklint
from conftest import ROOT, verdict
from links import generated

COUNT = int(os.environ.get("TRACKLINT_LINKS", "5000"))
HINTS = ("role", "state", "network", "platform", "filled_by", "environment")


def hints(record):
    """What a record says, as keyword arguments. What a platform without facts is called is no hint."""
    known = {}
    for key in HINTS:
        try:
            tracklint.lint("https://a.example", **{key: record.get(key)})
        except ValueError:
            continue
        known[key] = record.get(key)
    return {**known, "events": (record.get("offer") or {}).get("events")}


def told(records):
    """The records, saying what the module is told of them and no more."""
    for record in records:
        known = hints(record)
        yield {"url": record["url"], **known, "events": None, "offer": {"events": known["events"]}}


def test_the_corpus_gets_the_verdicts_of_the_program(program, corpus):
    records = list(told(corpus))
    assert len(records) == len(corpus) > 100
    answers = program.records(records, "--no-redact")
    for record, answer in zip(records, answers, strict=True):
        own = tracklint.lint(record["url"], redact=False, **hints(record))
        assert verdict(own.to_dict()) == verdict(answer), record


def test_generated_links_get_the_verdicts_of_the_program(program, corpus):
    urls = [record["url"] for record in generated(corpus, COUNT)]
    answers = {}
    for answer in program.records([{"id": n, "url": url} for n, url in enumerate(urls)]):
        # A click id that stands in two links is told a second time, for the run.
        answers.setdefault(answer["id"], answer)
    own = tracklint.lint_many(urls)
    assert len(own) == len(urls) == len(answers)
    for n, (url, one) in enumerate(zip(urls, own, strict=True)):
        assert verdict(one.to_dict()) == verdict(answers[n]), url


def test_documents_get_the_report_of_the_program(program):
    names = [path for path in sorted((ROOT / "fixtures").rglob("*")) if path.is_file() and path.suffix != ".gz"]
    compared = 0
    for path in names:
        name = str(path.relative_to(ROOT))
        if not path.stat().st_size or "bad" in path.parts or "logs" in path.parts or "log-cases" in path.parts:
            continue
        out = program.run("--no-config", "--format", "json", "--all-urls", name)
        whole = json.loads(out)
        if whole["unread"]:
            continue
        own = tracklint.lint_document(path.read_bytes(), name).to_dict()
        assert own == {key: without_version(whole[key]) for key in ("urls", "unread", "summary")}, name
        compared += 1
    assert compared > 10


def without_version(value):
    return value


@pytest.mark.parametrize("redact", [True, False])
def test_pairs_and_comparisons_are_those_of_the_program(program, redact):
    link = "https://acme.cakemarketing.com/?s2={gk_click_id}&email=ann@example.com"
    postback = "https://api.getgokart.ai/postback?gk_click_id=#s2#&token=4f3c2b1a9d8e7f60"
    shown = [] if redact else ["--no-redact"]
    for texts in ([link, postback], [postback, link], [link, postback.replace("#s2#", "#s3#")]):
        whole = json.loads(program.run("pair", "--no-config", "--format", "json", *shown, *texts))
        own = tracklint.pair(*texts, redact=redact).to_dict()
        assert own == {key: whole[key] for key in ("urls", "unread", "summary", "journey")}
        for kind in (None, "configured", "called"):
            said = ["--as", kind] if kind else []
            other = texts[1].replace("click", "klick")
            out = program.run("compare", "--no-config", "--format", "json", *shown, *said, texts[1], other)
            own = tracklint.compare(texts[1], other, kind=kind, redact=redact)
            assert own.to_dict() == json.loads(out)["comparison"]
