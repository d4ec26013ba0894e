//! The files of a log: found, unpacked, put in the order of their times, and read again where that is needed.

use super::super::io::Io;
use crate::log::format::HEAD;
use crate::run::{draft, plain_error};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file of a log.
#[derive(Debug)]
pub struct Source {
    /// As it was named.
    pub name: String,
    /// Where its bytes are: standard input is kept in a temporary file.
    place: InputPlace,
}

#[derive(Debug)]
enum InputPlace {
    Path(PathBuf),
    Spooled(tempfile::NamedTempFile),
}

/// Finds the files that the arguments name. What cannot be found is told with the others.
pub fn find(arguments: &[PathBuf], io: &mut Io) -> (Vec<Source>, Vec<String>) {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    let standard = [PathBuf::from("-")];
    let arguments = if arguments.is_empty() { &standard[..] } else { arguments };
    for argument in arguments {
        let name = argument.display().to_string();
        if name == "-" {
            match spooled(io) {
                Ok(place) => found.push(Source { name: "<stdin>".to_owned(), place }),
                Err(message) => missing.push(format!("<stdin>: {message}")),
            }
            continue;
        }
        let path = io.cwd.join(argument);
        match path.metadata() {
            Ok(meta) if meta.is_dir() => {
                let before = found.len();
                folder(&path, &name, &mut found, &mut missing);
                if found.len() == before {
                    missing.push(format!("{name}: there is no file in this folder"));
                }
            }
            Ok(_) => found.push(Source { name, place: InputPlace::Path(path) }),
            Err(error) => missing.push(format!("{name}: {}", plain_error(&error))),
        }
    }
    (found, missing)
}

fn folder(path: &Path, name: &str, found: &mut Vec<Source>, missing: &mut Vec<String>) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return missing.push(format!("{name}: {}", plain_error(&error))),
    };
    let mut all: Vec<_> = entries.filter_map(Result::ok).collect();
    all.sort_by_key(std::fs::DirEntry::file_name);
    for entry in all {
        let file = entry.file_name().to_string_lossy().into_owned();
        if file.starts_with('.') {
            continue;
        }
        let name = format!("{}/{file}", name.trim_end_matches('/'));
        match entry.path().metadata() {
            Ok(meta) if meta.is_dir() => folder(&entry.path(), &name, found, missing),
            Ok(meta) if meta.is_file() => found.push(Source { name, place: InputPlace::Path(entry.path()) }),
            _ => {}
        }
    }
}

/// Standard input can be read once; the log may have to be read twice.
fn spooled(io: &mut Io) -> Result<InputPlace, String> {
    let failed = |error: std::io::Error| format!("it could not be kept in a temporary file: {error}");
    let mut file = draft(&tempfile::Builder::new(), &std::env::temp_dir()).map_err(failed)?;
    std::io::copy(&mut *io.stdin, &mut file).map_err(failed)?;
    file.flush().map_err(failed)?;
    Ok(InputPlace::Spooled(file))
}

impl Source {
    /// Opens it, unpacked.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, String> {
        let file = match &self.place {
            InputPlace::Path(path) => File::open(path),
            InputPlace::Spooled(file) => file.reopen(),
        };
        let mut file = file.map_err(|e| plain_error(&e))?;
        let mut magic = [0; 4];
        let mut length = 0;
        while length < magic.len() {
            match file.read(&mut magic[length..]).map_err(|e| plain_error(&e))? {
                0 => break,
                n => length += n,
            }
        }
        let magic = &magic[..length];
        let is_packed = magic.starts_with(b"\x1F\x8B") || magic == b"\x28\xB5\x2F\xFD";
        // What cannot seek, such as a pipe with a name, begins with what was read of it.
        let whole: Box<dyn Read + Send> = match file.seek(SeekFrom::Start(0)) {
            Ok(_) => Box::new(file),
            Err(_) => Box::new(Cursor::new(magic.to_vec()).chain(file)),
        };
        Ok(match is_packed {
            false => whole,
            true if magic.starts_with(b"\x1F") => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(whole))),
            true => Box::new(Zstd::new(whole)?),
        })
    }

    /// Its beginning, unpacked. An error after some bytes gives those bytes: the whole is read later, and tells.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn head(&self) -> Result<Vec<u8>, String> {
        let mut reader = self.open()?;
        let mut head = vec![0; HEAD];
        let mut length = 0;
        while length < HEAD {
            match reader.read(&mut head[length..]) {
                Ok(0) => break,
                Ok(n) => length += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) if length > 0 => break,
                Err(error) => return Err(broken(&error)),
            }
        }
        head.truncate(length);
        Ok(head)
    }
}

/// What is wrong with bytes that cannot be read to their end.
pub fn broken(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "it is packed and cut off: the rest of it is missing".to_owned(),
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => format!("it cannot be unpacked: {error}"),
        _ => plain_error(error),
    }
}

/// The frames of a Zstandard file, one after the other.
struct Zstd {
    decoder: Option<ruzstd::decoding::StreamingDecoder<Peek, ruzstd::decoding::FrameDecoder>>,
}

/// A reader that knows whether more comes.
struct Peek(BufReader<Box<dyn Read + Send>>);

impl Read for Peek {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Zstd {
    fn new(reader: Box<dyn Read + Send>) -> Result<Self, String> {
        Ok(Self { decoder: Some(frame(Peek(BufReader::new(reader))).map_err(|e| broken(&e))?) })
    }
}

fn frame(reader: Peek) -> std::io::Result<ruzstd::decoding::StreamingDecoder<Peek, ruzstd::decoding::FrameDecoder>> {
    ruzstd::decoding::StreamingDecoder::new(reader)
        .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()))
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        use std::io::BufRead;
        loop {
            let Some(decoder) = &mut self.decoder else { return Ok(0) };
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(decoder) = self.decoder.take() else { return Ok(0) };
            let mut reader = decoder.into_inner();
            if reader.0.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.decoder = Some(frame(reader)?);
        }
    }
}
