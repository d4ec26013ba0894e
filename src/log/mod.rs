//! Floor 10: received postbacks. From the lines of an access log, or the rows of a platform's export, to one verdict for
//! each postback, and to what went wrong, since when and with whom.
//!
//! Nothing here touches a file, a thread or the clock. [`format`] and [`export`] read records; [`endpoint`] says which of
//! them are postbacks; [`judge`] says what is wrong with one, by the rules that exist and by what was handed in;
//! [`resolve`] says what only the ones before it tell; [`summary`] counts. [`verdict`] holds the verdicts as data.

pub mod address;
pub mod agent;
pub mod block;
mod checks;
pub mod clicks;
pub mod clicks_file;
pub mod endpoint;
pub mod entry;
pub mod export;
pub mod format;
pub mod hash;
pub mod hit;
mod host;
pub mod judge;
mod lintable;
pub mod network;
pub mod offers;
pub mod overlap;
pub mod pasted;
pub mod redact;
pub mod resolve;
mod scene;
mod sent;
pub mod setup;
pub mod shape;
pub mod shown;
pub mod silent;
pub mod skew;
pub mod summary;
pub mod survey;
mod table;
pub mod time;
pub mod value;
pub mod verdict;
pub mod whole;
pub mod words;
