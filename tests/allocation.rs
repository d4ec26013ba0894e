//! Linting a clean link touches no heap.

#[path = "it/common/mod.rs"]
mod common;

use common::no_hosts;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use tracklint::lint::Linter;
use tracklint::platform::Catalogue;
use tracklint::rule::Hints;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged; counting touches no heap.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        unsafe { System.dealloc(old, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Links without a fault, of every role, with `<N>` for a number that differs from link to link.
const CLEAN: &[&str] = &[
    "https://app.appsflyer.com/com.acme.game<N>?pid=network_int&c=summer&af_siteid={pub_id}&clickid={gk_click_id}",
    "https://app.appsflyer.com/id<N>?pid=network_int&c=<N>&af_siteid=<N>&af_click_lookback=7d&clickid={transaction_id}",
    "https://control.kochava.com/v1/cpi/click?campaign_id=ko<N>&network_id=<N>&site_id=1&click_id={gk_click_id}",
    "https://example.com/offer/<N>?pub_click_id={click_id}&source=network",
    "https://example.com/offer?source=Network%20<N>&click_id={gk_click_id}",
    "https://shop.example.com/?click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f<N>&utm_source=network",
    "https://example.com/thanks/<N>",
    "https://api.getgokart.ai/postback?gk_click_id={click_id}&cnv_event_id={event_name}&cnv_conversion_id={id}&cnv_amount={payout}",
    "https://api.brownboots.getgokart.ai/api/v1/postback?gk_click_id={aff_click_id}&cnv_event_id=Level_<N>&cnv_conversion_id={order_id}&cnv_amount={revenue}",
    "https://api.brownboots.getgokart.ai?cnv_event_id=Event<N>&gk_click_id={sub1}&cnv_conversion_id={id}&cnv_amount={amount}",
    "https://api.getgokart.ai/postback?gk_click_id=efb2a7d2-c01a-4e3f-b8a1-81b4568e9f32&cnv_event_id=Level<N>&cnv_conversion_id=<N>&cnv_amount=2.50",
    "https://api.acme.getgokart.ai/api/v1/offer-link/redirect/<N>?pub_click_id={clickid}&pub_member_id={pid}&pub_sub_1=<N>",
    "https://partner.example.net/<N>/done?cid={pub_click_id}&event={cnv_event_id}&offer={gk_offer_id}",
    "https://trk.example.net/aff_c?offer_id=<N>&aff_id=14505&aff_click_id={clickid}&source={pid}",
    "https://pb.example.org/cake/<N>?click_id=#s2#&payout=#price#",
    "https://pb.example.org/conversion/<N>?subid=[[subid]]&amount={{amount}}",
];

fn links() -> Vec<String> {
    (0..1000).map(|n| CLEAN[n % CLEAN.len()].replace("<N>", &(10 + n % 90).to_string())).collect()
}

#[test]
fn a_clean_link_allocates_nothing() {
    let (catalogue, hosts, links) = (Catalogue::default(), no_hosts(), links());
    let mut linter = Linter::new(&catalogue, &hosts);
    let hints = Hints::default();
    for link in &links[..2 * CLEAN.len()] {
        let findings = linter.lint(link, &hints).findings;
        assert!(findings.is_empty(), "not a clean link: {link}\n{}", common::describe(link, &findings[0]));
    }
    let mut guilty = Vec::new();
    for link in &links {
        let before = COUNT.get();
        let linted = linter.lint(link, &hints);
        let count = COUNT.get() - before;
        assert!(linted.findings.is_empty(), "not a clean link: {link}");
        if count > 0 && guilty.len() < CLEAN.len() {
            guilty.push(format!("{count:>3} allocations: {link}"));
        }
    }
    assert!(guilty.is_empty(), "\n{}", guilty.join("\n"));
}
