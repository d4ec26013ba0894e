//! What the thread that reads and the one that answers share.

use lsp_server::RequestId;
use std::collections::HashSet;
use std::sync::Mutex;

/// Requests that the editor needs no more.
pub type Canceled = Mutex<HashSet<RequestId>>;
