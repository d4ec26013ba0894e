"""Links made from the project's own, with faults as people make them; the same ones every time."""

import random

FAULTS = (
    lambda link, at: link.replace("{", "").replace("}", ""),
    lambda link, at: link.replace("{", "{{").replace("}", "}}"),
    lambda link, at: link.replace("&", "&amp;"),
    lambda link, at: link.replace("?", "&", 1),
    lambda link, at: link.replace("=", "= ", 1),
    lambda link, at: link[:at] + link[at + 1 :],
    lambda link, at: link[:at] + link[at] + link[at:],
    lambda link, at: link[:at] + " " + link[at:],
    lambda link, at: link[:at] + "\u200b" + link[at:],
    lambda link, at: link[:at] + "\U0001f600" + link[at:],
    lambda link, at: link.replace("://", ":/", 1),
    lambda link, at: link + "?",
    lambda link, at: link.upper(),
    lambda link, at: link + "&email=ann%40example.com&token=4f3c2b1a9d8e7f60",
    lambda link, at: link,
)


def generated(known, count):
    """`count` links with what is known of them; most have one fault, some two."""
    chance = random.Random(7)
    for _ in range(count):
        record = chance.choice(known)
        link = record["url"]
        for _ in range(chance.choice((1, 1, 2))):
            if link:
                link = chance.choice(FAULTS)(link, chance.randrange(len(link)))
        # Each has a value of its own, as links of a catalogue have.
        joiner = "&" if "?" in link else "?"
        yield {**record, "url": f"{link}{joiner}n={chance.randrange(10**6)}"}
