//! Line, column and bytes that are reported, checked against the bytes of the file: in every format, behind escapes
//! and characters beyond ASCII, with every line end, with a BOM and in UTF-16.

use crate::common::{Failures, run};
use serde_json::Value;

/// One link in every format, written as the format writes what it has escapes for. `@` stands before the wrong macro,
/// `\r` is never written: line ends are made.
const FILES: &[(&str, &str)] = &[
    (
        "offers.json",
        "{\"é日\": \"🎉\",\n \"ü\": \"x\", \"tracking_link\": \"https:\\/\\/shop.example.com\\/go?n=\\u00e9\\ud83c\\udf89\\u0026c=@gkclickid}\"}\n",
    ),
    (
        "offers.jsonc",
        "{ // é日\n  \"tracking_link\": /* 🎉 */ \"https://shop.example.com/go?n=é\\u0026c=@gkclickid}\",\n}\n",
    ),
    (
        "offers.jsonl",
        "{\"id\": \"é\", \"role\": \"tracking-link\", \"url\": \"https://shop.example.com/go?c=1\"}\n{\"é日\": \"🎉\", \"url\": \"https://shop.example.com/go?n=\\u00e9\\u0026c=@gkclickid}\"}\n",
    ),
    (
        "double.yaml",
        "# é日\noffers:\n  - {name: \"🎉\", tracking_link: \"https:\\/\\/shop.example.com/go?n=\\xe9\\u0026c=@gkclickid}\"}\n",
    ),
    ("single.yaml", "é: 'it''s 日'\nü: {tracking_link: 'https://shop.example.com/go?n=''é&c=@gkclickid}'}\n"),
    ("plain.yaml", "é: 日\n? ü🎉\n: tracking_link: https://shop.example.com/go?n=é&c=@gkclickid}\n"),
    ("literal.yaml", "é:\n  tracking_link: |-\n    https://shop.example.com/go?n=é&c=@gkclickid}\n"),
    ("folded.yaml", "é:\n  tracking_link: >-\n    https://shop.example.com/go?n=é日&c=@gkclickid}\n"),
    ("second.yaml", "é: 日\n---\nü: &a \"🎉\"\ntracking_link: \"https://shop.example.com/go?n=é&c=@gkclickid}\"\n"),
    (
        "basic.toml",
        "\"é日\" = '🎉'\n\"ü\" = {tracking_link = \"https://shop.example.com/go?n=\\u00e9\\U0001F389\\u0026c=@gkclickid}\"}\n",
    ),
    ("literal.toml", "é = 1 # 日\n[\"ü\"]\ntracking_link = 'https://shop.example.com/go?n=é&c=@gkclickid}'\n"),
    ("long.toml", "[é日]\ntracking_link = \"\"\"\nhttps://shop.example.com/go?n=é\\u0026\\\n   c=@gkclickid}\"\"\"\n"),
    ("longer.toml", "[é]\ntracking_link = '''\nhttps://shop.example.com/go?n=日&c=@gkclickid}'''\n"),
    (
        "comma.csv",
        "é,name,tracking_link\n日,\"say \"\"🎉\"\",\nthen\",\"https://shop.example.com/go?n=\"\"é&c=@gkclickid}\"\n",
    ),
    ("semicolon.csv", "é;tracking_link\n日🎉;https://shop.example.com/go?n=é&c=@gkclickid}\n"),
    ("tab.tsv", "é\ttracking_link\n日🎉\thttps://shop.example.com/go?n=é&c=@gkclickid}\n"),
    (
        "offers.xml",
        "<!-- é日 -->\n<offers><offer name=\"🎉\"><tracking_link>https://shop.example.com/go?n=&#233;&#x1F389;&amp;c=@gkclickid}</tracking_link></offer></offers>\n",
    ),
    (
        "cdata.xml",
        "<offers>\n<offer><name>é日</name><tracking_link><![CDATA[https://shop.example.com/go?n=🎉&c=@gkclickid}]]></tracking_link></offer></offers>\n",
    ),
    (
        "attribute.xml",
        "<offers>\n<offer name='日' tracking_link='https://shop.example.com/go?n=&eacute;é&amp;c=@gkclickid}'/></offers>\n",
    ),
    ("page.html", "<p>é日</p>\n<p>🎉<a href=\"https://shop.example.com/go?n=&eacute;&amp;c=@gkclickid}\">go</a>\n"),
    ("page.md", "# é日\n\n- 🎉 [go](https://shop.example.com/go?n=é&c=@gkclickid}) there\n"),
    ("links.txt", "é日 🎉: see https://shop.example.com/go?n=é&c=@gkclickid} there\n"),
];

