//! The prompt of the program itself, in a terminal of its own: what is typed and pasted there, what comes, and what
//! is left behind. Waits for what has to come, never for time.
#![cfg(unix)]

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

/// So long nothing ever takes, unless it never comes.
const NEVER: Duration = Duration::from_secs(60);

const GOOD: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid={gk_click_id}";
const BAD: &str = "https://app.appsflyer.com/id1?pid=x_int&c=y&af_siteid=z&clickid=gk_click_id";
const POSTBACK: &str = "https://api.getgokart.ai/postback?gk_click_id={clickid}&cnv_event_id=Buy";

/// The program at work in a terminal.
struct Session {
    terminal: File,
    /// Our end of what the program is attached to.
    tty: File,
    child: Child,
    output: Receiver<Vec<u8>>,
    /// What came and was not waited for yet.
    screen: String,
    home: TempDir,
}

impl Session {
    /// Starts the program on a terminal of this kind, 80 columns wide, and waits for its question.
    fn start(term: &str, args: &[&str]) -> Self {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        tcsetwinsize(&terminal, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap();
        let tty = rustix::fs::open(&*name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
        let tty = File::from(tty);
        let home = tempfile::tempdir().unwrap();
        let end = || Stdio::from(tty.try_clone().unwrap());
        let child = Command::new(env!("CARGO_BIN_EXE_tracklint"))
            .args(args)
            .env_clear()
            .env("TERM", term)
            .env("NO_COLOR", "1")
            .env("HOME", home.path())
            .current_dir(home.path())
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap();
        let terminal = File::from(terminal);
        let (mut reader, (sender, output)) = (terminal.try_clone().unwrap(), channel());
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut session = Self { terminal, tty, child, output, screen: String::new(), home };
        session.wait("an empty line to leave.\r\n");
        session.wait("> ");
        session
    }

    fn send(&mut self, bytes: &str) {
        self.terminal.write_all(bytes.as_bytes()).unwrap();
    }

    fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
    }

    /// What comes up to and with `wanted`.
    fn wait(&mut self, wanted: &str) -> String {
        loop {
            if let Some(at) = self.screen.find(wanted) {
                let rest = self.screen.split_off(at + wanted.len());
                return std::mem::replace(&mut self.screen, rest);
            }
            let Ok(chunk) = self.output.recv_timeout(NEVER) else {
                panic!("{wanted:?} never came; this did: {:?}", self.screen);
            };
            self.screen.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    /// Waits until the program ends, which has to end well and to leave the terminal and the disk as it found them.
    /// Returns what came last.
    fn end(mut self) -> String {
        let code = self.child.wait().unwrap().code();
        assert_eq!(code, Some(0), "{}", self.screen);
        let modes = tcgetattr(&self.tty).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG), "{modes:?}");
        let left: Vec<_> = std::fs::read_dir(self.home.path()).unwrap().flatten().map(|e| e.file_name()).collect();
        assert!(left.is_empty(), "{left:?} was written");
        // Typed by nobody and echoed by the terminal: everything before it has come then.
        self.terminal.write_all(b"END").unwrap();
        self.wait("END").replace("END", "")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_typed_link_is_answered_at_enter() {
    let mut session = Session::start("xterm", &[]);
    session.send(&format!("{BAD}x\x7f\r"));
    let answer = session.wait("\r\n> ");
    assert!(answer.contains("error[unbraced-macro]"), "{answer}");
    assert!(answer.contains(&format!("\r\n{GOOD}\r\n")), "{answer}");
    assert!(!answer.contains("<stdin>"), "{answer}");
    session.send("\r");
    assert!(session.end().ends_with("\x1b[?2004l"));
}

#[test]
fn a_typed_line_can_be_mended_before_enter() {
    let mut session = Session::start("xterm", &[]);
    // Home, a letter too few; a word too many at the end; the cursor back into the middle.
    session.send(&format!("{} rubbish\x17\x7f\x1b[Hh\x1b[F\x1b[D\x1b[Dd\x1b[3~\x01\x05\r", &GOOD[1..]));
    let answer = session.wait("\r\n> ");
    assert!(answer.contains("✓ Nothing wrong: a tracking link template for AppsFlyer"), "{answer}");
    session.send("\x04");
    session.end();
}

#[test]
fn a_paste_is_answered_without_enter() {
    let mut session = Session::start("xterm-256color", &[]);
    session.paste(BAD);
    let answer = session.wait("\r\n> ");
    assert!(answer.contains(&format!("\r\n{GOOD}\r\n")), "{answer}");
    assert!(!answer.contains("Link 1"), "{answer}");
    // Whoever presses Enter after all does not leave with it.
    session.send("\r");
    session.wait("press Enter once more to leave\r\n");
    session.send("\r");
    session.end();
}

#[test]
fn two_links_of_a_paste_are_answered_with_their_numbers() {
    let mut session = Session::start("tmux-256color", &[]);
    session.paste(&format!("Hello,\n\nour links: {BAD}\nand {GOOD}.\n\nBye\n"));
    let answer = session.wait("\r\n> ");
    assert!(answer.contains("> Hello, and 5 more lines\r\n"), "{answer}");
    let [first, second] = ["Link 1 of 2: https://app", "Link 2 of 2: https://app"].map(|head| answer.find(head));
    let [bad, good] =
        ["error[unbraced-macro]", "✓ Nothing wrong: a tracking link template"].map(|words| answer.find(words));
    assert!(first < bad && bad < second && second < good && first.is_some(), "{answer}");
    assert!(answer.contains("1 error in 1 of 2 links"), "{answer}");
    session.send("\x04");
    session.end();
}

#[test]
fn a_link_and_its_postback_are_offered_as_a_pair() {
    let offer = "hint: type pair to follow one click id through this link and its postback\r\n";
    let mut session = Session::start("xterm", &[]);
    session.paste(&format!("{GOOD}\n{POSTBACK}"));
    session.wait(offer);
    session.wait("> ");
    session.paste(GOOD);
    // Either order will do.
    session.wait(offer);
    session.paste(GOOD);
    assert!(!session.wait("\r\n> ").contains("type pair"));
    session.send(&format!("{POSTBACK}\r"));
    session.wait(offer);
    session.send("pair\r");
    session.wait("The path of one click id");
    session.wait("Whether the click id comes back is open");
    session.wait("\r\n> ");
    session.send("\x04");
    session.end();
}

#[test]
fn who_asks_is_told_the_words_and_when_pair_works() {
    let mut session = Session::start("xterm", &[]);
    session.send("help\r");
    let help = session.wait("\r\n> ");
    for words in ["several links or a whole message", "Follow one click id through", "Leave, as an empty line does"] {
        assert!(help.contains(words), "{help}");
    }
    session.send("pair\r");
    session.wait("note: paste a tracking link and its postback first, then type pair\r\n");
    session.send("q\r");
    session.end();
}

#[test]
fn a_link_that_a_mail_has_wrapped_is_read_as_one() {
    let mut session = Session::start("xterm", &[]);
    let (first, rest) = BAD.split_at(64);
    session.paste(&format!("> Our link:\n> {first}\n> {rest}\n"));
    let answer = session.wait("\r\n> \r");
    assert!(answer.contains("note: the link was wrapped over 2 lines and is read as one\r\n"), "{answer}");
    assert!(answer.contains(&format!("\r\n{GOOD}\r\n")), "{answer}");
    session.send("\x04");
    session.end();
}

#[test]
fn leaving_keys_leave() {
    for (term, keys) in
        [("xterm", "\r"), ("xterm", "\x04"), ("xterm", "\x03"), ("xterm", "quit\r"), ("dumb", "\x03"), ("dumb", "\x04")]
    {
        let mut session = Session::start(term, &[]);
        session.send(keys);
        session.end();
    }
    // With something typed already, which is not linted then.
    let mut session = Session::start("xterm", &[]);
    session.send(&format!("{BAD}\x03"));
    assert!(!session.end().contains("error"));
}

#[test]
fn a_resize_is_heeded_by_the_line_and_by_the_answer() {
    let mut session = Session::start("xterm", &[]);
    session.send(BAD);
    session.wait("clickid=gk_click_id\r\x1b[77C");
    let narrow = Winsize { ws_row: 24, ws_col: 50, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&session.terminal, narrow).unwrap();
    session.send("\r");
    let answer = session.wait("\r\n> ");
    let drawn = answer.lines().filter(|l| !l.contains(GOOD)).map(|l| l.trim_start_matches("\r\x1b[K"));
    for line in drawn {
        assert!(line.chars().count() <= 50, "{line:?} in {answer}");
    }
    session.send("\x04");
    session.end();
}

/// A link of 6 KB whose last parameter is at fault.
fn long() -> String {
    format!("https://app.appsflyer.com/id1?pid=x_int&c={}&af_siteid=z&clickid=gk_click_id", "y".repeat(6000))
}

#[test]
fn a_link_of_6_kb_arrives_whole() {
    let corrected = format!("\r\n{}\r\n", long().replace("=gk_click_id", "={gk_click_id}"));
    for (term, bracketed) in [("xterm", true), ("xterm", false), ("dumb", false), ("dumb", true)] {
        let mut session = Session::start(term, &[]);
        if bracketed {
            session.paste(&long());
        } else {
            session.send(&format!("{}\r", long()));
        }
        session.wait(&corrected);
        session.send("\x04");
        session.end();
    }
}

#[test]
fn a_dumb_terminal_gets_no_escape_codes() {
    let mut session = Session::start("dumb", &[]);
    session.send(&format!("{BAD}xyz\x7f\x17\x15{BAD}\r"));
    let answer = session.wait("\r\n> ");
    assert!(answer.contains(&format!("\r\n{GOOD}\r\n")), "{answer}");
    // Lines without brackets round them are a paste too.
    session.send(&format!("two links:\r\r{BAD}\r{GOOD}\r"));
    let second = session.wait("1 of 2 links");
    session.send("\r");
    let all = answer + &second + &session.end();
    assert!(!all.contains('\x1b'), "{all:?}");
}

#[test]
fn escape_codes_in_a_paste_stay_inert() {
    for term in ["xterm", "dumb"] {
        let mut session = Session::start(term, &[]);
        let hostile = "\x1b]0;owned\x07\x1b[2J\u{9b}31m\u{202e}";
        session.paste(&format!(
            "{hostile} https://app.appsflyer.com/id1?pid={hostile}&clickid=gk_click_id {hostile}\nx{hostile}"
        ));
        let mut all = session.wait("\r\n> ");
        session.send("\x04");
        all += &session.end();
        for code in ["\x1b]", "\x1b[2J", "\x07", "\u{9b}", "\u{202e}"] {
            assert!(!all.contains(code), "{code:?} in {all:?}");
        }
    }
}

#[test]
fn a_paste_that_breaks_out_of_its_brackets_leaves_nothing_for_the_shell() {
    let mut session = Session::start("xterm", &[]);
    session.send(&format!("\x1b[200~{BAD}\x1b[201~\r\r\rtouch owned\r\r\r"));
    session.wait("no link found in that");
    session.send("\x04");
    session.end();
}

#[test]
fn a_document_is_one_however_many_links_are_pasted() {
    let mut session = Session::start("xterm", &["--format", "json", "--all-urls"]);
    session.paste(&format!("{GOOD} {BAD}"));
    session.wait("\"line\":2");
    session.send("\r");
    session.wait("once more");
    session.send("\r");
    let rest = session.end();
    assert!(rest.contains("\"summary\":{\"files\":1,\"urls\":2"), "{rest}");
}

#[test]
fn what_is_typed_about_a_link_changes_its_answer_and_stays_set() {
    let mut session = Session::start("xterm", &[]);
    session.paste(GOOD);
    session.wait("hint: if this was already called, its macro was not filled in: type live\r\n");
    session.send("live\r");
    let answer = session.wait("[live] > ");
    assert!(answer.contains("error[unresolved-macro]"), "{answer}");
    session.send("network gokart\r");
    session.wait("note: the last answer stays as it is\r\n");
    session.wait("[live, network gokart] > ");
    session.paste(GOOD);
    session.wait("error[unresolved-macro]");
    session.send("forget\r");
    session.wait("Nothing wrong");
    session.wait("\r\n> ");
    session.send("\x04");
    session.end();
}

#[test]
fn a_paste_is_never_a_command() {
    let mut session = Session::start("xterm", &[]);
    session.paste(GOOD);
    session.wait("\r\n> ");
    session.paste("live");
    session.wait("note: no link found in that");
    session.wait("live is a command when\r\nit is typed\r\n");
    // Typed, but a text.
    session.send("live links, please\r");
    session.wait("note: no link found in that");
    assert!(!session.wait("\r\n> ").contains("[live]"));
    session.send("\x04");
    session.end();
}

#[test]
fn a_finding_is_explained_and_a_text_is_fixed() {
    let mut session = Session::start("xterm", &[]);
    session.send("fix\r");
    session.wait("note: nothing was pasted yet\r\n");
    session.paste(&format!("Our links:\n1. {BAD}\n2. {GOOD}\nBye"));
    session.wait("1 error in 1 of 2 links");
    session.wait("\r\n> ");
    session.send("explain\r");
    session.wait("unbraced-macro (error)");
    session.wait("\r\n> ");
    session.send("fix\r");
    session.wait("note: fixed: 1 unbraced-macro\r\n");
    session.wait(&format!("Our links:\r\n1. {GOOD}\r\n2. {GOOD}\r\nBye\r\n"));
    session.send("compare 1 2\r");
    session.wait("1 difference by meaning.");
    session.send("compare 1 3\r");
    session.wait("note: the last paste holds 2 links");
    session.send("\x04");
    session.end();
}

#[test]
fn up_recalls_the_last_link_and_down_what_was_typed() {
    for term in ["xterm", "dumb"] {
        let mut session = Session::start(term, &[]);
        session.send(&format!("{BAD}\r"));
        session.wait("error[unbraced-macro]");
        session.wait("\r\n> ");
        session.send("live\r");
        session.wait("[live] > ");
        // The link, not the command; its last letters go, and the answer is another one.
        session.send("\x1b[A\x1712345678-2222-4333-8444-555555555555\r");
        session.wait("Nothing wrong: a live tracking link");
        session.send("half\x1b[A\x1b[B\r");
        session.wait("no link found in that");
        session.send("\x04");
        session.end();
    }
}

#[test]
fn links_that_are_no_tracking_links_are_counted() {
    let mut session = Session::start("xterm", &[]);
    session.paste(&format!("Hi,\n{GOOD}\nhttps://www.example.com/about\nhttps://www.example.com/imprint\n"));
    let answer = session.wait("\r\n> ");
    assert!(answer.contains("2 more links are no tracking links and no postbacks"), "{answer}");
    assert!(!answer.contains("Link 2"), "{answer}");
    session.paste("https://www.example.com/about");
    session.wait("Nothing wrong");
    session.send("\x04");
    session.end();
}

#[test]
fn commands_are_refused_where_one_document_is_written() {
    let mut session = Session::start("xterm", &["--format", "json"]);
    session.send("live\r");
    session.wait("note: commands work where each paste is answered at once");
    session.send("q\r");
    session.end();
}

/// Every line of words is as wide as the terminal at most; a single word may be longer, and what is drawn under a link.
#[test]
fn every_width_from_20_columns_is_heeded() {
    for width in [20, 27, 33, 41] {
        let mut session = Session::start("xterm", &[]);
        let size = Winsize { ws_row: 24, ws_col: width, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&session.terminal, size).unwrap();
        session.send("help\r");
        let mut all = session.wait("last link.\r\n> ");
        session.paste(BAD);
        all += &session.wait("more");
        session.wait("\r\n> ");
        session.send("\x04");
        session.end();
        for line in all.lines().filter(|line| {
            line.trim().contains(' ') && !line.contains('·') && !line.contains("https://app.appsflyer.com/id1?")
        }) {
            let drawn = line.rsplit("\x1b[K").next().unwrap().split('\r').next().unwrap();
            let longest = drawn.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
            let most = usize::from(width).max(longest + 4);
            assert!(drawn.chars().count() <= most, "{width}: {drawn:?}");
        }
    }
}

#[test]
fn a_request_and_a_log_line_are_answered_as_received_postbacks() {
    let mut session = Session::start("xterm", &[]);
    session.paste("GET /postback?gk_click_id={clickid} HTTP/1.1\nHost: api.getgokart.ai\nUser-Agent: okhttp/4.12.0\n");
    session.wait("A received postback");
    session.wait("× unresolved-macro");
    session.wait("\r\n> ");
    let line = |id: &str| {
        format!(
            "203.0.113.24 - - [12/Mar/2026:08:14:02 +0000] \"GET /postback?gk_click_id={id} HTTP/1.1\" 200 17 \"-\" \"okhttp/4.12.0\""
        )
    };
    session.send(&format!("{}\r", line("%7Bclickid%7D")));
    session.wait("from 203.0.113.24, answered 200");
    session.wait("× unresolved-macro (encoded)");
    session.wait("\r\n> ");
    session.paste(&format!("{}\n{}", line("9f1c2b3a-1d2e-4f5a-8b6c-7d8e9f0a1b2c"), line("")));
    session.wait("1 of 2 postbacks did not count.");
    session.send("\x04");
    session.end();
}
