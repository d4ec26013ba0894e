//! Secrets and persons: in no format, however it writes what it writes.

use super::{STYLE, decoded, finding, one, pointing, with};
use serde_json::{Value, json};
use tracklint::findings::{About, Entry, Places};
use tracklint::lint::{Decision, Linted};
use tracklint::report::{OutputFormat, Style};
use tracklint::rule::Spot;
use tracklint::source::Literal;
use tracklint::span::{Edit, Fix, Span};

/// A link, what of it is masked, and what has to stay.
const MASKS: [(&str, &[&str], &[&str]); 20] = [
    ("https://a.example/?password=hunter2&x=1", &["hunter2"], &["x=1"]),
    ("https://a.example/?api_key={key}&API_KEY=abc{x}zyx", &["abc", "zyx"], &["{key}", "{x}"]),
    ("https://user:s3cr3tpw@a.example/?x=1", &["s3cr3tpw"], &["user", "a.example"]),
    ("https://a.example/?x=jo.doe@mail.example", &["jo.doe@mail.example"], &["x="]),
    ("https://a.example/?x=jo.doe%40mail.example&y=2", &["jo.doe%40mail.example"], &["y=2"]),
    ("https://a.example/?x=jo.doe%2540mail.example", &["jo.doe%2540mail.example"], &[]),
    ("https://a.example/?x=+4915123456789&y=%2B4915123456789", &["4915123456789"], &["x=", "y="]),
    ("https://a.example/?key=0123456789abcdef0&k=1", &["0123456789abcdef0"], &["k=1"]),
    ("https://a.example/?key=summer&source=facebook", &["summer"], &["facebook"]),
    ("https://a.example/?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&ip=1.2.3.4", &[], &["efb2a7d2", "1.2.3.4"]),
    ("https://a.example/offer&password=hunter2?b=2", &["hunter2"], &["b=2"]),
    ("https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fpassword%3Dhunter2%26z%3D1", &["hunter2"], &["z%3D1"]),
    ("https://a.example/?u=https%253A%252F%252Fb.example%252F%253Ftoken%253Dhunter2", &["hunter2"], &["b.example"]),
    ("https://a.example/#/r?token=hunter2", &["hunter2"], &["/r?token="]),
    ("https://a.example/unsubscribe/jo@mail.example/x", &["jo@mail.example"], &["/x"]),
    ("https://a.example/?x=1&amp;password=hunter2", &["hunter2"], &["x=1"]),
    ("https://a.example/?passwörd=1&first_name=Jörg", &["Jörg"], &["passwörd=1"]),
    ("https://a.example/?token=ab/cd==&x=1", &["ab/cd=="], &["x=1"]),
    ("https://a.example/?password=YOUR_PASSWORD&x={email}", &[], &["YOUR_PASSWORD", "{email}"]),
    ("jo.doe@mail.example", &["jo.doe", "mail.example"], &[]),
];

#[test]
fn secrets_and_persons_are_masked_in_every_format() {
    for (text, gone, kept) in MASKS {
        let found = finding("unbraced-macro", text, gone.first().unwrap_or(&"example"), "It is at fault.");
        let whole = Span::new(0, text.len());
        let found =
            found.also(whole, format!("see `{text}`")).todo(format!("Mind {text}")).costs(format!("Not {text}."));
        let fix = Fix::safe(format!("Write `{text}`"), vec![Edit::replace(Span::new(0, 4), text.to_owned())]);
        let linted = Linted { fixed: Some(text.to_owned()), ..with(text, vec![found.fix(fix)]) };
        let literal = Literal { key: Some(format!("/{text}").into()), ..Literal::plain(text, "a.txt", 0, 1) };
        let entry = Entry::url(None, &literal, &linted);
        for &(format, name) in OutputFormat::ALL {
            let page = one(format, Style { width: 900, ..STYLE }, &entry, &[]);
            let read = decoded(format, &page);
            for secret in gone {
                assert!(!page.contains(secret) && !read.contains(secret), "{name} shows {secret}:\n{page}");
            }
            assert!(kept.iter().all(|k| read.contains(k)), "{name} hides one of {kept:?}:\n{page}");
        }
        let value = &line(&entry, STYLE);
        assert_eq!(value["redacted"], json!(!gone.is_empty()), "{text}");
        assert_eq!(value["fixed"].is_null(), !gone.is_empty(), "{text}");
        assert_eq!(value["findings"][0]["fix"].is_null(), !gone.is_empty(), "{text}");
        assert_eq!(value["url"].as_str().map(str::len), Some(text.len()), "{text}");
        assert_eq!(value["source"]["end_column"], json!(text.chars().count() + 1), "{text}");
        let open = &line(&entry, Style { redact: false, ..STYLE });
        assert_eq!(open["redacted"], json!(false));
        assert!(gone.iter().all(|g| open["url"].as_str().is_some_and(|u| u.contains(g))), "{open}");
    }
}