/// The text with its wrong macro, and where that stands: line, column, and the index of its character.
fn written(text: &str, line_end: &str) -> (String, (u64, u64), usize) {
    let text = text.replace('\n', line_end);
    let at = text.find('@').unwrap_or_else(|| panic!("no @ in {text}"));
    let before = &text[..at];
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 2;
    (text.replace('@', "{"), (line, column), at + 1)
}

/// The bytes of a file, and how many stand before the index of a character in the text.
type Charset = (&'static str, fn(&str) -> Vec<u8>);

const CHARSETS: &[Charset] = &[
    ("UTF-8", |text| text.as_bytes().to_vec()),
    ("UTF-8 with BOM", |text| ["\u{FEFF}", text].concat().into_bytes()),
    ("UTF-16LE", |text| ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("UTF-16BE", |text| ["\u{FEFF}", text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect()),
];

#[test]
fn every_format_reports_the_place_that_the_bytes_have() {
    let mut failures = Failures::default();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in FILES {
        for line_end in ["\n", "\r\n"] {
            let (text, (line, column), at) = written(text, line_end);
            for (charset, encode) in CHARSETS {
                failures.looked();
                let subject = format!("{name} with {line_end:?} in {charset}");
                let bytes = encode(&text);
                std::fs::write(folder.path().join(name), &bytes).expect("it can be written");
                let ran = run(folder.path(), &["--format", "json", "--no-config", "--network", "gokart", name]);
                let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("{subject}: {e}"));
                let all = report["urls"].as_array().into_iter().flatten().flat_map(|url| {
                    url["findings"].as_array().into_iter().flatten().map(move |finding| (url, finding))
                });
                let found: Vec<_> = all.filter(|(_, f)| f["rule"] == "misspelled-macro").collect();
                let [(url, finding)] = found[..] else {
                    failures.note(&subject, format!("{} findings: {}{}", found.len(), ran.stdout, ran.stderr));
                    continue;
                };
                let place = (finding["line"].as_u64(), finding["column"].as_u64());
                if place != (Some(line), Some(column)) || finding["text"] != "gkclickid" {
                    failures.note(&subject, format!("{place:?} {} and not {line}:{column}", finding["text"]));
                }
                let edit = &finding["fix"]["edits"][0]["file"];
                let under = |json: &Value, from: &str, to: &str| {
                    let (from, to) = (json[from].as_u64().unwrap_or(0), json[to].as_u64().unwrap_or(0));
                    bytes.get(from as usize..to as usize).map(<[u8]>::to_vec).unwrap_or_default()
                };
                let start = encode(&text[..at]).len() as u64;
                if edit["start_byte"] != start || under(edit, "start_byte", "end_byte") != plain(charset, "gkclickid") {
                    failures.note(&subject, format!("{edit} and not {start}"));
                }
                let source = &url["source"];
                let link = under(source, "start_byte", "end_byte");
                if !link.ends_with(&plain(charset, "gkclickid}")) || !link.starts_with(&plain(charset, "https:")) {
                    failures.note(&subject, format!("the link lies at {source}"));
                }
            }
        }
    }
    failures.end();
}

/// ASCII in a charset, without its mark.
fn plain(charset: &str, text: &str) -> Vec<u8> {
    match charset {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// An export on one line, and long: every finding has its place, and finding it does not take the whole line.
#[test]
fn places_in_a_long_line_are_counted_in_characters() {
    let mut failures = Failures::default();
    let folder = tempfile::tempdir().expect("a folder");
    let offer = |number: usize| {
        let note = "aé日🎉".repeat(number % 400);
        let link = "https://shop.example.com/go?clickid={gkclickid}";
        format!("{{\"id\":{number},\"note\":\"{note}\",\"tracking_link\":\"{link}\"}}")
    };
    let offers: Vec<String> = (0..2000).map(offer).collect();
    let text = format!("{{\"é\":1,\n\"offers\":[{}]}}", offers.join(","));
    for (charset, encode) in CHARSETS {
        std::fs::write(folder.path().join("offers.json"), encode(&text)).expect("it can be written");
        let ran = run(folder.path(), &["--format", "concise", "--no-config", "--network", "gokart", "offers.json"]);
        let found: Vec<&str> = ran.stdout.lines().filter_map(|l| l.split(": ").next()).collect();
        let line = text.rsplit('\n').next().unwrap_or_default();
        // Ends of the pieces before each wrong macro, in characters.
        let mut column = 1;
        let pieces: Vec<&str> = line.split("gkclickid").collect();
        let wanted: Vec<String> = pieces[..pieces.len() - 1]
            .iter()
            .map(|piece| {
                column += piece.chars().count();
                let place = format!("offers.json:2:{column}");
                column += "gkclickid".len();
                place
            })
            .collect();
        failures.looked();
        if found != wanted {
            let first = found.iter().zip(&wanted).find(|(f, w)| *f != *w);
            failures.note(charset, format!("{} of {}, first {first:?}", found.len(), wanted.len()));
        }
    }
    failures.end();
}

/// Texts that hold many links, as each format writes them: what stands before the first, between two, and behind the
/// last.
const HOLDERS: &[(&str, [&str; 3])] = &[
    ("links.txt", ["é日 🎉: see ", " ü, ", " there\n"]),
    ("access.log", ["2026-01-01 é GET ", " 日 ", "\n"]),
    ("page.md", ["# é\n\n- 🎉 [日](", ") and [é](", ")\n"]),
    ("note.json", ["{\"é\": 1, \"note\": \"see \\u00e9 ", " \\n\\\"日\\\" ", "\"}\n"]),
    (
        "markup.json",
        [
            "{\"é\": 1, \"description\": \"<a title='\\u00e9' href=\\\"",
            "\\\">é</a> <a title='日' href=\\\"",
            "\\\">\"}\n",
        ],
    ),
    ("block.yaml", ["é: 日\nnote: |\n  see ", "\n  é and ", "\n"]),
    ("double.yaml", ["é: 日\nnote: \"see \\xe9 ", " \\n日 ", "\"\n"]),
    ("cell.csv", ["é,note\n日,\"see \"\"🎉\"\" ", " \"\"é\"\" ", "\"\n"]),
    ("text.xml", ["<a>\n<note>see &#233; ", " &amp; é ", "</note></a>\n"]),
    ("page.html", ["<p>é日 see ", " &eacute; and ", "</p>\n"]),
    ("script.html", ["<script>é = '", "'; 日 = '", "';</script>\n"]),
    ("long.toml", ["note = \"\"\"\nsee \\u00e9 ", " \\n日 ", "\"\"\"\n"]),
];

/// Line and column of every wrong macro.
fn wrong_macros(text: &str) -> Vec<String> {
    let (mut line, mut column, mut at) = (1, 1, 0);
    let found = text.match_indices("gkclickid").map(|(found, _)| {
        for c in text[at..found].chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        at = found;
        format!("{line}:{column}")
    });
    found.collect()
}

/// However many links stand in one text, each is found at its place and repaired there.
#[test]
fn every_link_of_many_in_one_text_has_its_place() {
    let mut failures = Failures::default();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, [before, between, behind]) in HOLDERS {
        let links = vec!["https://shop.example.com/go?clickid={gkclickid}"; 150].join(between);
        let text = format!("{before}{links}{behind}");
        for (charset, encode) in CHARSETS {
            failures.looked();
            let (subject, path) = (format!("{name} in {charset}"), folder.path().join(name));
            std::fs::write(&path, encode(&text)).expect("it can be written");
            let options = ["--no-config", "--network", "gokart", name];
            let ran = run(folder.path(), &[&["--format", "concise"], &options[..]].concat());
            let lines = ran.stdout.lines().filter(|line| line.contains("misspelled-macro"));
            let found: Vec<String> =
                lines.filter_map(|line| Some(line.split(": ").next()?.strip_prefix(name)?[1..].to_owned())).collect();
            let wanted = wrong_macros(&text);
            if found != wanted {
                let first = found.iter().zip(&wanted).find(|(f, w)| f != w);
                failures.note(&subject, format!("{} of {}, first {first:?}", found.len(), wanted.len()));
            }
            // A script is a program: whoever lets it be changed says so.
            let asked: &[&str] = if name.starts_with("script") { &["--fix", "--unsafe-fixes"] } else { &["--fix"] };
            run(folder.path(), &[asked, &options[..]].concat());
            let fixed = std::fs::read(&path).expect("it is still there");
            if fixed != encode(&text.replace("gkclickid", "gk_click_id")) {
                failures.note(&subject, format!("repaired to {}", String::from_utf8_lossy(&fixed)));
            }
        }
    }
    failures.end();
}
