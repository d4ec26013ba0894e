//! Long streams of clean links: nothing is allocated for a link, and memory stays flat.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::report::{OutputFormat, Style, report};
use tracklint::rule::{Hints, Hosts};
use tracklint::run::run;
use tracklint::run::{Input, Job};
use tracklint::settings::Settings;

struct Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        MOST.fetch_max(HELD.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations, and the most bytes held at once, for a stream that repeats `line` so often.
fn cost(line: &str, times: usize) -> (usize, usize) {
    let format = report(OutputFormat::Jsonl, Style::FILE);
    // One worker: how many get to work, and so learn what they compare, is chance.
    let settings = Settings { jobs: 1, ..Settings::default() };
    let catalogue = Catalogue::default();
    let job = Job { inputs: &[Input::Stdin], settings: &settings, catalogue: &catalogue, report: &*format };
    // Made as it is read, so that only what the run holds is counted.
    let chunk = line.repeat(1000);
    let mut stream: Box<dyn Read> = Box::new(std::io::empty());
    for _ in 0..times / 1000 {
        stream = Box::new(stream.chain(chunk.as_bytes()));
    }
    let (calls, held) = (CALLS.load(Relaxed), HELD.load(Relaxed));
    MOST.store(held, Relaxed);
    let mut out = Vec::new();
    let outcome = run(&job, &mut stream, &mut out, &mut |_| {}).unwrap();
    assert_eq!((outcome.summary.urls, outcome.worst, &*out), (times as u64, None, &b""[..]));
    (CALLS.load(Relaxed) - calls, MOST.load(Relaxed) - held)
}

/// Allocations that the rules themselves make for a link.
fn rules_cost(link: &str) -> usize {
    let (catalogue, hosts) = (Catalogue::default(), Hosts::default());
    let mut linter = Linter::new(&catalogue, &hosts);
    linter.lint(link, &Hints::default());
    let before = CALLS.load(Relaxed);
    linter.lint(link, &Hints::default());
    CALLS.load(Relaxed) - before
}

#[test]
fn reading_allocates_nothing_for_a_link_and_memory_stays_flat() {
    let link = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid={gk_click_id}";
    let written = link.replace('&', "\\u0026");
    let record = format!("{{\"id\":7,\"url\":\"{written}\",\"network\":\"gokart\",\"role\":\"tracking-link\"}}\n");
    for line in [format!("{link}\n"), format!("  - \"{link}\"\r\n"), record] {
        cost(&line, 1000);
        let (few, little) = cost(&line, 4_000);
        let (many, much) = cost(&line, 20_000);
        let blocks = 16_000 * line.len() / (1 << 14) + 10;
        assert!(many - few < 16_000 * rules_cost(link) + 5 * blocks, "{few} and {many} allocations for {line}");
        assert!(much <= little.max(3 << 20), "{little} and {much} bytes for {line}");
    }
}
