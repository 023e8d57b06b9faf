//! Archives (zip, tar): every file in one is a document of its own, named by the archive and its path there. Hidden files and folders are
//! skipped, and so is what macOS adds; an archive within an archive is not opened.
//!
//! A thread of its own unpacks; a few pieces wait between it and the reader, so that memory is bounded however large a file is.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::compression::{self, Unpacked};
use super::document::{Refused, Stream};
use super::spool::seekable;
use super::{Context, Format, Notes, reject};
use crate::model::Record;

/// Bytes handed over at a time.
const PIECE: usize = 128 << 10;
/// Pieces that wait.
const WAITING: usize = 4;

/// The kind of archive that begins so, if it is one.
pub(super) fn kind(start: &[u8]) -> Option<&'static str> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Some("zip");
    }
    let tar = start.get(257..262) == Some(b"ustar") || is_old_tar(start);
    tar.then_some("tar")
}

/// A tar without its mark has a sum over its first 512 bytes.
fn is_old_tar(start: &[u8]) -> bool {
    let Some(block) = start.get(..512) else { return false };
    let mut header = tar::Header::new_old();
    header.as_mut_bytes().copy_from_slice(block);
    let sum: u32 = block.iter().enumerate().map(|(at, &byte)| u32::from(if (148..156).contains(&at) { b' ' } else { byte })).sum();
    block[0] != 0 && header.cksum().is_ok_and(|own| own == sum) && header.entry_type().is_file()
}

/// What the thread hands over.
enum Part {
    /// A file begins.
    File(String),
    /// Bytes of it.
    Bytes(Vec<u8>),
    /// It can't be read on.
    Broken(io::Error),
    /// It ends.
    End,
    /// A file that is not read, or the whole archive, and why.
    Refused(Option<String>, String),
}

/// The end at which parts come in, shared by the archive and the file that is being read.
struct Feed {
    parts: Option<Receiver<Part>>,
    piece: Vec<u8>,
    at: usize,
    /// Whether a file is open.
    open: bool,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Feed>>);

impl Shared {
    fn with<T>(&self, work: impl FnOnce(&mut Feed) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Feed {
    fn part(&mut self) -> Option<Part> {
        self.parts.as_ref()?.recv().ok()
    }

    /// Passes over what is left of the open file.
    fn skip(&mut self) {
        while self.open {
            self.open = matches!(self.part(), Some(Part::Bytes(_) | Part::Broken(_)));
        }
        self.piece.clear();
        self.at = 0;
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|feed| {
            while feed.open && feed.at == feed.piece.len() {
                match feed.part() {
                    Some(Part::Bytes(piece)) => {
                        feed.piece = piece;
                        feed.at = 0;
                    }
                    Some(Part::Broken(error)) => return Err(error),
                    _ => feed.open = false,
                }
            }
            if !feed.open {
                return Ok(0);
            }
            let read = buffer.len().min(feed.piece.len() - feed.at);
            buffer[..read].copy_from_slice(&feed.piece[feed.at..feed.at + read]);
            feed.at += read;
            Ok(read)
        })
    }
}

/// An archive that is being read.
pub(super) struct Archive {
    kind: &'static str,
    context: Context,
    feed: Shared,
    /// How many files are done with: the thread passes over what is left of those.
    done: Arc<AtomicU64>,
    file: Option<(String, Box<dyn Format>)>,
    thread: Option<JoinHandle<()>>,
}

impl Archive {
    /// Starts unpacking. `file` is the archive itself, where it lies on disk as it is.
    pub(super) fn open(kind: &'static str, reader: Unpacked, file: Option<std::path::PathBuf>, context: &Context) -> Box<dyn Format> {
        let (to, parts) = sync_channel(WAITING);
        let done = Arc::new(AtomicU64::new(0));
        let sender = Sender { to, done: Arc::clone(&done), files: 0 };
        let work = move || match kind {
            "zip" => match seekable(reader, file) {
                Ok(file) => unzip(file, sender),
                Err(reason) => sender.refuse(None, reason),
            },
            _ => untar(reader, sender),
        };
        let thread = match thread::Builder::new().name("unpack".into()).spawn(work) {
            Ok(thread) => thread,
            Err(error) => return Refused::new(format!("no thread can be started to unpack it: {error}")),
        };
        let feed = Shared(Arc::new(Mutex::new(Feed { parts: Some(parts), piece: Vec::new(), at: 0, open: false })));
        Box::new(Archive { kind, context: context.clone(), feed, done, file: None, thread: Some(thread) })
    }

