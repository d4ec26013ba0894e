//! The server: what is open, what was asked, what goes back.

use super::actions::{FIX_ALL, actions};
use super::canceled::Canceled;
use super::complete::complete;
use super::document::{Document, of_trouble};
use super::hover::hover;
use super::outbox::Outbox;
use super::project::Project;
use crate::lint::guarded;
use crate::settings::FILE_NAME;
use lsp_server::{ErrorCode, Message, Notification, Request};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use url::Url;

/// The state of a conversation with an editor.
pub struct Server<'s> {
    outbox: Outbox<'s>,
    canceled: &'s Canceled,
    /// The folders that are open in the editor; the working folder where it names none.
    folders: Vec<PathBuf>,
    projects: Vec<Project>,
    documents: BTreeMap<String, Document>,
    /// Open documents of which the editor has not heard since they changed.
    stale: BTreeSet<String>,
    /// Configurations that nobody has open and that the editor was told are wrong.
    troubled: BTreeSet<String>,
    initialized: bool,
    shut_down: bool,
    /// The editor can be asked to watch files.
    watches: bool,
}

impl<'s> Server<'s> {
    pub fn new(cwd: PathBuf, canceled: &'s Canceled, out: &'s mut dyn Write) -> Self {
        Self {
            outbox: Outbox::new(out),
            canceled,
            folders: vec![cwd],
            projects: Vec::new(),
            documents: BTreeMap::new(),
            stale: BTreeSet::new(),
            troubled: BTreeSet::new(),
            initialized: false,
            shut_down: false,
            watches: false,
        }
    }

    /// True if the editor has said that it goes.
    pub const fn has_shut_down(&self) -> bool {
        self.shut_down
    }

