//! How each format spells a text: written here by other means than tracklint's, and read back by other readers.

use jsonc_parser::JsonValue;
use serde_json::Value;
use yaml_rust2::YamlLoader;

/// A way in which a file can spell a text.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    /// Format and style.
    pub name: &'static str,
    /// The file it stands in.
    pub file: &'static str,
    /// What comes before the text and behind it.
    around: (&'static str, &'static str),
    /// Spells a text; `None` where this way cannot.
    write: fn(&str) -> Option<String>,
    /// The text that stands in the whole file.
    read: fn(&str) -> Option<String>,
    pub charset: Charset,
}

/// How a file writes characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf8Mark,
    Utf16Le,
    Utf16Be,
}

impl Charset {
    /// A file that holds `text`.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Mark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Self::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        let wide = |unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| unit([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        };
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).unwrap(),
            Self::Utf8Mark => String::from_utf8(bytes[3..].to_vec()).unwrap(),
            Self::Utf16Le => wide(u16::from_le_bytes),
            Self::Utf16Be => wide(u16::from_be_bytes),
        }
    }
}

impl Spelling {
    /// The file with this text in it; `None` where this way cannot spell it, or where its own reader says so.
    pub fn file_with(&self, text: &str) -> Option<Vec<u8>> {
        let spelled = (self.write)(text)?;
        let whole = format!("{}{spelled}{}", self.around.0, self.around.1);
        ((self.read)(&whole).as_deref() == Some(text)).then(|| self.charset.encode(&whole))
    }

    /// The text in the file; what is wrong where anything around it is not as it was.
    pub fn text_in(&self, bytes: &[u8]) -> Result<String, String> {
        let (before, after) = (self.charset.encode(self.around.0), self.charset.encode(self.around.1));
        let after = &after[self.charset.encode("").len()..];
        if !bytes.starts_with(&before) || !bytes.ends_with(after) || bytes.len() < before.len() + after.len() {
            return Err(format!("bytes around the text changed: {:?}", String::from_utf8_lossy(bytes)));
        }
        let whole = self.charset.decode(bytes);
        (self.read)(&whole).ok_or_else(|| format!("it cannot be read any more: {whole}"))
    }
}

