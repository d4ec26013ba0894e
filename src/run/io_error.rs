//! What the system says of a file that cannot be read, in words for people.

use std::io::ErrorKind;

/// What the system says, in words for the user.
pub fn plain_error(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you may not read this file".to_owned(),
        ErrorKind::IsADirectory => "this is a folder; name the files in it".to_owned(),
        _ => error.to_string(),
    }
}
