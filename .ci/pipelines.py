"""Runs every snippet of docs/pipelines.md in one folder, compares what each made with one run of the program, and measures.

    python .ci/pipelines.py FOLDER [LINKS]

Runs in an environment in which the wheel, pyspark, duckdb, polars, pandas and pyarrow are installed.
"""

import glob
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python" / "tests"))

import tracklint  # noqa: E402
from links import generated  # noqa: E402

FOLDER = pathlib.Path(sys.argv[1]).resolve()
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
BIN = pathlib.Path(sys.executable).parent
MADE = ("pandas.jsonl", "polars.jsonl", "duckdb.jsonl", "spark-module", "spark-program", "process.jsonl")
QUIET = ["--no-config", "--no-redact", "--fail-on", "never", "--quiet", "--input", "jsonl", "--format", "jsonl", "--all-urls"]


def environment():
    # Spark's workers take the Python that they are told, and want no other address of this machine.
    told = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    return {**os.environ, **told, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def timed(command, **more):
    began = time.perf_counter()
    done = subprocess.run(command, cwd=FOLDER, env=environment(), capture_output=True, check=False, **more)
    if done.returncode:
        sys.exit(f"{command[:2]}: exit code {done.returncode}\n{done.stdout.decode()}\n{done.stderr.decode()[-4000:]}")
    return time.perf_counter() - began, done.stdout


def make_links():
    corpus = [json.loads(line) for line in (ROOT / "fixtures/corpus/real_urls.jsonl").read_text("utf-8").split("\n") if line]
    with open(FOLDER / "links.jsonl", "w", encoding="utf-8") as out:
        for number, record in enumerate(generated(corpus, COUNT)):
            out.write(json.dumps({"id": number, "url": record["url"]}) + "\n")


def fixed_by(lines):
    """The corrected link of each record. A click id that stands in two links has a second line: the first counts."""
    fixed = {}
    for record in map(json.loads, lines):
        fixed.setdefault(record["id"], record.get("fixed"))
    return fixed


def snippets():
    page = (ROOT / "docs/pipelines.md").read_text("utf-8")
    parts = re.split(r"^```(sh|python)?$", page, flags=re.M)
    heading = ""
    for number, part in enumerate(parts):
        if part in ("sh", "python"):
            yield heading, part, parts[number + 1]
        elif part:
            heading = (re.findall(r"^## (.*)$", part, flags=re.M) or [heading])[-1]


def run_snippets():
    for number, (heading, language, code) in enumerate(snippets(), 1):
        command = ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
        seconds, out = timed(command)
        print(f"snippet {number}, {heading}: {seconds:.1f} s, {COUNT / seconds:,.0f} links a second", flush=True)
        if b"rule" in out:
            print(out.decode())
    assert number >= 8, number


def compare(expected):
    for name in MADE:
        files = glob.glob(str(FOLDER / name / "part-*")) or [FOLDER / name]
        lines = [line for file in files for line in pathlib.Path(file).read_text("utf-8").split("\n") if line]
        made = fixed_by(lines)
        wrong = [number for number in expected if made.get(number) != expected[number]]
        assert made.keys() == expected.keys() and not wrong, f"{name}: {len(wrong)} differ, such as {wrong[:3]}"
        print(f"{name}: {len(made)} records, as the program says")
    findings = [json.loads(line) for line in (FOLDER / "findings.jsonl").read_text("utf-8").split("\n") if line]
    assert all(list(one) == ["id", "url", "rule", "severity", "message", "fixed"] for one in findings)
    assert all(one["fixed"] == expected[one["id"]] for one in findings if one["rule"] != "reused-click-id")


def rates():
    urls = [json.loads(line)["url"] for line in (FOLDER / "links.jsonl").read_text("utf-8").split("\n") if line]
    for jobs in ("1", "2"):
        seconds, _ = timed([BIN / "tracklint", *QUIET, "--jobs", jobs, "links.jsonl"])
        print(f"the program, {jobs} workers, an answer for each: {COUNT / seconds:,.0f} links a second")
    began = time.perf_counter()
    tracklint.lint_many(urls, redact=False)
    seconds = time.perf_counter() - began
    print(f"lint_many: {COUNT / seconds:,.0f} links a second")
    began = time.perf_counter()
    threads = [threading.Thread(target=tracklint.lint_many, args=(urls[half::2],)) for half in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"lint_many in two threads: {COUNT / (time.perf_counter() - began):,.0f} links a second")
    few = urls[:2000]
    began = time.perf_counter()
    for url in few:
        tracklint.lint(url)
    print(f"lint: {len(few) / (time.perf_counter() - began):,.0f} links a second")
    began = time.perf_counter()
    for url in urls[:100]:
        subprocess.run([BIN / "tracklint", "--no-config", "--format", "json", "--", url], capture_output=True, check=False)
    print(f"a process for each link: {100 / (time.perf_counter() - began):,.0f} links a second")


def coprocesses(processes=8, lines=1000):
    """Every line is answered before the next is written, while others keep the machine busy."""
    urls = [json.loads(line)["url"] for line in (FOLDER / "links.jsonl").read_text("utf-8").split("\n")[:lines] if line]
    waits, failed = [], []

    def talk():
        process = subprocess.Popen([BIN / "tracklint", *QUIET, "--jobs", "1", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for number, url in enumerate(urls):
            began = time.perf_counter()
            process.stdin.write(json.dumps({"id": number, "url": url}).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            waits.append(time.perf_counter() - began)
            if (answer["id"], answer["url"]) != (number, url):
                failed.append((number, answer))
        process.stdin.close()
        process.stdout.read()
        if process.wait():
            failed.append(process.returncode)

    threads = [threading.Thread(target=talk) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        # An answer that is held back would make this wait for ever.
        thread.join(timeout=300)
        assert not thread.is_alive(), "a line was not answered"
    assert not failed and len(waits) == processes * len(urls), failed[:3]
    waits.sort()
    tail = waits[int(len(waits) * 0.99)]
    print(
        f"{processes} programs that stay, {len(waits)} lines: an answer after {statistics.median(waits) * 1000:.2f} ms, "
        f"of 100 lines 99 after at most {tail * 1000:.1f} ms, the slowest after {waits[-1] * 1000:.0f} ms"
    )


def main():
    make_links()
    _, out = timed([BIN / "tracklint", *QUIET, "links.jsonl"])
    expected = fixed_by(line for line in out.decode().split("\n") if line)
    assert len(expected) == COUNT and sum(value is not None for value in expected.values()) > COUNT / 10
    run_snippets()
    compare(expected)
    coprocesses()
    rates()


main()