    /// The thread's end; whether it ended as it should.
    fn join(&mut self) -> bool {
        self.thread.take().is_none_or(|thread| thread.join().is_ok())
    }
}

impl Format for Archive {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        loop {
            if let Some((name, format)) = &mut self.file {
                if let Some(record) = format.next(name, notes) {
                    return Some(record);
                }
                self.file = None;
                self.done.fetch_add(1, Ordering::Relaxed);
                self.feed.with(Feed::skip);
            }
            match self.feed.with(Feed::part) {
                Some(Part::File(path)) => {
                    self.feed.with(|feed| feed.open = true);
                    let name = format!("{input}/{path}");
                    let archived = if self.kind == "zip" { "in a zip archive" } else { "in a tar archive" };
                    let stream = Stream { reader: Box::new(self.feed.clone()), file: None, archived: Some(archived) };
                    let format = stream.format(&name, &self.context, notes);
                    self.file = Some((name, format));
                }
                Some(Part::Refused(path, reason)) => {
                    let name = path.map_or_else(|| input.to_string(), |path| format!("{input}/{path}"));
                    return Some(reject(&name, 0, reason));
                }
                Some(_) => {}
                None if self.join() => return None,
                None => return Some(reject(input, 0, "the archive is damaged: its list of files can't be read; fetch it again")),
            }
        }
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.file = None;
        // Nobody listens: the thread stops at the next piece.
        self.feed.with(|feed| feed.parts = None);
        self.join();
    }
}

/// The thread's end of the line. `false` says that nobody listens any more.
struct Sender {
    to: SyncSender<Part>,
    done: Arc<AtomicU64>,
    files: u64,
}

impl Sender {
    fn refuse(&self, path: Option<String>, reason: String) {
        // If nobody listens there is nobody to tell.
        let _ = self.to.send(Part::Refused(path, reason));
    }

    /// Hands over a file of `size` bytes.
    fn file(&mut self, path: String, size: u64, mut reader: impl Read) -> bool {
        if self.to.send(Part::File(path)).is_err() {
            return false;
        }
        let own = self.files;
        self.files += 1;
        let mut total = 0;
        while self.done.load(Ordering::Relaxed) <= own {
            let mut piece = Vec::new();
            let part = match reader.by_ref().take(PIECE as u64).read_to_end(&mut piece) {
                Ok(0) if total < size => {
                    let _ = self.to.send(Part::Broken(io::ErrorKind::UnexpectedEof.into()));
                    break;
                }
                Ok(0) => break,
                Ok(read) => {
                    total += read as u64;
                    Part::Bytes(piece)
                }
                Err(error) => {
                    // What came before the break is good.
                    if !piece.is_empty() && self.to.send(Part::Bytes(piece)).is_err() {
                        return false;
                    }
                    let _ = self.to.send(Part::Broken(error));
                    break;
                }
            };
            if self.to.send(part).is_err() {
                return false;
            }
        }
        self.to.send(Part::End).is_ok()
    }
}

/// Whether a path in an archive is passed over in silence: hidden, or the finder's.
fn is_hidden(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

fn unzip(file: File, mut sender: Sender) {
    let mut archive = match zip::ZipArchive::new(io::BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => return sender.refuse(None, format!("the zip archive can't be opened ({error}); was it cut off? Fetch it again")),
    };
    if archive.file_names().flatten().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
        return sender.refuse(None, "this is an office document or e-book: save it as plain text".into());
    }
    for number in 0..archive.len() {
        let path =
            archive.name_for_index(number).and_then(Result::ok).map_or_else(|| format!("file {}", number + 1), |name| name.to_string());
        if is_hidden(&path) || path.ends_with('/') {
            continue;
        }
        match archive.by_index(number) {
            Ok(file) if file.is_dir() => {}
            Ok(file) => {
                if !sender.file(path, file.size(), file) {
                    return;
                }
            }
            Err(error) => sender.refuse(Some(path), format!("it can't be unpacked: {error}")),
        }
    }
}

fn untar(reader: Unpacked, mut sender: Sender) {
    let mut archive = tar::Archive::new(reader);
    let broken = |error: &io::Error| format!("the archive can't be read on: {}", compression::explain(error));
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return sender.refuse(None, broken(&error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return sender.refuse(None, broken(&error)),
        };
        let path = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_string();
        let kind = entry.header().entry_type();
        if kind.is_dir() || is_hidden(&path) {
            continue;
        }
        if kind.is_symlink() || kind.is_hard_link() {
            sender.refuse(Some(path), "this is a link within the archive: what it leads to is read where it stands".into());
        } else if (kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) && !sender.file(path, entry.size(), entry) {
            return;
        }
    }
}
