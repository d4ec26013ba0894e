"""What the module offers: objects, hints, errors, threads."""

import copy
import pickle
import re
import subprocess
import sys
import threading
import time

import pytest
import tracklint
from conftest import ROOT

FAULTY = "https://app.appsflyer.com/id1?pid=acme_int&c=x&af_siteid=1&clickid=gk_click_id"
RIGHT = FAULTY.replace("gk_click_id", "{gk_click_id}")
OFFERS = f"- name: Acme\n  tracking_link: {FAULTY}\n- name: Ärzte\n  tracking_link: {RIGHT}\n"


def test_a_link_is_judged_and_repaired():
    found = tracklint.lint(FAULTY)
    [finding] = found.findings
    assert (finding.rule, finding.severity, finding.text) == ("unbraced-macro", "error", "gk_click_id")
    assert FAULTY[finding.span.start : finding.span.end] == finding.text
    assert (found.role, found.network, found.platform) == ("tracking-link", "gokart", "appsflyer")
    assert found.fixed == tracklint.fix(FAULTY) == RIGHT
    assert finding.fix is not None and finding.fix.safety == "safe"
    assert tracklint.lint(RIGHT).findings == [] and tracklint.fix(RIGHT) is None


def test_the_version_is_that_of_the_program(program):
    assert program.run("--version").decode().split()[1] == tracklint.__version__


def test_hints_are_heard_and_mistakes_in_them_are_named():
    assert tracklint.lint("https://a.example/?x=1", role="postback").role == "postback"
    assert tracklint.lint(FAULTY, network=None).network == "gokart"
    event = "https://api.getgokart.ai/postback?gk_click_id={id}&cnv_event_id=Byu"
    rules = lambda **hints: [finding.rule for finding in tracklint.lint(event, role="postback", **hints).findings]
    assert "unknown-event-id" in rules(events=["Buy"]) and "unknown-event-id" not in rules()
    with pytest.raises(ValueError, match="network: .*`gokart`"):
        tracklint.lint(FAULTY, network="gokrat")
    with pytest.raises(ValueError, match="role: `link` is none of tracking-link"):
        tracklint.lint(FAULTY, role="link")
    with pytest.raises(TypeError, match="`netwrok` is no hint; hints are"):
        tracklint.lint(FAULTY, netwrok="gokart")
    with pytest.raises(TypeError, match="give a list of event ids"):
        tracklint.lint(FAULTY, events="Buy")


def test_many_links_are_answered_one_for_one():
    urls = [RIGHT, None, FAULTY, "", 7, "\ud800"]
    found = tracklint.lint_many(iter(urls))
    assert [one.url for one in found] == [RIGHT, None, FAULTY, "", None, None]
    assert [len(one.findings) for one in found] == [0, 0, 1, 1, 0, 0]
    why = [one.unread.message for one in found if one.unread]
    assert why == ["this is NoneType, not a text", "this is int, not a text", "this is not Unicode text"]
    assert tracklint.lint_many([]) == []
    with pytest.raises(TypeError, match="this is one text"):
        tracklint.lint_many(FAULTY)


def test_a_link_with_line_breaks_stays_one_link():
    urls = [FAULTY + "\n", "\n\n", f"{RIGHT}\r\n{RIGHT}"]
    assert [one.url for one in tracklint.lint_many(urls)] == urls


def test_secrets_are_masked_unless_they_are_wanted():
    link = FAULTY + "&email=ann@example.com"
    masked, shown = tracklint.lint(link), tracklint.lint(link, redact=False)
    assert masked.redacted and "ann@" not in masked.to_json() and masked.fixed is None
    assert not shown.redacted and shown.url == link


