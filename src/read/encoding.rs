//! Bytes -> text, whatever they are encoded in: by a byte order mark, by what is declared (an HTTP header, an XML declaration, a `meta`
//! element), by what the bytes are.
//!
//! UTF-8 that is valid is UTF-8, whatever is declared: no other encoding of a news text passes as such. Undeclared Arabic and Russian is told
//! reliably from about twenty letters on; below that it may be taken for a western text.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell an encoding that nothing declares.
const LOOKED_AT: usize = 1 << 20;
/// How far into a document its own declaration may stand. Browsers look at 1,024 bytes; pages put it after their scripts.
const DECLARED_WITHIN: usize = 8 << 10;

/// A text and how it was written.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The encoding's name as the WHATWG standard has it.
    pub(super) encoding: &'static str,
    /// Whether some bytes stood for nothing and became U+FFFD.
    pub(super) had_errors: bool,
}

impl Decoded {
    /// What is wrong with it, if this is no text: the bytes of a picture, or text in an encoding that was not understood.
    pub(super) fn no_text(&self) -> Option<String> {
        let is_control = |byte: &u8| *byte < 0x20 && !byte.is_ascii_whitespace();
        if !self.had_errors && self.encoding == UTF_8.name() && !self.text.as_bytes().iter().any(is_control) {
            return None;
        }
        let (mut all, mut gaps, mut controls) = (0_usize, 0_usize, 0_usize);
        for c in self.text.chars() {
            all += 1;
            gaps += usize::from(self.had_errors && c == '\u{fffd}');
            controls += usize::from(c.is_control() && !c.is_whitespace());
        }
        let bad = gaps + controls;
        let fits = bad * 50 <= all || (bad == 1 && !self.text.contains('\0'));
        let encoding = self.encoding;
        (!fits).then(|| format!("not text: read as {encoding}, {bad} of its {all} characters are none; save it as UTF-8 if it is text"))
    }
}

/// Decodes a whole document. `declared` is the name of an encoding as a header or the document itself gives it.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    decode_from(bytes, declared, None)
}

/// The same for a document from the host `host`, whose country says what encodings are likely.
pub(super) fn decode_from(bytes: &[u8], declared: Option<&str>, host: Option<&str>) -> Decoded {
    let encoding = encoding_of(bytes, declared, host);
    let (mut text, had_errors) = whole(encoding, bytes);
    if had_errors && encoding != UTF_8 && Encoding::for_bom(bytes).is_none() {
        // What is declared may be wrong: the one that leaves fewer gaps is right.
        let other = guess(bytes, host);
        let (again, errors) = whole(other, bytes);
        if !errors || gaps(&again) < gaps(&text) {
            return Decoded { text: again, encoding: other.name(), had_errors: errors };
        }
    }
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Decoded { text, encoding: encoding.name(), had_errors }
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    (
        match text {
            Cow::Borrowed(text) => text.to_string(),
            Cow::Owned(text) => text,
        },
        had_errors,
    )
}

fn gaps(text: &str) -> usize {
    text.matches('\u{fffd}').count()
}

/// The encoding of a document, or of a stream of which these are the first bytes.
pub(super) fn encoding_of(start: &[u8], declared: Option<&str>, host: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    if let Some(utf16) = utf16(start) {
        return utf16;
    }
    if std::str::from_utf8(start).is_ok() || is_utf8(start) {
        // Seven-bit encodings of Japanese are ASCII to the eye, so what is declared counts.
        return declared.and_then(known).filter(|encoding| start.is_ascii() && !encoding.is_ascii_compatible()).unwrap_or(UTF_8);
    }
    match declared.and_then(known) {
        // Bytes that are not UTF-8 are not, and without zero bytes they are not UTF-16, whatever is declared.
        Some(encoding) if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE => guess(start, host),
        // What servers send where nobody told them what.
        Some(encoding) if encoding == WINDOWS_1252 && in_words(start) => guess(start, host),
        Some(encoding) => encoding,
        None => guess(start, host),
    }
}

fn known(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// UTF-16 without a mark: spaces and line ends have a zero byte, always on the same side, and on that side there is little else than
/// the number of the script's block.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    if !looked_at.contains(&0) {
        return None;
    }
    let mut counts = [[0_usize; 256]; 2];
    for (at, &byte) in looked_at.iter().enumerate() {
        counts[at % 2][usize::from(byte)] += 1;
    }
    let (encoding, side, zeros_beside) =
        if counts[0][0] > counts[1][0] { (UTF_16BE, counts[0], counts[1][0]) } else { (UTF_16LE, counts[1], counts[0][0]) };
    // General punctuation (dashes, quotation marks) is in block 0x20.
    let block = (1..256).filter(|&byte| byte != 0x20).map(|byte| side[byte]).max().unwrap_or(0);
    let units = looked_at.len() / 2;
    let fits = side[0] > 0 && side[0] * 50 >= units && zeros_beside * 20 <= side[0] && (side[0] + block + side[0x20]) * 10 >= units * 9;
    (fits && !encoding.decode_without_bom_handling(looked_at).1).then_some(encoding)
}

