//! CSV with any separator.

use super::reading::{breaks, check_spans, edited, paths, with};
use proptest::prelude::*;
use tracklint::source::{Document, NodeKind, Syntax, Writing};
use tracklint::span::Span;

fn read(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    with(text.as_bytes(), Syntax::Csv, |d| (paths(d), breaks(d)))
}

/// The cells under their key paths, each as `path=text`.
fn cells(text: &str) -> Vec<String> {
    read(text).0.into_iter().map(|(path, text)| format!("{path}={text}")).collect()
}

fn decode(writing: Writing, bytes: &str) -> Option<String> {
    match writing {
        Writing::Csv => Some(bytes.replace("\"\"", "\"")),
        Writing::Cell(_) => Some(bytes.to_owned()),
        // A quote that is out of place has no rule by which to read it.
        _ => None,
    }
}

#[test]
fn cells_have_the_names_of_their_columns() {
    let text = "id,\"the \"\"link\"\"\"\r\n7,\"https://a.com/?x={y},\r\n\"\"z\"\"\"\r\n\r\n8,b\r\n";
    with(text.as_bytes(), Syntax::Csv, |document| {
        assert_eq!(breaks(document), [""; 0]);
        let kinds: Vec<_> = document.nodes.iter().map(|n| n.kind).collect();
        use NodeKind::{List, Map, Text};
        assert_eq!(kinds, [List, Map, Text, Text, Map, Text, Text]);
        let rows: Vec<_> = document.children(0).map(|n| document.text(n).into_owned()).collect();
        assert_eq!(rows, ["7,\"https://a.com/?x={y},\r\n\"\"z\"\"\"", "8,b"]);
        let place = document.literal(3).place(Span::new(23, 26));
        assert_eq!((place.line, place.column, place.end_column), (3, 1, 6));
        assert_eq!(&text[place.start_byte as usize..place.end_byte as usize], "\"\"z\"\"");
    });
    assert_eq!(
        cells(text),
        ["/0/id=7", "/0/the \"link\"=https://a.com/?x={y},\r\n\"z\"", "/1/id=8", "/1/the \"link\"=b"]
    );
}

#[test]
fn the_separator_is_found() {
    for (text, wanted) in [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ["/0/a=1,5", "/0/b=2,5", "/1/a=3,5", "/1/b=4,5"]),
        ("a\tb\n1\t2,3\n4\t5", ["/0/a=1", "/0/b=2,3", "/1/a=4", "/1/b=5"]),
        ("a|b\n1|2\n3|4\n", ["/0/a=1", "/0/b=2", "/1/a=3", "/1/b=4"]),
        ("\"a;x\",b\n1;2,3\n4,5\n", ["/0/a;x=1;2", "/0/b=3", "/1/a;x=4", "/1/b=5"]),
        ("sep=;\r\na;b,c\r\n1;2\r\n3;4\r\n", ["/0/a=1", "/0/b,c=2", "/1/a=3", "/1/b,c=4"]),
        ("# made by hand\na,b\n1,2\n3,4", ["/0/a=1", "/0/b=2", "/1/a=3", "/1/b=4"]),
    ] {
        assert_eq!((cells(text), breaks_of(text)), (wanted.map(str::to_owned).to_vec(), Vec::new()), "{text}");
    }
    assert_eq!(cells("url\nhttps://a.com/?x=1,2\nhttps://a.com/?x=1\n").len(), 2);
}

#[test]
fn a_file_without_column_names_keeps_its_first_row() {
    assert_eq!(
        cells("A;https://a.com/;1\nB;https://b.com/;2\n"),
        ["/0/0=A", "/0/1=https://a.com/", "/0/2=1", "/1/0=B", "/1/1=https://b.com/", "/1/2=2"]
    );
    // Cut at no comma, as the rows do not agree on how many there are.
    assert_eq!(cells("https://a.com/?x=1,2\nhttps://b.com/\n"), ["/0/0=https://a.com/?x=1,2", "/1/0=https://b.com/"]);
}

#[test]
fn what_is_broken_is_told_at_its_place_and_the_rest_is_read() {
    for (text, wanted, said) in [
        (
            "a,b\n1\n2,3,4\n5,6,\n7,8\n",
            &["/0/a=1", "/1/a=2", "/1/b=3", "/1/2=4", "/2/a=5", "/2/b=6", "/3/a=7", "/3/b=8"][..],
            &["2:1 this row has 1 cell, the first row 2", "3:1 this row has 3 cells, the first row 2"][..],
        ),
        (
            "a,b\n1,\"x\n2,y\n",
            &["/0/a=1", "/0/b=x", "/1/a=2", "/1/b=y"],
            &["2:3 the closing quote of this cell is missing"],
        ),
        (
            "a,b\n1,\"x\n2,\"y\"\n3,z\n",
            &["/0/a=1", "/0/b=x", "/1/a=2", "/1/b=y", "/2/a=3", "/2/b=z"],
            &["2:3 the closing quote of this cell is missing"],
        ),
        (
            "a,b\n1,\"say \"hi\" now\"\n2,3\n",
            &["/0/a=1", "/0/b=say hi\" now\"", "/1/a=2", "/1/b=3"],
            &["2:8 there is text after this quote; a quote within a cell is written twice"],
        ),
        (
            "a,b,a,,\n1,2,3,4,5\n",
            &["/0/a=1", "/0/b=2", "/0/a=3", "/0/=4", "/0/=5"],
            &["1:5 the column name `a` appears here for the second time, first in column 1: one of them is lost"],
        ),
    ] {
        assert_eq!(
            (cells(text), breaks_of(text)),
            (wanted.iter().map(|s| (*s).to_owned()).collect(), said.iter().map(|s| (*s).to_owned()).collect()),
            "{text}"
        );
    }
}

