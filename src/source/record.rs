//! One record a line: a link with everything its sender says about it.

use super::Quoted;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One line of JSONL. Words and ids are those of the sender: nothing here knows platforms or roles.
/// A key that is missing or `null` says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<'a> {
    /// Any JSON value, to be echoed as it is written.
    pub id: Option<&'a str>,
    /// The link.
    pub url: Quoted<'a>,
    /// Where in the line the link's first byte stands, behind the opening quote.
    pub url_at: usize,
    /// What the link is for.
    pub role: Option<Cow<'a, str>>,
    /// Whether macros still stand in it.
    pub state: Option<Cow<'a, str>>,
    /// Whom it is addressed to.
    pub platform: Option<Cow<'a, str>>,
    /// Who fills its macros.
    pub filled_by: Option<Cow<'a, str>>,
    /// Who issues the click id and receives the postback.
    pub network: Option<Cow<'a, str>>,
    /// Real traffic or tests.
    pub environment: Option<Cow<'a, str>>,
    /// A postback for all offers.
    pub global: Option<bool>,
    /// The offer around it.
    pub offer: OfferRecord<'a>,
}

/// The offer that a record's link belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferRecord<'a> {
    /// Its id.
    pub id: Option<Cow<'a, str>>,
    /// Its name.
    pub name: Option<Cow<'a, str>>,
    /// Its status, in the sender's words.
    pub status: Option<Cow<'a, str>>,
    /// The advertiser's tracking system.
    pub platform: Option<Cow<'a, str>>,
    /// The ids of its events.
    pub events: Option<Vec<Cow<'a, str>>>,
    /// Whether it has several events.
    pub multi_event: Option<bool>,
    /// How long after the click a conversion counts, in hours.
    pub session_hours: Option<f64>,
}

#[derive(Deserialize)]
struct RawRecord<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    url: Option<&'a RawValue>,
    role: Option<&'a RawValue>,
    state: Option<&'a RawValue>,
    platform: Option<&'a RawValue>,
    filled_by: Option<&'a RawValue>,
    network: Option<&'a RawValue>,
    environment: Option<&'a RawValue>,
    global: Option<&'a RawValue>,
    offer: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RawOffer<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    name: Option<&'a RawValue>,
    status: Option<&'a RawValue>,
    platform: Option<&'a RawValue>,
    events: Option<&'a RawValue>,
    multi_event: Option<&'a RawValue>,
    session_hours: Option<&'a RawValue>,
}

impl<'a> Record<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// What is the matter with it, in words for the user.
    pub fn read(line: &'a str) -> Result<Self, String> {
        if !line.trim_start().starts_with('{') {
            return Err("a record is a JSON object such as {\"url\": \"https://...\"}; this line is none".to_owned());
        }
        let raw: RawRecord = serde_json::from_str(line).map_err(|e| not_json(line, &e))?;
        let url = raw.url.ok_or("the record has no `url`")?;
        let quoted = Quoted::read(url.get()).map_err(|why| format!("`url`: {why}"))?;
        let quoted = quoted.ok_or_else(|| wrong("url", "text in quotes", url.get()))?;
        Ok(Self {
            id: raw.id.map(RawValue::get),
            url: quoted,
            url_at: quoted.written().as_ptr() as usize - line.as_ptr() as usize,
            role: text("role", raw.role)?,
            state: text("state", raw.state)?,
            platform: text("platform", raw.platform)?,
            filled_by: text("filled_by", raw.filled_by)?,
            network: text("network", raw.network)?,
            environment: text("environment", raw.environment)?,
            global: truth("global", raw.global)?,
            offer: raw.offer.map_or(Ok(OfferRecord::default()), |o| OfferRecord::read(o.get()))?,
        })
    }
}

impl<'a> OfferRecord<'a> {
    fn read(json: &'a str) -> Result<Self, String> {
        if !json.starts_with('{') {
            return Err(wrong("offer", "an object", json));
        }
        // The line as a whole was read, so only a key that stands twice can be wrong here.
        let raw: RawOffer = serde_json::from_str(json).map_err(|e| format!("`offer`: {}", plain(&e)))?;
        Ok(Self {
            id: text_or_number("offer.id", raw.id)?,
            name: text("offer.name", raw.name)?,
            status: text("offer.status", raw.status)?,
            platform: text("offer.platform", raw.platform)?,
            events: raw.events.map(|e| event_ids(e.get())).transpose()?,
            multi_event: truth("offer.multi_event", raw.multi_event)?,
            session_hours: raw.session_hours.map(|n| number("offer.session_hours", n.get())).transpose()?,
        })
    }
}

fn event_ids(json: &str) -> Result<Vec<Cow<'_, str>>, String> {
    const WANTED: &str = "a list of event ids";
    let list: Vec<&RawValue> = serde_json::from_str(json).map_err(|_| wrong("offer.events", WANTED, json))?;
    let ids = list.into_iter().map(|raw| {
        let id = text_or_number("offer.events", Some(raw))?;
        id.ok_or_else(|| wrong("offer.events", WANTED, raw.get()))
    });
    ids.collect()
}

