//! Files of clicks: CSV, TSV, JSON, JSON lines, or an access log that holds the issued id in the redirect's `Location`.

use super::clicks::{Columns, Row};
use super::entry::{Entry, Read as Line, lossless};
use super::export::Row as Fields;
use super::format::{FormatHint, HEAD, LogFormat, objects};
use super::offers::Offers;
use super::shape::Shape;
use super::table::Rows;
use super::time::Clock;
use crate::link::{Anatomy, Link, decoded};
use crate::platform::Network;
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, Cursor, Read};

/// How clicks are read.
pub struct Reader<'r> {
    /// Reads times.
    pub clock: &'r Clock,
    /// Whose clicks they are.
    pub network: Network,
    /// The offers, by whose tracking links a redirect is known.
    pub offers: &'r Offers,
    /// How an access log of clicks is written.
    pub format: &'r FormatHint,
}

/// How many rows were read, and how many were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Clicks.
    pub clicks: u64,
    /// Rows that could not be read, and the first of their lines.
    pub unread: u64,
    /// The line of the first of them.
    pub first_unread: Option<u64>,
}

impl Count {
    fn miss(&mut self, line: u64) {
        self.unread += 1;
        self.first_unread.get_or_insert(line);
    }
}

impl Reader<'_> {
    /// Calls `see` for each click of a file.
    ///
    /// # Errors
    /// A sentence for the user: it holds no clicks, or cannot be read to its end.
    pub fn read(&self, mut input: impl Read, mut see: impl FnMut(&Row)) -> Result<Count, String> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|e| e.to_string())?;
        let beginning = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start().to_vec();
        let first_line = beginning.split(|b| *b == b'\n').next().unwrap_or_default().to_vec();
        let whole = BufReader::with_capacity(1 << 20, Cursor::new(head).chain(input));
        if beginning.starts_with(b"[") {
            return self.document(whole, &mut see);
        }
        if beginning.starts_with(b"{") {
            return match serde_json::from_slice::<Map<String, Value>>(&first_line) {
                Ok(object) if self.columns(&Fields::of_object(&object)).is_some() => self.json_lines(whole, &mut see),
                Ok(_) => self.access_log(whole, &beginning, &mut see),
                Err(_) => self.document(whole, &mut see),
            };
        }
        let header = String::from_utf8_lossy(&first_line).to_lowercase();
        let table = [b',', b'\t', b';', b'|'].into_iter().find_map(|separator| {
            let names: Vec<&str> =
                header.trim_end().split(char::from(separator)).map(|n| n.trim().trim_matches('"')).collect();
            Columns::of(names.iter().copied(), &self.wanted()).map(|columns| (separator, columns))
        });
        match table {
            Some((separator, columns)) => self.table(whole, separator, &columns, &mut see),
            None => self.access_log(whole, &beginning, &mut see),
        }
    }

    /// What the network calls its click id.
    fn wanted(&self) -> Vec<&'static str> {
        self.network.into_iter().flat_map(|n| n.receives.click_id()).map(|f| f.name).filter(|n| n.len() > 2).collect()
    }

    fn table(
        &self,
        input: impl BufRead,
        separator: u8,
        columns: &Columns,
        see: &mut impl FnMut(&Row),
    ) -> Result<Count, String> {
        let mut rows = Rows::new(input, separator);
        let mut names = Vec::new();
        rows.next_row(&mut names).map_err(|e| e.to_string())?;
        let plain = |n: &String| n.trim_start_matches('\u{FEFF}').trim().to_lowercase();
        let names: Vec<String> = names.iter().map(plain).collect();
        let at = |name: &str| names.iter().position(|n| n == name);
        let (id, time, offer) =
            (at(&columns.id), columns.time.as_deref().and_then(at), columns.offer.as_deref().and_then(at));
        let (mut count, mut cells) = (Count::default(), Vec::new());
        while let Some(line) = rows.next_row(&mut cells).map_err(|e| e.to_string())? {
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", |c| c.trim());
            let row = Row { id: cell(id), time: self.clock.read(cell(time)).map(|(t, _)| t), offer: cell(offer) };
            if row.id.is_empty() || columns.time.is_some() && row.time.is_none() {
                count.miss(line);
                continue;
            }
            count.clicks += 1;
            see(&row);
        }
        Ok(count)
    }

    fn columns(&self, fields: &Fields) -> Option<Columns> {
        let names: Vec<&str> = fields.names().collect();
        Columns::of(names.iter().copied(), &self.wanted())
    }

    fn object(&self, object: &Map<String, Value>, line: u64, count: &mut Count, see: &mut impl FnMut(&Row)) {
        let fields = Fields::of_object(object);
        let columns = self.columns(&fields);
        let Some(columns) = columns else { return count.miss(line) };
        let text = |name: Option<&str>| name.and_then(|n| fields.some(n)).unwrap_or_default();
        let row = Row {
            id: text(Some(&columns.id)).trim(),
            time: self.clock.read(text(columns.time.as_deref())).map(|(t, _)| t),
            offer: text(columns.offer.as_deref()).trim(),
        };
        if row.id.is_empty() {
            return count.miss(line);
        }
        count.clicks += 1;
        see(&row);
    }

    fn json_lines(&self, input: impl BufRead, see: &mut impl FnMut(&Row)) -> Result<Count, String> {
        let mut count = Count::default();
        each_line(input, |number, line| match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => self.object(&object, number, &mut count, see),
            Err(_) if line.trim().is_empty() => {}
            Err(_) => count.miss(number),
        })?;
        Ok(count)
    }

    fn document(&self, mut input: impl Read, see: &mut impl FnMut(&Row)) -> Result<Count, String> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        let mut count = Count::default();
        let whole = objects::each(&bytes, |object| {
            let keys = object.keys.iter().map(String::as_str);
            // What holds the clicks holds lists and no id of its own.
            if Columns::of(keys.clone(), &self.wanted()).is_none_or(|c| c.time.is_none()) {
                return;
            }
            if let Ok(map) = serde_json::from_slice::<Map<String, Value>>(&bytes[object.range.clone()]) {
                self.object(&map, object.line, &mut count, see);
            }
        });
        match (count.clicks, whole) {
            (_, false) => Err("the document ends within an object".to_owned()),
            (0, _) => Err(nothing()),
            _ => Ok(count),
        }
    }

    fn access_log(&self, input: impl BufRead, head: &[u8], see: &mut impl FnMut(&Row)) -> Result<Count, String> {
        let mut format = LogFormat::detect(head, self.format).map_err(|_| nothing())?;
        let mut count = Count::default();
        let mut issued = Issued { reader: self, anatomy: Anatomy::default() };
        each_line(input, |number, line| match format.line(line) {
            Line::Entry(entry) => {
                let time = self.clock.read(&entry.time).map(|(t, _)| t);
                if let (Some((id, offer)), Some(time)) = (issued.by(&entry), time) {
                    count.clicks += 1;
                    see(&Row { id: &id, time: Some(time), offer: &offer });
                }
            }
            Line::Nothing => {}
            Line::Unread => count.miss(number),
        })?;
        if count.clicks == 0 {
            return Err("no line of it holds an issued click id; nginx logs it with $sent_http_location".to_owned());
        }
        Ok(count)
    }
}

