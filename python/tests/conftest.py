"""What the tests share: the program that was installed beside the module, and the project's own fixtures."""

import json
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = pathlib.Path(sys.executable).parent / "tracklint"


class Program:
    """The program, as a shell calls it. Exit code 1 means findings and is no failure."""

    path = PROGRAM

    def run(self, *arguments, stdin=b""):
        done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, cwd=ROOT, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout

    def records(self, records, *arguments):
        """One answer for each record, in their order."""
        stdin = "".join(json.dumps(record) + "\n" for record in records).encode()
        out = self.run("--no-config", "--format", "jsonl", "--all-urls", "--input", "jsonl", *arguments, stdin=stdin)
        return [json.loads(line) for line in out.split(b"\n") if line]


@pytest.fixture(scope="session")
def program():
    return Program()


@pytest.fixture(scope="session")
def corpus():
    """Links from the field, with what is known of them."""
    folder = ROOT / "fixtures"
    files = [folder / "corpus" / "real_urls.jsonl", *sorted((folder / "seeds").glob("*.jsonl"))]
    lines = [line for file in files for line in file.read_text("utf-8").split("\n") if line]
    return [json.loads(line) for line in lines]


# What does not belong to the verdict: where the link stood, and the id of its record.
PLACES = ("version", "id", "source")
IN_FINDING = ("line", "column", "end_line", "end_column", "fingerprint")


def verdict(answer):
    """A verdict without what depends on the input that the link stood in."""
    answer = {key: value for key, value in answer.items() if key not in PLACES}
    answer["findings"] = [without_places(finding) for finding in answer["findings"] if finding["rule"] != "reused-click-id"]
    return answer


def without_places(finding):
    finding = {key: value for key, value in finding.items() if key not in IN_FINDING}
    if finding["fix"]:
        edits = [{key: value for key, value in edit.items() if key != "file"} for edit in finding["fix"]["edits"]]
        finding["fix"] = {**finding["fix"], "edits": edits}
    return finding
