//! YAML.

use crate::look::{breaks, comments, leaves, lines, replaced, written};
use tracklint::source::Syntax::Yaml;

#[test]
fn probe() {
    for y in [
        "u: {click_id}\nv: {{ url }}\nlink: {click_id}\nurl: {{ url }}\n",
        "a: 1\nl: [https://t/?c={click_id}&d=1]\nx: 1\n",
        "u: %CLICKID%\nw: 2",
        "offers:\n  - a: 1\n    u: https://a.b/x: y\n    b: 2\n  - a: 2\n",
        "a:\n\tb: https://a.b/?x=1\n\tc: 2\n",
        "a: |\n  foo\n   bar\n\n\nb: >-\n\n  x y\n  z\n\n",
        "a: \"x\n b\"\nc: 'x''y'\nd: a\n  b\n",
        "a: &x {b: *x}\nc: *.foo.com\nd: &d https://a\ne: *d\n",
        "a: \"unterminated https://a.b\nb: 2\n---\nc: 1\n",
        "---\na: |2\n   x\n---\nb: {a: 1,\n",
        "- a: 1\n  b: [\n - c\n",
        "? [a, b]\n: c\n",
        "a: 1\na: 2\n<<: 1\n<<: 2",
        "a: |\n\nb: 1\n",
        "a: |\r\n  x\r\n  y\r\nb: 'x\r\n\r\n  y'\r\n",
        "# c\na: 1 # d\n",
        "\u{FEFF}a: 1\n",
        "{\"a\": 1, \"url\": \"https://a.b/?x=1\",\n \"b\": x}}",
    ] {
        eprintln!("=== {y:?}\n{:#?}\n{:?} {:?}", lines(y, Yaml), breaks(y, Yaml), comments(y, Yaml));
    }
}