fn nothing() -> String {
    "there is no column with click ids in it".to_owned()
}

fn each_line(mut input: impl BufRead, mut see: impl FnMut(u64, &str)) -> Result<(), String> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        // A line without end is not kept: what is longer than a log's longest is none of a click.
        let read = input.by_ref().take(crate::source::LONGEST_LINE as u64).read_until(b'\n', &mut line);
        match read {
            Ok(0) => return Ok(()),
            Ok(_) => {
                number += 1;
                see(number, lossless(line.trim_ascii_end()).as_ref());
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// Finds the id that a redirect issued.
struct Issued<'r> {
    reader: &'r Reader<'r>,
    anatomy: Anatomy,
}

impl Issued<'_> {
    /// The id, and the offer to whose tracking link it leads.
    fn by(&mut self, entry: &Entry) -> Option<(String, String)> {
        let location = entry.location.as_deref()?;
        if !entry.status.is_none_or(|s| (300..400).contains(&s)) {
            return None;
        }
        self.anatomy.split(location);
        let link = Link::new(location, &self.anatomy);
        let mut template = Anatomy::default();
        for offer in &self.reader.offers.all {
            for text in &offer.links {
                template.split(text);
                let own = Link::new(text, &template);
                if !own.host().eq_ignore_ascii_case(link.host()) || own.path() != link.path() {
                    continue;
                }
                let slot = own
                    .all_params()
                    .iter()
                    .find(|p| own.macros_in(p.value).next().is_some_and(|m| self.is_issued(own.macro_name(m))));
                let name = slot.map(|p| decoded(own.key(p)).into_owned());
                if let Some(param) = name.and_then(|name| link.param(&name)) {
                    return Some((decoded(link.value(param)).into_owned(), offer.id.clone()));
                }
            }
        }
        let shape = Shape::documented(self.reader.network);
        let param = link.all_params().iter().find(|p| shape.fits(link.value(p)))?;
        Some((link.value(param).to_owned(), String::new()))
    }

    fn is_issued(&self, name: &str) -> bool {
        match self.reader.network {
            Some(network) => network.fires.issued_click_id.iter().any(|f| f.is(name)),
            None => crate::platform::is_click_id_name(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Catalogue;

    fn read(text: &str) -> Result<Vec<String>, String> {
        let (clock, offers, catalogue) = (Clock::default(), Offers::default(), Catalogue::default());
        let reader = Reader {
            clock: &clock,
            network: catalogue.named("gokart"),
            offers: &offers,
            format: &FormatHint::Named("auto"),
        };
        let mut all = Vec::new();
        reader.read(text.as_bytes(), |row| {
            all.push(format!("{} {} {}", row.id, row.time.map_or("-".to_owned(), |t| t.to_string()), row.offer));
        })?;
        Ok(all)
    }

    #[test]
    fn clicks_are_read_from_what_people_have() {
        let wanted = vec!["a1 2026-03-12T08:14:02Z O-1".to_owned()];
        for text in [
            "click_id,time,offer\na1,2026-03-12T08:14:02Z,O-1\n",
            "offer\tgk_click_id\ttimestamp\nO-1\ta1\t1773303242\n",
            "{\"clickid\":\"a1\",\"time\":\"2026-03-12T08:14:02Z\",\"offer\":\"O-1\"}\n",
            "{\"clicks\": [\n {\"transaction_id\": \"a1\", \"unix_timestamp\": 1773303242, \"offer_id\": \"O-1\"}\n]}",
            "[{\"click_id\":\"a1\",\"created\":\"2026-03-12 08:14:02\",\"offer\":\"O-1\"}]",
        ] {
            assert_eq!(read(text), Ok(wanted.clone()), "{text}");
        }
        let log = "{\"time\":\"2026-03-12T08:14:02Z\",\"request_uri\":\"/r?pub_click_id=x\",\"status\":302,\"sent_http_location\":\"https://a.example/?c=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32\"}\n";
        assert_eq!(read(log), Ok(vec!["efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32 2026-03-12T08:14:02Z ".to_owned()]));
        for text in ["name,when\nx,y\n", "hello\n", "[{\"a\":1}]"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
