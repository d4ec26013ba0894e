"""Judges a log that is too large for one machine: Spark splits it, `tracklint log` judges each piece, the summaries are added up.

    spark-submit examples/spark_log.py --log 's3a://logs/2026-03-*.log' --log-format combined --pieces 200 \
        --tracklint ./tracklint --clock-skew 0s --out out/ -- --clicks clicks.csv --offers offers.yaml --network gokart

A piece holds every postback of one unique id where there is one, else of one click id, else of one sender: repetitions are found
within a piece, and none lie in two. That does not hold for a network that looks for either of them, such as CAKE: there a
repetition with the same click id and another unique id may be missed. The clock skew has to be given, for pieces would measure it differently. Behind `--` stand
the options of `tracklint log` that every piece gets; the files that they name have to be there on every worker.

Out come `hits/` (JSON lines, as `--format jsonl`), `summaries/` (a JSON document a piece) and `summary.json` (all of them,
added up by `tracklint log --merge`, whose notes say what does not add up exactly).
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
import zlib
from urllib.parse import unquote_plus

# Parameters that tell one conversion from its repetition, and those that carry the click id. What a network calls them is in
# `tracklint platforms NAME`.
UNIQUE = ("cnv_conversion_id", "unique_id", "conversion_unique_id", "order_id", "action_id", "txid", "transaction_id_unique")
CLICK = ("gk_click_id", "click_id", "clickid", "transaction_id", "subid", "cid", "r")


# What is no id: `tracklint log` does not take a macro that was never filled in, or a word for nothing, for a unique id either.
MACRO = re.compile(r"[{}\[\]<>$#]|%%")
NOTHING = ("null", "undefined", "none", "nil", "nan", "0", "-", "n/a", "false")


def value(line, names):
    """The first of these parameters that holds an id."""
    for name in names:
        found = re.search(r"[?&;]" + re.escape(name) + r"=([^&\s\"#]+)", line)
        text = unquote_plus(found.group(1)).strip() if found else ""
        if text and text.lower() not in NOTHING and not MACRO.search(unquote_plus(text)):
            return text
    return None


def key(line):
    """What decides the piece of a line. Ids go before the sender, which is the first word of most logs."""
    unique, click = value(line, UNIQUE), value(line, CLICK)
    if unique:
        return "u:" + unique
    if click:
        return "c:" + click
    return "s:" + line.split(" ", 1)[0]


def piece_of(line, pieces):
    # Python's own hash differs from worker to worker.
    return zlib.crc32(key(line).encode("utf-8", "surrogateescape")) % pieces


def time_of(line):
    """A text by which the lines of a piece are put in order: repetitions are told from the first that came."""
    found = re.search(r"\[(\d\d)/(\w{3})/(\d{4}):(\d\d:\d\d:\d\d)", line)
    if found:
        day, month, year, clock = found.groups()
        months = "JanFebMarAprMayJunJulAugSepOctNovDec"
        return "%s-%02d-%s %s" % (year, months.find(month) // 3 + 1, day, clock)
    found = re.search(r"\d{4}-\d\d-\d\d[T\t ]\d\d:\d\d:\d\d", line)
    return found.group(0).replace("T", " ").replace("\t", " ") if found else ""


def judge(program, options):
    """A function that judges one piece: rows ("hit", line) and ("summary", document)."""

    def run(rows):
        lines = [line for _, line in sorted((time_of(line), line) for _, line in rows)]
        if not lines:
            return
        with tempfile.NamedTemporaryFile("w", suffix=".log", encoding="utf-8", errors="surrogateescape") as piece:
            piece.write("\n".join(lines) + "\n")
            piece.flush()
            for kind, form in (("hit", "jsonl"), ("summary", "json")):
                command = [program, "log", piece.name, "--jobs", "1", "--quiet", "--format", form, *options]
                ran = subprocess.run(command, capture_output=True, text=True, check=False)
                # 1 says that --fail-on was reached; what could not be read was said on standard error.
                if ran.returncode not in (0, 1):
                    raise RuntimeError(ran.stderr.strip())
                for line in ran.stdout.splitlines():
                    yield kind, line

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", required=True, help="the log, as Spark names files")
    parser.add_argument("--log-format", required=True, help="its format, for a piece is too short to tell")
    parser.add_argument("--pieces", type=int, default=64)
    parser.add_argument("--tracklint", default="tracklint")
    parser.add_argument("--clock-skew", required=True)
    parser.add_argument("--out", required=True, help="a folder on this machine")
    parser.add_argument("options", nargs="*", help="options of tracklint log for every piece")
    given = parser.parse_args()

    from pyspark.sql import SparkSession

    options = ["--log-format", given.log_format, "--clock-skew=" + given.clock_skew, *given.options]
    spark = SparkSession.builder.appName("tracklint log").getOrCreate()
    pieces = given.pieces
    judged = (
        spark.sparkContext.textFile(given.log)
        .map(lambda line: (piece_of(line, pieces), line))
        .partitionBy(pieces, lambda piece: piece)
        .mapPartitions(judge(given.tracklint, options))
        .cache()
    )
    os.makedirs(os.path.join(given.out, "summaries"), exist_ok=True)
    judged.filter(lambda row: row[0] == "hit").map(lambda row: row[1]).saveAsTextFile(os.path.join(given.out, "hits"))
    paths = []
    for number, summary in enumerate(judged.filter(lambda row: row[0] == "summary").map(lambda row: row[1]).collect()):
        paths.append(os.path.join(given.out, "summaries", "%05d.json" % number))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(summary + "\n")
    merged = subprocess.run(
        [given.tracklint, "log", "--merge", *paths, "--format", "json"], capture_output=True, text=True, check=True
    )
    with open(os.path.join(given.out, "summary.json"), "w", encoding="utf-8") as file:
        file.write(merged.stdout)
    print(json.dumps(json.loads(merged.stdout)["verdicts"], indent=1))
    spark.stop()


if __name__ == "__main__":
    main()