/// Valid UTF-8, or so nearly that the rest is damage: a text cut within a letter, a stray byte. `bytes` holds letters beyond ASCII.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(LOOKED_AT)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || (good >= 4 * bad && good >= 4)
}

/// Whether letters beyond ASCII stand side by side, as they do in words of other scripts and not in western ones.
fn in_words(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let together = bytes.windows(2).filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii()).count();
    together * 2 > high
}

fn guess(bytes: &[u8], host: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(LOOKED_AT)], bytes.len() <= LOOKED_AT);
    // The detector takes a bare label in lower case, and panics at anything else.
    let label = host.and_then(|host| host.rsplit('.').next()).filter(|label| !label.is_empty());
    let label = label.filter(|label| label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()));
    detector.guess(label.map(str::as_bytes), Utf8Detection::Deny)
}

/// The `charset` of a `Content-Type`.
pub(super) fn charset(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let value = content_type.get(at..)?.trim_start().trim_start_matches(['"', '\'']);
    let value = value.split(['"', '\'', ';', ' ', ',', '/', '>']).next()?;
    (!value.is_empty()).then_some(value)
}

/// The encoding that an HTML or XML document declares of itself.
pub(super) fn declared_in(start: &[u8]) -> Option<String> {
    let ascii: String =
        start.iter().take(DECLARED_WITHIN).map(|byte| if byte.is_ascii() { char::from(byte.to_ascii_lowercase()) } else { ' ' }).collect();
    if let Some(declaration) = ascii.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()) {
        let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
        return value.trim_start_matches(['"', '\'']).split(['"', '\'', ' ']).next().map(str::to_string);
    }
    ascii.split("<meta").skip(1).find_map(|meta| charset(meta.split('>').next()?).map(str::to_string))
}

