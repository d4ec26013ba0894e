//! What goes to the editor.

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::Value;
use std::io::Write;

/// The way to the editor.
pub struct Outbox<'o> {
    out: &'o mut dyn Write,
    /// How many requests were sent.
    asked: i32,
}

impl<'o> Outbox<'o> {
    pub const fn new(out: &'o mut dyn Write) -> Self {
        Self { out, asked: 0 }
    }

    pub fn answer(&mut self, id: RequestId, result: Value) {
        self.send(Response::new_ok(id, result).into());
    }

    pub fn refuse(&mut self, id: RequestId, code: ErrorCode, message: &str) {
        self.send(Response::new_err(id, code as i32, message.to_owned()).into());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Asks the editor for something. Its answer tells nothing that we need.
    pub fn request(&mut self, method: &str, params: Value) {
        self.asked += 1;
        self.send(Request { id: self.asked.into(), method: method.to_owned(), params }.into());
    }

    /// An editor that has gone needs no answer.
    fn send(&mut self, message: Message) {
        let mut frame = Vec::new();
        if message.write(&mut frame).is_ok() {
            let _ = self.out.write_all(&frame).and_then(|()| self.out.flush());
        }
    }
}