/// The link as a line of JSON.
fn line(entry: &Entry, style: Style) -> Value {
    let page = one(OutputFormat::Jsonl, style, entry, &[]);
    serde_json::from_str(page.lines().next().expect("there is a line")).expect("it is JSON")
}

/// Another text of the offer, with a secret of its own.
struct Other;

/// `expires` is a secret of AppsFlyer's, to whom the link is addressed; nobody else's parameter is called so.
const OTHER: &str = "https://app.appsflyer.com/id1?pid=x_int&clickid={gk_click_id}&expires=Qx7Lm2&password=hunter2\
                     &x=jo.doe@mail.example";

impl Places for Other {
    fn text(&self, _: Spot) -> Option<(Literal<'_>, Option<Decision>)> {
        let literal = Literal { key: Some(format!("/{OTHER}").into()), ..Literal::plain(OTHER, "hunter2.json", 0, 7) };
        Some((literal, Some(super::lint(OTHER).decision)))
    }
}

/// A finding quotes the text that it points at, and marks its secret.
#[test]
fn secrets_of_another_text_are_masked_too() {
    let text = "https://a.example/?clickid=gk_click_id";
    let words = "It is not `hunter2` of jo.doe@mail.example.";
    let at = OTHER.find("hunter2").expect("it stands there");
    let found = finding("round-trip-mismatch", text, "gk_click_id", words).costs(words).todo(words).label(words);
    let fix = Fix::probable(words, vec![Edit::replace(Span::new(19, 26), "hunter2")]);
    let found = found.also(Span::new(0, 5), words).fix(fix);
    let found = pointing(found, Spot::Link(0), Span::new(at, at + 7), words);
    let linted = with(text, vec![found]);
    for about in [About::Url, About::Field] {
        let literal = Literal::plain(text, "a.json", 0, 1);
        let entry = Entry { about, id: None, literal: &literal, stable: None, linted: &linted, places: &Other };
        for &(format, name) in OutputFormat::ALL {
            for style in [STYLE, Style { verbose: true, color: true, width: 60, ..STYLE }] {
                let page = one(format, style, &entry, &[]);
                let read = decoded(format, &page);
                for secret in ["hunter2", "jo.doe", "mail.example", "Qx7Lm2"] {
                    assert!(!page.contains(secret) && !read.contains(secret), "{name} shows {secret}:\n{page}");
                }
                // Where it stands is told, its name masked as well.
                assert!(read.contains("*******.json"), "{name}:\n{page}");
            }
        }
        let open = one(OutputFormat::Jsonl, Style { redact: false, ..STYLE }, &entry, &[]);
        assert!(open.contains("hunter2.json") && open.contains("It is not `hunter2`"), "{open}");
    }
}

/// What only the configuration calls a secret is one also in a text that a finding of another one points at.
#[test]
fn secrets_that_the_configuration_names_are_masked_in_other_texts_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = "Zx9Qw7Lm";
    let files = [
        (
            "tracklint.toml",
            "[[platform]]\nid = \"ours\"\nname = \"Ours\"\n[platform.link]\nhosts = [\"t.ours.example\"]\n\
             click_id = [\"cid\"]\nsignature = [\"ticket\"]\n[platform.fires]\nreturned_click_id = [\"cid\"]\n\
             complete = true\n"
                .to_owned(),
        ),
        (
            "offers.yaml",
            format!(
                "- tracking_system: ours\n  tracking_link: https://t.ours.example/c?cid={{gk_click_id}}&ticket={secret}\n  \
                 postback: https://api.getgokart.ai/postback?gk_click_id={{clickid}}&cnv_event_id=1\n"
            ),
        ),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("it is written");
    }
    for &(format, name) in OutputFormat::ALL {
        let ran = crate::common::run(folder.path(), &["--all-urls", "--format", name, "offers.yaml"]);
        assert!(decoded(format, &ran.stdout).contains("stored"), "{name} points at the link: {}", ran.stdout);
        assert!(!ran.stdout.contains(secret), "{name} shows it: {}", ran.stdout);
    }
}