/// A stream in another encoding, read as UTF-8.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    at: usize,
    out: Vec<u8>,
    given: usize,
    ended: bool,
    done: bool,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcoder { inner, decoder, raw: Vec::new(), at: 0, out: Vec::new(), given: 0, ended: false, done: false }
    }

    /// Decodes what there is next into `out`.
    fn fill(&mut self) -> io::Result<()> {
        if self.at == self.raw.len() && !self.ended {
            self.at = 0;
            self.raw.clear();
            self.ended = self.inner.by_ref().take(32 << 10).read_to_end(&mut self.raw)? == 0;
        }
        self.given = 0;
        self.out.resize(64 << 10, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(&self.raw[self.at..], &mut self.out, self.ended);
        self.at += read;
        self.out.truncate(written);
        self.done = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() && !self.done {
            self.fill()?;
        }
        let count = into.len().min(self.out.len() - self.given);
        into[..count].copy_from_slice(&self.out[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أعلنت وزارة الصحة في بلدة وادي الريحان، يوم الثلاثاء، افتتاح مستشفى جديد بدعم من النرويج. وقال مدير المستشفى سامر الخطيب إن القسم الأول يستقبل المرضى «دون مقابل» حتى نهاية الشهر؟";
    const RUSSIAN: &str = "Мэр города Заречный Ольга Ветрова встретилась во вторник с послом Норвегии. Стороны подписали соглашение о строительстве моста через реку Светлую, сообщила пресс-служба — «впервые за десять лет».";
    const FRENCH: &str = "Le maire de Saint-Aubin a signé mardi un accord d’amitié avec la ville norvégienne de Fjordvik, a annoncé la préfecture à l’issue d’une réunion très attendue.";

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        match label {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => {
                let (bytes, _, lost) = known(label).expect("an encoding").encode(text);
                assert!(!lost, "{label} lacks letters of {text}");
                bytes.into_owned()
            }
        }
    }

    /// The texts with the encodings they can be written in.
    fn texts() -> Vec<(String, &'static str)> {
        let plain = |text: &str| text.replace(['«', '»', '؟'], "");
        let mut out = vec![(plain(ARABIC), "iso-8859-6")];
        out.extend(["windows-1256", "utf-8", "utf-16le", "utf-16be"].map(|label| (ARABIC.to_string(), label)));
        out.push((plain(RUSSIAN).replace('—', "-"), "koi8-r"));
        out.extend(["windows-1251", "utf-8", "utf-16le", "utf-16be"].map(|label| (RUSSIAN.to_string(), label)));
        out.extend(["windows-1252", "utf-8", "utf-16le"].map(|label| (FRENCH.to_string(), label)));
        out
    }

    #[test]
    fn encodings_are_told_declared_or_not() {
        for (text, label) in texts() {
            let bytes = encoded(&text, label);
            for declared in [None, Some(label), Some("utf-8"), Some("no-such-thing"), Some("")] {
                let decoded = decode(&bytes, declared);
                assert_eq!(decoded.text, text, "{label}, declared {declared:?}, read as {}", decoded.encoding);
                assert!(!decoded.had_errors && decoded.no_text().is_none());
            }
        }
    }

    #[test]
    fn a_wrong_declaration_is_found_out() {
        for (text, label) in texts() {
            let bytes = encoded(&text, label);
            assert_eq!(decode(&bytes, Some("iso-8859-1")).text, text, "{label} declared Latin-1");
            assert_eq!(decode(&bytes, Some("utf-16")).text, text, "{label} declared UTF-16");
            if label.starts_with("utf") {
                assert_eq!(decode(&bytes, Some("windows-1256")).text, text, "{label} declared windows-1256");
            }
        }
        let text = "«چهار» گفت، پژوهش: پنج زبان";
        assert!(!decode(&encoded(text, "windows-1256"), Some("iso-8859-6")).text.contains('\u{fffd}'));
    }

    #[test]
    fn marks_count_and_are_no_part_of_the_text() {
        for (text, label, mark) in
            [(ARABIC, "utf-16le", &b"\xff\xfe"[..]), (RUSSIAN, "utf-16be", b"\xfe\xff"), (FRENCH, "utf-8", b"\xef\xbb\xbf")]
        {
            let bytes = [mark, &encoded(text, label)].concat();
            assert_eq!(decode(&bytes, Some("windows-1252")).text, text);
        }
    }

    #[test]
    fn short_texts() {
        // From this many letters on every beginning of the text is read right, undeclared.
        for (text, label) in texts() {
            let chars: Vec<char> = text.chars().collect();
            let right = |count: &usize| {
                let start: String = chars[..*count].iter().collect();
                decode(&encoded(&start, label), None).text == start
            };
            let reliable_from = (2..chars.len()).rev().take_while(right).last();
            println!("{label}: {reliable_from:?}");
            assert!(reliable_from.is_some_and(|from| from <= 20), "{label}: {reliable_from:?}");
            assert_eq!(decode(&encoded("قمة", "windows-1256"), Some("windows-1256")).text, "قمة");
        }
    }

    #[test]
    fn damage_to_utf8_does_not_make_it_another_encoding() {
        let cut = &ARABIC.as_bytes()[..ARABIC.len() - 1 - '؟'.len_utf8() + 2];
        let decoded = decode(&[cut, b"\xd8"].concat(), None);
        assert_eq!((decoded.encoding, decoded.had_errors), ("UTF-8", true));
        assert!(decoded.no_text().is_none() && decoded.text.starts_with("أعلنت"));
    }

    #[test]
    fn pictures_are_no_text() {
        let picture: Vec<u8> = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x2c\0\0\0\xc8\x08\x06".iter().copied().cycle().take(4000).collect();
        assert!(decode(&picture, None).no_text().is_some());
        assert!(decode(b"one\0two\0", None).no_text().is_some());
        assert!(decode(b"", None).no_text().is_none());
    }

    #[test]
    fn declarations() {
        assert_eq!(charset("text/html; Charset=\"windows-1256\""), Some("windows-1256"));
        assert_eq!(charset("text/html"), None);
        for (start, expected) in [
            ("<?xml version='1.0' encoding='KOI8-R'?><rss>", Some("koi8-r")),
            ("<html><head><title>é</title><meta http-equiv=Content-Type content='text/html; charset=windows-1256'>", Some("windows-1256")),
            ("<!doctype html><META CHARSET=utf-8/>", Some("utf-8")),
            ("<meta name=description content=x><p>charset=none", None),
            ("<?xml version='1.0'?>", None),
        ] {
            assert_eq!(declared_in(start.as_bytes()).as_deref(), expected, "{start}");
        }
    }

    #[test]
    fn streams_are_read_as_the_whole_is() {
        for (text, label) in texts() {
            let text = text.repeat(300);
            let bytes = encoded(&text, label);
            let mut read = String::new();
            let encoding = encoding_of(&bytes[..8 << 10], None, None);
            Transcoder::new(io::Cursor::new(&bytes), encoding).read_to_string(&mut read).expect("memory");
            assert_eq!(read, text, "{label}");
        }
    }
}