def test_a_document_is_judged_and_repaired_in_its_bytes():
    report = tracklint.lint_document(OFFERS.encode(), "offers.yaml")
    assert (report.summary.urls, report.summary.errors, len(report.urls)) == (2, 1, 2)
    assert report == tracklint.lint_document(OFFERS, "offers.yaml")
    assert len(tracklint.lint_document(OFFERS, "offers.yaml", all_urls=False).urls) == 1
    source = report.urls[0].source
    assert source is not None and source.key == "/0/tracking_link"
    assert OFFERS.encode()[source.start_byte : source.end_byte].decode() == FAULTY
    fixed = tracklint.fix_document(OFFERS, "offers.yaml")
    assert fixed.data.decode() == OFFERS.replace(FAULTY, RIGHT)
    assert (fixed.fixed, fixed.left, fixed.refused) == ({"unbraced-macro": 1}, [], None)


def test_records_keep_their_ids():
    lines = b'{"id": {"a": [1, 2.5, null]}, "url": "https://a.example/?x=1"}\n{"id": 7, "url": 3}\n'
    report = tracklint.lint_document(lines, "records.jsonl")
    assert report.urls[0].id == {"a": [1, 2.5, None]}
    assert [unread.line for unread in report.unread] == [2]


def test_a_configuration_is_followed_and_its_mistakes_are_named():
    config = '[[platform]]\nid = "ours"\n[platform.link]\nhosts = ["t.ours.example"]\nclick_id = ["cid"]\n'
    checker = tracklint.Checker(config)
    assert checker.lint("https://t.ours.example/?cid={gk_click_id}").platform == "ours"
    assert tracklint.lint("https://t.ours.example/?cid={gk_click_id}").platform is None
    with pytest.raises(tracklint.ConfigError, match="^tracklint.toml:1:1: "):
        tracklint.Checker("netwrok = 1\n")


def test_pair_takes_two_links():
    with pytest.raises(TypeError, match="1 were given"):
        tracklint.pair(FAULTY)
    postback = "https://api.getgokart.ai/postback?gk_click_id={x}"
    with pytest.raises(ValueError, match="both are postbacks"):
        tracklint.pair(postback, postback)


def test_objects_are_values():
    found = tracklint.lint(FAULTY)
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == tracklint.lint(FAULTY) == found
    assert tracklint.Url.from_json(found.to_json()) == found != tracklint.lint(RIGHT)
    assert list(found.to_dict()) == list(tracklint.Url.from_json(found.to_json()).to_dict())
    assert repr(found).startswith("Url(") and repr(found.findings[0]).startswith('Finding("unbraced-macro"')
    with pytest.raises(AttributeError):
        found.url = "x"


def test_other_threads_run_meanwhile():
    urls = [f"{FAULTY}&n={n}" for n in range(20_000)]
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    ticking = threading.Thread(target=tick)
    ticking.start()
    began = time.perf_counter()
    tracklint.lint_document("\n".join(urls), "links.txt", all_urls=False)
    ended = time.perf_counter()
    done.set()
    ticking.join()
    within = sum(began < at < ended for at in ticks)
    assert within > (ended - began) / 0.02, f"{within} ticks in {ended - began:.3f} s"


def test_threads_share_a_checker():
    checker = tracklint.Checker()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(checker.lint_many([FAULTY] * 500))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8 and all(answer == answers[0] for answer in answers)


def test_the_docstring_is_true_and_everything_has_one():
    import doctest

    assert doctest.testmod(tracklint) == (0, 5)
    for name in tracklint.__all__:
        assert name == "__version__" or getattr(tracklint, name).__doc__, name


def test_what_the_readme_shows_is_what_happens(capsys):
    page = (ROOT / "README.md").read_text("utf-8")
    [snippet] = re.findall(r"^```python\n(.*?)^```", page, flags=re.M | re.S)
    exec(snippet, {})
    assert capsys.readouterr().out == f"unbraced-macro {RIGHT}\n"


def test_the_types_are_those_of_the_module():
    check = [sys.executable, "-m", "mypy.stubtest", "tracklint", "--ignore-missing-stub", "--ignore-disjoint-bases"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