fn text<'a>(key: &str, raw: Option<&'a RawValue>) -> Result<Option<Cow<'a, str>>, String> {
    let Some(json) = raw.map(RawValue::get) else { return Ok(None) };
    let quoted = Quoted::read(json).map_err(|why| format!("`{key}`: {why}"))?;
    let quoted = quoted.ok_or_else(|| wrong(key, "text in quotes", json))?;
    Ok(Some(quoted.decoded()))
}

fn text_or_number<'a>(key: &str, raw: Option<&'a RawValue>) -> Result<Option<Cow<'a, str>>, String> {
    match raw.map(RawValue::get) {
        Some(json) if is_number(json) => Ok(Some(Cow::Borrowed(json))),
        _ => text(key, raw),
    }
}

fn is_number(json: &str) -> bool {
    json.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn truth(key: &str, raw: Option<&RawValue>) -> Result<Option<bool>, String> {
    match raw.map(RawValue::get) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(wrong(key, "true or false", other)),
    }
}

fn number(key: &str, json: &str) -> Result<f64, String> {
    let value = if is_number(json) { json.parse().ok() } else { None };
    value.ok_or_else(|| wrong(key, "a number", json))
}

/// "`role` should be text in quotes; here it is a number".
fn wrong(key: &str, wanted: &str, json: &str) -> String {
    let kind = match json.as_bytes().first() {
        Some(b'"') => "text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    };
    let kind = if kind == wanted { "one that holds something else" } else { kind };
    format!("`{key}` should be {wanted}; here it is {kind}")
}

fn not_json(line: &str, error: &serde_json::Error) -> String {
    if error.is_data() {
        return plain(error);
    }
    if error.is_eof() {
        return "this line is not JSON: it ends before the record does".to_owned();
    }
    // serde_json counts bytes.
    let before = line.as_bytes().get(..error.column()).unwrap_or(line.as_bytes());
    let column = before.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    format!("this line is not JSON from column {column} on: {}", plain(error))
}

/// The complaint without the place, which is one within the line.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    match text.strip_prefix("duplicate field ") {
        Some(key) => format!("{key} appears twice in it"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(line: &str) -> String {
        Record::read(line).unwrap_err()
    }

    #[test]
    fn every_key_is_read() {
        let line = r#"{"id": {"a":[1]}, "unknown": [{}], "url":"https:\/\/a.com/","role":"post\u0062ack","state":null,"global":true,
            "offer":{"id":7,"events":["a",8],"multi_event":false,"session_hours":1.5,"platform":"tune","x":1}}"#;
        let line = &line.replace('\n', " ");
        let Ok(record) = Record::read(line) else { panic!("{}", complaint(line)) };
        assert_eq!(record.id, Some(r#"{"a":[1]}"#));
        assert_eq!(record.url.text(&mut String::new()), "https://a.com/");
        assert_eq!(&line[record.url_at..][..record.url.written().len()], r"https:\/\/a.com/");
        assert_eq!((record.role.as_deref(), record.state, record.global), (Some("postback"), None, Some(true)));
        let offer = record.offer;
        assert_eq!((offer.id.as_deref(), offer.platform.as_deref()), (Some("7"), Some("tune")));
        assert_eq!(offer.events.unwrap_or_default(), ["a", "8"]);
        assert_eq!((offer.multi_event, offer.session_hours), (Some(false), Some(1.5)));
    }

    #[test]
    fn mistakes_are_told_in_plain_words() {
        for (line, said) in [
            ("[1]", "a record is a JSON object such as {\"url\": \"https://...\"}; this line is none"),
            ("{}", "the record has no `url`"),
            (r#"{"url":null}"#, "the record has no `url`"),
            (r#"{"url":5}"#, "`url` should be text in quotes; here it is a number"),
            (r#"{"url":"a","role":["x"]}"#, "`role` should be text in quotes; here it is a list"),
            (r#"{"url":"a","global":"yes"}"#, "`global` should be true or false; here it is text"),
            (r#"{"url":"a","offer":"x"}"#, "`offer` should be an object; here it is text"),
            (r#"{"url":"a","offer":{"events":[[]]}}"#, "`offer.events` should be text in quotes; here it is a list"),
            (
                r#"{"url":"a","offer":{"session_hours":"1"}}"#,
                "`offer.session_hours` should be a number; here it is text",
            ),
            (r#"{"url":"a","url":"b"}"#, "`url` appears twice in it"),
            (r#"{"url":"\ud800"}"#, "`url`: `\\ud800` is one half of a character whose other half is missing"),
        ] {
            assert_eq!(complaint(line), said, "{line}");
        }
        assert_eq!(complaint(r#"{"url":"htt"#), "this line is not JSON: it ends before the record does");
        assert!(complaint(r#"{"é":1,"url":x}"#).starts_with("this line is not JSON from column 14 on: "));
        assert!(!complaint(r#"{"url": nope}"#).contains("line 1"));
    }
}