    /// Does what a message asks.
    pub fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => self.notified(&notification),
            // Nothing that we ask has an answer that we need.
            Message::Response(_) => {}
        }
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.canceled.lock().is_ok_and(|mut canceled| canceled.remove(&id)) {
            return self.outbox.refuse(id, ErrorCode::RequestCanceled, "canceled");
        }
        if method == "initialize" && !self.initialized {
            self.initialized = true;
            self.initialize(&params);
            return self.outbox.answer(id, capabilities());
        }
        if !self.initialized {
            return self.outbox.refuse(id, ErrorCode::ServerNotInitialized, "`initialize` comes first");
        }
        if self.shut_down {
            return self.outbox.refuse(id, ErrorCode::InvalidRequest, "the server was shut down");
        }
        let answer = match &*method {
            "shutdown" => {
                self.shut_down = true;
                Ok(Some(Value::Null))
            }
            "textDocument/codeAction" => self.about(&params, |document, project, uri| {
                json!(actions(document, project, uri, &params))
            }),
            "textDocument/hover" => self.about(&params, |document, project, _| hover(document, project, &params["position"])),
            "textDocument/completion" => self.about(&params, |document, project, _| {
                json!({ "isIncomplete": false, "items": complete(document, project, &params["position"]) })
            }),
            "textDocument/diagnostic" => self.about(&params, |document, project, _| {
                json!({ "kind": "full", "items": document.diagnostics(project) })
            }),
            _ => Ok(None),
        };
        match answer {
            Ok(Some(answer)) => self.outbox.answer(id, answer),
            Ok(None) => self.outbox.refuse(id, ErrorCode::MethodNotFound, &format!("`{method}` is not known here")),
            Err(said) => self.outbox.refuse(id, ErrorCode::InternalError, &said),
        }
    }

    /// The answer of `work` about the document that is meant; nothing of one that is not open.
    fn about(
        &mut self,
        params: &Value,
        work: impl FnOnce(&mut Document, &Project, &str) -> Value,
    ) -> Result<Option<Value>, String> {
        let uri = uri_of(params);
        let Some(path) = self.documents.get(uri).map(|document| document.path.clone()) else {
            return Ok(Some(Value::Null));
        };
        let number = self.project_of(&path);
        let (Some(document), Some(project)) = (self.documents.get_mut(uri), self.projects.get(number)) else {
            return Ok(Some(Value::Null));
        };
        guarded(|| work(document, project, uri)).map(Some).map_err(|said| {
            document.forget();
            format!("tracklint failed on this document; please report it with these words: {said}")
        })
    }

    fn initialize(&mut self, params: &Value) {
        let folders =
            params["workspaceFolders"].as_array().into_iter().flatten().filter_map(|folder| folder["uri"].as_str());
        let mut folders: Vec<PathBuf> = folders.filter_map(path_of).collect();
        if folders.is_empty() {
            folders.extend(params["rootUri"].as_str().and_then(path_of));
        }
        if !folders.is_empty() {
            self.folders = folders;
        }
        let watched = &params["capabilities"]["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"];
        self.watches = watched.as_bool().unwrap_or(false);
    }

    fn notified(&mut self, notification: &Notification) {
        let params = &notification.params;
        let uri = uri_of(params);
        match &*notification.method {
            "initialized" if self.watches => {
                let watchers = json!([{ "globPattern": format!("**/{FILE_NAME}") }]);
                let one = json!({
                    "id": "configuration",
                    "method": "workspace/didChangeWatchedFiles",
                    "registerOptions": { "watchers": watchers },
                });
                self.outbox.request("client/registerCapability", json!({ "registrations": [one] }));
            }
            "textDocument/didOpen" => {
                let document = &params["textDocument"];
                if let (Some(path), Some(text)) = (path_or_name(uri), document["text"].as_str()) {
                    let opened = Document::new(path, document["version"].clone(), text.to_owned());
                    self.documents.insert(uri.to_owned(), opened);
                    self.stale.insert(uri.to_owned());
                }
            }
            "textDocument/didChange" => self.changed(uri, params),
            "textDocument/didClose" => self.closed(uri),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.refresh(),
            "workspace/didChangeWorkspaceFolders" => {
                let named = |key: &str| -> Vec<PathBuf> {
                    let all = params["event"][key].as_array().into_iter().flatten();
                    all.filter_map(|folder| folder["uri"].as_str().and_then(path_of)).collect()
                };
                let removed = named("removed");
                self.folders.retain(|folder| !removed.contains(folder));
                self.folders.extend(named("added"));
                self.projects.clear();
                self.forget_all();
            }
            _ => {}
        }
    }

    /// Forgets a document, and takes its diagnostics away.
    fn closed(&mut self, uri: &str) {
        if self.documents.remove(uri).is_some() {
            self.stale.remove(uri);
            self.outbox.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
        }
    }

    fn changed(&mut self, uri: &str, params: &Value) {
        let Some(document) = self.documents.get_mut(uri) else { return };
        let version = &params["textDocument"]["version"];
        for change in params["contentChanges"].as_array().into_iter().flatten() {
            if let Some(text) = document.lines.changed(change) {
                document.set(version.clone(), text);
            }
        }
        self.stale.insert(uri.to_owned());
    }

    /// Reads configurations that have changed, and looks at everything again that they hold for.
    fn refresh(&mut self) {
        let mut any = false;
        for project in &mut self.projects {
            any |= project.refresh();
        }
        if any {
            self.forget_all();
        }
    }

    fn forget_all(&mut self) {
        self.documents.values_mut().for_each(Document::forget);
        self.stale.extend(self.documents.keys().cloned());
    }

    /// The number of the project that a file belongs to: that of the innermost open folder around it, else its own.
    fn project_of(&mut self, path: &Path) -> usize {
        let around = self.folders.iter().filter(|folder| path.starts_with(folder));
        let own = || path.parent().map_or_else(PathBuf::new, Path::to_owned);
        let folder = around.max_by_key(|folder| folder.components().count()).cloned().unwrap_or_else(own);
        let known = self.projects.iter().position(|project| project.folder() == folder);
        known.unwrap_or_else(|| {
            self.projects.push(Project::new(folder));
            self.projects.len() - 1
        })
    }

    /// Tells the editor what is found in every document that has changed. Called when no message waits.
    pub fn publish(&mut self) {
        // Not every editor watches files for us.
        if !self.stale.is_empty() {
            self.refresh();
        }
        for uri in std::mem::take(&mut self.stale) {
            let Some(path) = self.documents.get(&uri).map(|document| document.path.clone()) else { continue };
            let number = self.project_of(&path);
            let (Some(document), Some(project)) = (self.documents.get_mut(&uri), self.projects.get(number)) else {
                continue;
            };
            let diagnostics = guarded(|| document.diagnostics(project)).unwrap_or_else(|said| {
                document.forget();
                self.outbox
                    .notify("window/logMessage", json!({ "type": 1, "message": format!("tracklint failed: {said}") }));
                Vec::new()
            });
            let params = json!({ "uri": uri, "version": document.version, "diagnostics": diagnostics });
            self.outbox.notify("textDocument/publishDiagnostics", params);
        }
        self.publish_troubles();
    }

    /// Tells of configurations that cannot be followed and are not open; of those that are, their document tells.
    fn publish_troubles(&mut self) {
        let mut now = BTreeSet::new();
        for trouble in self.projects.iter().filter_map(|project| project.trouble.as_ref()) {
            let Ok(uri) = Url::from_file_path(&trouble.path) else { continue };
            let uri = uri.to_string();
            if self.documents.contains_key(&uri) || !now.insert(uri.clone()) || self.troubled.contains(&uri) {
                continue;
            }
            let params = json!({ "uri": uri, "diagnostics": of_trouble(trouble) });
            self.outbox.notify("textDocument/publishDiagnostics", params);
            let words = format!("{FILE_NAME} cannot be followed; what it said before still holds");
            self.outbox.notify("window/showMessage", json!({ "type": 2, "message": words }));
        }
        for uri in self.troubled.difference(&now) {
            if !self.documents.contains_key(uri) {
                self.outbox.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
            }
        }
        self.troubled = now;
    }
}

fn capabilities() -> Value {
    json!({
        "serverInfo": { "name": "tracklint", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": ["?", "&", "{", "[", "#", "%", "=", "\"", " "] },
            "codeActionProvider": { "codeActionKinds": ["quickfix", FIX_ALL] },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
    })
}

fn uri_of(params: &Value) -> &str {
    params["textDocument"]["uri"].as_str().unwrap_or_default()
}

fn path_of(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok()?.to_file_path().ok()
}

/// The path of a document; of one that is no file yet, a name by which nothing is found out about it.
fn path_or_name(uri: &str) -> Option<PathBuf> {
    path_of(uri).or_else(|| (!uri.is_empty()).then(|| PathBuf::from("untitled")))
}