/// Every format with every way it has to spell a text.
pub const ALL: &[Spelling] = &[
    Spelling {
        name: "JSON",
        file: "a.json",
        around: ("{\r\n  \"n\" : [1, 2.50, \"\\u0041\"],\r\n\t\"url\" :\"", "\" ,\r\n  \"z\": null }"),
        write: |text| json(text, false),
        read: |file| Some(serde_json::from_str::<Value>(file).ok()?["url"].as_str()?.to_owned()),
        charset: Charset::Utf8Mark,
    },
    Spelling {
        name: "JSON with slashes and signs escaped",
        file: "a.json",
        around: ("{\"url\":\"", "\"}\n"),
        write: |text| json(text, true),
        read: |file| Some(serde_json::from_str::<Value>(file).ok()?["url"].as_str()?.to_owned()),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "JSONC",
        file: "a.jsonc",
        around: ("// first\n{ \"url\": /* a \"note\" */ \"", "\", // last,\n}"),
        write: |text| json(text, false),
        read: |file| {
            let all = jsonc_parser::parse_to_value(file, &jsonc_parser::ParseOptions::default()).ok()??;
            let JsonValue::Object(all) = all else { return None };
            Some(all.get_string("url")?.to_string())
        },
        charset: Charset::Utf8,
    },
    Spelling {
        name: "JSONL",
        file: "a.jsonl",
        around: ("{\"n\":1}\n{\"n\":2,\"url\":\"", "\"}\n{\"n\":3}\n"),
        write: |text| json(text, false),
        read: |file| Some(serde_json::from_str::<Value>(file.split('\n').nth(1)?).ok()?["url"].as_str()?.to_owned()),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "records",
        file: "r.jsonl",
        around: ("{\"url\":\"https://example.org/\"}\n{\"id\": 7, \"url\": \"", "\" }\n"),
        write: |text| json(text, false),
        read: |file| Some(serde_json::from_str::<Value>(file.split('\n').nth(1)?).ok()?["url"].as_str()?.to_owned()),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "YAML, plain",
        file: "a.yaml",
        around: ("# first\nn:   1.0\nurl: ", "   # behind it\nz: [ 'it''s' ]\n"),
        write: |text| Some(text.to_owned()),
        read: yaml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "YAML, in a list of brackets",
        file: "a.yaml",
        around: ("all: [1, {url: ", "}]\n"),
        write: |text| (!text.contains(['{', '}', ',', '[', ']'])).then(|| text.to_owned()),
        read: |file| {
            let all = YamlLoader::load_from_str(file).ok()?;
            Some(all[0]["all"][1]["url"].as_str()?.to_owned())
        },
        charset: Charset::Utf8,
    },
    Spelling {
        name: "YAML, single quotes",
        file: "a.yml",
        around: ("url: '", "'\r\nz: \"\\t\"\r\n"),
        write: |text| (!text.contains(['\n', '\t', '\r'])).then(|| text.replace('\'', "''")),
        read: yaml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "YAML, double quotes",
        file: "a.yaml",
        around: ("---\nurl:    \"", "\"\n...\n"),
        write: |text| json(text, false),
        read: yaml,
        charset: Charset::Utf8Mark,
    },
    Spelling {
        name: "YAML, a block",
        file: "a.yaml",
        around: ("url: |-\n    ", "\nz: ok\n"),
        write: |text| (!text.contains(['\n', '\r'])).then(|| text.to_owned()),
        read: yaml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "TOML, basic",
        file: "a.toml",
        around: ("n = 1_000 # one\nurl = \"", "\"\n[z]\nd = 1979-05-27\n"),
        write: |text| json(text, false),
        read: toml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "TOML, literal",
        file: "a.toml",
        around: ("url   = '", "'"),
        write: |text| (!text.contains('\'')).then(|| text.to_owned()),
        read: toml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "TOML, basic of several lines",
        file: "a.toml",
        around: ("url = \"\"\"\n", "\"\"\"\nz = 0x1F\n"),
        write: |text| json(text, false),
        read: toml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "TOML, literal of several lines",
        file: "a.toml",
        around: ("url = '''", "'''\n"),
        write: |text| (!text.contains('\'')).then(|| text.to_owned()),
        read: toml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "CSV",
        file: "a.csv",
        around: ("id,url,z\n1,", ",x\n2,,y\n"),
        write: |text| (!text.contains([',', '"', '\n', '\r'])).then(|| text.to_owned()),
        read: |file| csv(file, b','),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "CSV, in quotes",
        file: "a.csv",
        around: ("\"id\",\"url\",\"z\"\r\n\"1\",\"", "\",\"a \"\"x\"\"\"\r\n"),
        write: |text| Some(text.replace('"', "\"\"")),
        read: |file| csv(file, b','),
        charset: Charset::Utf8Mark,
    },
    Spelling {
        name: "TSV",
        file: "a.tsv",
        around: ("id\turl\tz\n1\t", "\tx"),
        write: |text| (!text.contains(['\t', '"', '\n', '\r'])).then(|| text.to_owned()),
        read: |file| csv(file, b'\t'),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "XML, an attribute",
        file: "a.xml",
        around: ("<?xml version='1.0'?>\n<!-- first -->\n<a><b n='1'/><b  url = \"", "\" z=\"&#65;\" /></a>\n"),
        write: |text| Some(markup(text)),
        read: |file| {
            let all = roxmltree::Document::parse(file).ok()?;
            all.descendants().find_map(|n| n.attribute("url")).map(str::to_owned)
        },
        charset: Charset::Utf8,
    },
    Spelling {
        name: "XML, text",
        file: "a.xml",
        around: ("<a>\r\n  <url>", "</url>\r\n  <z/>\r\n</a>"),
        write: |text| Some(markup(text)),
        read: xml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "XML, CDATA",
        file: "a.xml",
        around: ("<a><url><![CDATA[", "]]></url></a>\n"),
        write: |text| (!text.contains("]]")).then(|| text.to_owned()),
        read: xml,
        charset: Charset::Utf8,
    },
    Spelling {
        name: "HTML",
        file: "a.html",
        around: ("<!doctype html>\n<p>&copy; <a class=x href=\"", "\">here &amp; there</a>\n"),
        write: |text| Some(markup(text)),
        read: |file| {
            let inside = file.split_once("href=\"")?.1.split_once('"')?.0;
            Some(htmlize::unescape_attribute(inside).into_owned())
        },
        charset: Charset::Utf8,
    },
    Spelling {
        name: "Markdown",
        file: "a.md",
        around: ("# Links\n\n* see [the link](", ") and *that*\n"),
        write: |text| Some(text.to_owned()),
        // As CommonMark reads a link's destination.
        read: |file| {
            let written = file.split_once("](")?.1.strip_suffix(") and *that*\n")?;
            let mut text = written.replace("&amp;", "&").replace("&#038;", "&");
            for c in "/&_{}=".chars() {
                text = text.replace(&format!("\\{c}"), &c.to_string());
            }
            Some(text)
        },
        charset: Charset::Utf8,
    },
    Spelling {
        name: "lines",
        file: "a.txt",
        around: ("# first\n\n", "\nhttps://example.org/z"),
        write: |text| (!text.contains(['\n', '\r'])).then(|| text.to_owned()),
        read: |file| file.split('\n').nth(2).map(str::to_owned),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "lines with carriage returns",
        file: "a.txt",
        around: ("https://example.org/\r\n", "\r\n\r\n"),
        write: |text| (!text.contains(['\n', '\r'])).then(|| text.to_owned()),
        read: |file| file.split("\r\n").nth(1).map(str::to_owned),
        charset: Charset::Utf8,
    },
    Spelling {
        name: "lines in UTF-16, high byte first",
        file: "a.txt",
        around: ("# \u{1F600}\n", "\n"),
        write: |text| (!text.contains(['\n', '\r'])).then(|| text.to_owned()),
        read: |file| file.split('\n').nth(1).map(str::to_owned),
        charset: Charset::Utf16Be,
    },
    Spelling {
        name: "JSON in UTF-16",
        file: "a.json",
        around: ("{\"n\":\"\u{e9}\u{1F600}\",\"url\":\"", "\",\"z\":1}"),
        write: |text| json(text, false),
        read: |file| Some(serde_json::from_str::<Value>(file).ok()?["url"].as_str()?.to_owned()),
        charset: Charset::Utf16Le,
    },
];

fn json(text: &str, more: bool) -> Option<String> {
    let quoted = serde_json::to_string(text).unwrap();
    let inside = quoted[1..quoted.len() - 1].to_owned();
    Some(if more { inside.replace('/', "\\/").replace('&', "\\u0026").replace('=', "\\u003d") } else { inside })
}

fn yaml(file: &str) -> Option<String> {
    let all = YamlLoader::load_from_str(file.trim_start_matches('\u{FEFF}')).ok()?;
    Some(all.first()?["url"].as_str()?.to_owned())
}

fn toml(file: &str) -> Option<String> {
    Some(toml::from_str::<toml::Table>(file).ok()?.get("url")?.as_str()?.to_owned())
}

fn csv(file: &str, separator: u8) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(file.as_bytes());
    let first = reader.records().next()?.ok()?;
    first.get(1).map(str::to_owned)
}

fn xml(file: &str) -> Option<String> {
    let all = roxmltree::Document::parse(file).ok()?;
    let node = all.descendants().find(|n| n.has_tag_name("url"))?;
    Some(node.text().unwrap_or_default().to_owned())
}

fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
