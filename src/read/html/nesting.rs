//! How deep elements stand in each other, told before a page is parsed: parsers take ever more time and stack for it.

/// Deepest nesting that is read. Pages of the news stay below a hundred.
pub(super) const DEEPEST: usize = 2000;

/// Elements that stand in each other; others end where the next begins, or hold nothing.
const NESTING: [&str; 24] = [
    "div",
    "span",
    "section",
    "article",
    "table",
    "tbody",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "font",
    "center",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "small",
    "svg",
];

/// Whether a page nests too deep. Tags are counted, not parsed: what is open and never closed counts as nested, as it does for a parser.
pub(super) fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += next + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let rest = &bytes[at + usize::from(closing)..];
        let length = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &rest[..length];
        if NESTING.iter().any(|own| name.eq_ignore_ascii_case(own.as_bytes())) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
            if depth > DEEPEST {
                return true;
            }
        }
    }
    false
}
