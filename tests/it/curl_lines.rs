//! Every curl line that is printed, run against a server on this machine: it makes exactly the request that the text
//! promises.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;
use tracklint::cli::pair_answer::answer;
use tracklint::link::decoded;
use tracklint::platform::Catalogue;
use tracklint::report::Style;
use tracklint::settings::Settings;

/// Pairs whose every step is proved, with characters that a shell or curl itself would act on.
const PAIRS: [(&str, &str); 7] = [
    (
        "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=SignUp",
    ),
    (
        "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_sub_1=#s2#&cnv_event_id=SignUp",
    ),
    (
        "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=Sign%20Up&cnv_sub_1=50%25",
    ),
    (
        "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=SignUp&cnv_sub_1=it's;$(id)`id`",
    ),
    (
        "https://acme.cakemarketing.com/?a=1&c=2&s2={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=SignUp&cnv_sub_1=[1-3]{a,b}!x*~",
    ),
    (
        "https://acme.go2cloud.org/aff_c?offer_id=1&aff_id=2&aff_click_id={gk_click_id}",
        "https://api.getgokart.ai/postback?gk_click_id={aff_click_id}&cnv_event_id=SignUp",
    ),
    (
        "https://api.brownboots.getgokart.ai/api/v1/offer-link/redirect/ec3e2f2b-4f95-4674-8ca0-c7ffbf3dbd5e?pub_click_id={clickid}&pub_member_id=7",
        "https://pb.partner.com/in?cid={pub_click_id}&x=a+b",
    ),
];

/// The lines for a shell and for Windows, and the postback of the path, without the blanks before it.
fn printed(link: &str, postback: &str) -> (String, String, String) {
    let style = Style { redact: false, all: true, ..Style::FILE };
    let made = answer([link, postback], &Settings::default(), &Catalogue::default(), false, style);
    let text = made.unwrap_or_else(|message| panic!("{link} and {postback}: {message}")).text;
    let line = |begins: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(begins).map(|_| line.to_owned()));
        found.unwrap_or_else(|| panic!("no line begins with {begins:?} in\n{text}"))
    };
    let windows = line("On Windows: ").trim_start_matches("On Windows: ").to_owned();
    let path = text.lines().skip_while(|line| !line.starts_with("  4 ")).find(|line| line.starts_with("      http"));
    (line("curl "), windows, path.unwrap_or_else(|| panic!("no postback in\n{text}")).trim().to_owned())
}

/// The first line of the request that the printed line makes, once it calls this machine in place of `origin`.
fn request_of(line: &str, origin: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = String::new();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        reader.read_line(&mut first).unwrap();
        let mut header = String::new();
        while reader.read_line(&mut header).unwrap() > 2 {
            header.clear();
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok").unwrap();
        first.trim_end().to_owned()
    });
    // Only the server is another one; the shell reads the rest of the line as it was printed.
    let line = line.replacen(origin, &here, 1);
    let ran = Command::new("sh").arg("-c").arg(&line).env("no_proxy", "*").output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{line}: curl has to be installed here: {}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("ok"), "{line}: {said}");
    server.join().unwrap()
}

#[test]
fn a_printed_line_makes_the_request_that_the_path_shows() {
    for (link, postback) in PAIRS {
        let (line, _, promised) = printed(link, postback);
        let at = promised.find("//").unwrap() + 2;
        let host = promised[at..].find('/').map_or(promised.len(), |slash| at + slash);
        let request = request_of(&line, &promised[..host]);
        let target = request.strip_prefix("GET ").and_then(|rest| rest.strip_suffix(" HTTP/1.1"));
        let target = target.unwrap_or_else(|| panic!("{line}: {request}"));
        // What a URL may not hold as it is goes out percent-encoded; to the receiver it is the same.
        assert_eq!(*decoded(target), *decoded(&promised[host..]), "{line}");
    }
}

/// In double quotes `cmd` and PowerShell leave everything alone but these, and both lines mean one URL.
#[test]
fn the_line_for_windows_means_the_same_url() {
    for (link, postback) in PAIRS {
        let (line, windows, _) = printed(link, postback);
        let url = windows.strip_prefix("curl.exe -sS -i -g \"").and_then(|rest| rest.strip_suffix('"'));
        let url = url.unwrap_or_else(|| panic!("{windows}"));
        assert!(!url.contains(['"', '$', '`']), "{windows}");
        let posix = line.strip_prefix("curl -sS -i -g '").and_then(|rest| rest.strip_suffix('\''));
        assert_eq!(*decoded(url), *decoded(posix.unwrap()), "{windows}");
    }
}