fn breaks_of(text: &str) -> Vec<String> {
    read(text).1
}

#[test]
fn an_edit_is_written_as_its_cell_is() {
    let cell = |file: &str, new: &str| edited(file, Syntax::Csv, 1, Span::new(1, 2), new);
    assert_eq!(cell("a,b\n1,xyz\n", "\"").as_deref(), None);
    assert_eq!(cell("a,b\n1,xyz\n", ",").as_deref(), None);
    assert_eq!(cell("a,b\n1,xyz\n", "\n").as_deref(), None);
    assert_eq!(cell("a,b\n1,xyz\n", ";{c}").as_deref(), Some("x;{c}z"));
    assert_eq!(cell("a;b\n1;xyz\n", ";{c}").as_deref(), None);
    assert_eq!(cell("a,b\n1,\"xyz\"\n", ",\"\n").as_deref(), Some("x,\"\nz"));
    assert_eq!(cell("a,b\n1,\"x\"\"z\"\n", "'").as_deref(), Some("x'z"));
    // What stands there is broken; nobody knows how it should be written.
    assert_eq!(cell("a,b\n1,\"x\"yz\n", "'").as_deref(), None);
}

#[test]
fn long_and_hostile_files_come_to_an_end() {
    let long = format!("id,url\n1,\"{}\"\n", "https://a.com/?x=\"\"y\"\",".repeat(100_000));
    let (found, said) = read(&long);
    assert_eq!((found.len(), said.len()), (2, 0));
    assert_eq!(found[1].1.len(), 100_000 * "https://a.com/?x=\"y\",".len());
    for piece in
        ["\"", "\"\n", "\"a\n", "a,\"\"\"\"b\n", ",", "\n", "\r", "\"x\"y,", "a,\n", "\"\"\"a\n", "[", "\"\n\"\"\n"]
    {
        read(&piece.repeat(100_000));
        read(&format!("a,b\n{}", piece.repeat(100_000)));
    }
    for nothing in ["", "\n", " \r\n\n", "a,b", "\u{FEFF}", "sep=;\n", "# x"] {
        assert!(cells(nothing).is_empty(), "{nothing:?}");
    }
}

/// Writes rows, each cell in one of the ways CSV has for it.
fn written(rows: &[Vec<String>], separator: char, choices: &mut impl Iterator<Item = u8>) -> String {
    let mut out = String::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(separator);
            }
            let must = cell.contains([separator, '"', '\n', '\r']);
            if must || choices.next().unwrap_or(0).is_multiple_of(3) {
                out.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                out.push_str(cell);
            }
        }
        out.push_str(["\n", "\r\n"][usize::from(choices.next().unwrap_or(0) % 2)]);
    }
    out
}

fn rows_of(document: &Document) -> Vec<Vec<String>> {
    document.children(0).map(|row| document.children(row).map(|c| document.text(c).into_owned()).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_cells_of_a_strict_reader_are_found(
        rows in (2..5_usize).prop_flat_map(|width| {
            let cell = prop_oneof![any::<String>(), "[ab,;|\t\"\r\n ]{0,6}", "https://[a-z]{1,4}\\.com/\\?x=\\{[a-z]{1,4}\\}"];
            prop::collection::vec(prop::collection::vec(cell, width), 1..8)
        }),
        separator in prop::sample::select(vec![',', ';', '\t', '|']),
        choices in prop::collection::vec(any::<u8>(), 1..100),
    ) {
        let width = rows[0].len();
        let mut table = vec![(0..width).map(|n| format!("name {n}")).collect::<Vec<_>>()];
        table.extend(rows);
        let text = written(&table, separator, &mut choices.into_iter().cycle());
        let mut strict = ::csv::ReaderBuilder::new();
        let mut strict = strict.delimiter(separator as u8).from_reader(text.as_bytes());
        let wanted: Vec<Vec<String>> =
            strict.records().map(|r| r.unwrap_or_else(|e| panic!("{text}: {e}")).iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(&wanted, &table[1..].to_vec());
        with(text.as_bytes(), Syntax::Csv, |document| {
            assert_eq!((rows_of(document), breaks(document)), (wanted, Vec::new()), "{text}");
            assert!(paths(document).iter().enumerate().all(|(n, (path, _))| *path == format!("/{}/name {}", n / width, n % width)));
            check_spans(document, decode);
        });
    }

    /// Whatever the file: a lenient reader finds the same cells, as long as no quote is out of place.
    #[test]
    fn a_ragged_file_is_read_as_a_lenient_reader_reads_it(text in "[ab,\n\r]{0,40}") {
        let text = format!("name 1,name 2\n{text}");
        let mut lenient = ::csv::ReaderBuilder::new();
        let mut lenient = lenient.flexible(true).from_reader(text.as_bytes());
        let mut wanted: Vec<Vec<String>> = lenient.records().flatten().map(|r| r.iter().map(str::to_owned).collect()).collect();
        // Cells without a name are kept only if something stands in them.
        wanted.iter_mut().for_each(|row| {
            let extra = row.split_off(row.len().min(2));
            row.extend(extra.into_iter().filter(|cell| !cell.is_empty()));
        });
        with(text.as_bytes(), Syntax::Csv, |document| {
            assert_eq!(rows_of(document), wanted, "{text:?}");
            check_spans(document, decode);
        });
    }

    #[test]
    fn any_text_is_read_somehow(text in prop_oneof![any::<String>(), "[ab,;\"\n\r]{0,60}"]) {
        with(text.as_bytes(), Syntax::Csv, |document| {
            check_spans(document, decode);
            assert!(document.breaks.is_sorted_by_key(|b| b.at) && document.breaks.iter().all(|b| b.at <= text.len()));
        });
    }
}
