//! Hostile texts: the time for each byte must not grow with the text.

use std::hint::black_box;
use std::time::Instant;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::{Hints, Hosts};

/// A text of that many bytes, nearly.
type Make = fn(usize) -> String;

const TEXTS: [(&str, Make); 15] = [
    ("& only", |n| format!("https://a.com/?{}", "&".repeat(n))),
    ("{ only", |n| format!("https://a.com/?a={}", "{".repeat(n))),
    ("% only", |n| format!("https://a.com/?a={}", "%".repeat(n))),
    ("# only", |n| format!("https://a.com/?a={}", "#".repeat(n))),
    ("? only", |n| format!("https://a.com/?{}", "?".repeat(n))),
    ("= only", |n| format!("https://a.com/?{}", "=".repeat(n))),
    ("blanks in a value", |n| format!("https://a.com/?a=b{}c", " ".repeat(n))),
    ("one host", |n| format!("https://{}.com/", "a".repeat(n))),
    ("labels of a host", |n| format!("https://{}com/", "a.".repeat(n / 2))),
    ("a long path", |n| format!("https://a.com{}", "/ab".repeat(n / 3))),
    ("one value", |n| format!("https://a.com/?a={}", "x".repeat(n))),
    ("different names", |n| {
        let names: Vec<String> = (0..n / 8).map(|i| format!("a{i:04}=b")).collect();
        format!("https://a.com/?{}", names.join("&"))
    }),
    ("one name", |n| format!("https://a.com/?a=b{}", "&a=b".repeat(n / 4))),
    ("macros", |n| format!("https://a.com/?a={}", "{b}".repeat(n / 3))),
    ("links in links", |n| format!("https://a.com/?u={}", "https://a.com/?u=".repeat(n / 17))),
];

pub fn worst() -> Result<(), String> {
    const SIZES: [usize; 5] = [1 << 10, 8 << 10, 60 << 10, 1 << 18, 1 << 20];
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    print!("{:<20}", "ns a byte");
    SIZES.iter().for_each(|size| print!("{:>10}", format!("{} KiB", size >> 10)));
    println!();
    for (name, make) in TEXTS {
        print!("{name:<20}");
        for size in SIZES {
            let text = make(size);
            let times = (SIZES[4] / size).clamp(3, 50);
            let best = (0..times).map(|_| {
                let start = Instant::now();
                black_box(linter.lint(&text, &Hints::default()));
                start.elapsed()
            });
            let best = best.min().unwrap_or_default();
            print!("{:>10.1}", best.as_nanos() as f64 / text.len() as f64);
        }
        println!();
    }
    Ok(())
}
