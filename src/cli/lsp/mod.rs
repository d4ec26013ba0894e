//! `tracklint lsp`: the Language Server Protocol over standard input and output. One thread reads, so that a request
//! that was canceled is known as such before its turn comes; this one answers, in the order of the messages.

mod actions;
mod canceled;
mod complete;
mod document;
mod hover;
mod lines;
mod outbox;
mod project;
mod server;
mod tokens;

use super::io::Io;
use super::page::examples;
use canceled::Canceled;
use clap::{CommandFactory, Parser};
use lsp_server::{Message, RequestId};
use server::Server;
use std::io::{BufRead, BufReader, ErrorKind};
use std::sync::mpsc;

/// Checks links while they are typed: the language server for editors.
#[derive(Parser, Debug)]
#[command(name = "lsp", bin_name = "tracklint lsp")]
pub struct Options {}

pub fn command() -> clap::Command {
    let about = "An editor starts this, and talks to it over standard input and output. docs/editors.md says what to \
                 write into its settings.";
    Options::command().after_help(about).after_long_help(format!("{}\n\n{about}", examples(&["tracklint lsp"])))
}

/// Answers an editor until it says `exit` or hangs up. Returns the exit code: 0 if it had said `shutdown` before.
pub fn lsp(_: &Options, io: &mut Io) -> u8 {
    let canceled = Canceled::default();
    let (sender, messages) = mpsc::channel();
    let Io { stdin, stdout, stderr, cwd, .. } = io;
    std::thread::scope(|scope| {
        scope.spawn(|| read(BufReader::new(&mut **stdin), &sender_of(sender), &canceled));
        let mut server = Server::new(cwd.clone(), &canceled, &mut **stdout);
        while let Ok(message) = messages.recv() {
            // What was typed meanwhile goes first, so that only the newest text is linted.
            let mut waiting = vec![message];
            waiting.extend(messages.try_iter());
            for message in waiting {
                match message {
                    Ok(message) => server.take(message),
                    Err(error) => super::io::say(&mut **stderr, "error", &format!("a message is unreadable: {error}")),
                }
            }
            server.publish();
        }
        u8::from(!server.has_shut_down())
    })
}

type Received = Result<Message, std::io::Error>;

/// Hands on what is read; the sender is dropped with it at the end, which ends the server.
fn sender_of(sender: mpsc::Sender<Received>) -> impl Fn(Received) -> bool {
    move |received| sender.send(received).is_ok()
}

/// Reads messages until `exit` or the end.
fn read(mut input: impl BufRead, hand_on: &dyn Fn(Received) -> bool, canceled: &Canceled) {
    loop {
        let message = match Message::read(&mut input) {
            Ok(Some(message)) => message,
            Ok(None) => return,
            // The message is passed over; what follows it can be read.
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                if !hand_on(Err(error)) {
                    return;
                }
                continue;
            }
            Err(_) => return,
        };
        if let Message::Notification(notification) = &message {
            if notification.method == "exit" {
                return;
            }
            if notification.method == "$/cancelRequest"
                && let Ok(id) = serde_json::from_value::<RequestId>(notification.params["id"].clone())
            {
                if let Ok(mut canceled) = canceled.lock() {
                    canceled.insert(id);
                }
                continue;
            }
        }
        if !hand_on(Ok(message)) {
            return;
        }
    }
}
