//! Elements -> lines: what a reader sees as a paragraph, a heading, an item of a list is one line.

use dom_query::NodeRef;

/// A line and how much of it is link.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The text, with single spaces.
    pub(super) text: String,
    /// How many letters it has.
    pub(super) letters: usize,
    /// How many of them lead elsewhere.
    pub(super) linked: usize,
    /// Whether it is a paragraph by its mark-up, too.
    pub(super) paragraph: bool,
}

impl Line {
    /// A line of text that stands nowhere on a page.
    pub(super) fn of(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Line { letters: text.chars().filter(|c| !c.is_whitespace()).count(), linked: 0, paragraph: true, text }
    }

    /// Whether it reads like a paragraph of a story: long, and not made of links.
    pub(super) fn is_prose(&self) -> bool {
        self.letters >= 80 && self.linked * 3 < self.letters
    }
}

/// What begins and ends a line.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "figure"
            | "figcaption"
            | "br"
            | "hr"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "main"
            | "aside"
            | "nav"
            | "form"
            | "fieldset"
            | "address"
            | "details"
            | "summary"
            | "caption"
            | "center"
            | "option"
            | "title"
    )
}

/// What is never read: code, and what is pressed or filled in.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "textarea"
            | "head"
            | "audio"
            | "video"
            | "math"
    )
}

/// The lines below an element, as they stand on the page. Goes as deep as the page does without recursion.
pub(super) fn lines(root: &NodeRef) -> Vec<Line> {
    let mut writer = Writer::default();
    let mut next = root.first_child();
    while let Some(node) = next {
        let down = if writer.enter(&node) { node.first_child() } else { None };
        if down.is_some() {
            next = down;
            continue;
        }
        next = None;
        let mut at = node;
        loop {
            writer.leave(&at);
            if let Some(sibling) = at.next_sibling() {
                next = Some(sibling);
                break;
            }
            match at.parent() {
                Some(parent) if parent.id != root.id => at = parent,
                _ => break,
            }
        }
    }
    writer.end_line();
    writer.lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    text: String,
    letters: usize,
    linked: usize,
    /// How many links are open.
    links: usize,
    /// White space was met since the last letter.
    space: bool,
    /// The line began with a paragraph.
    paragraph: bool,
}

impl Writer {
    /// Takes in a node; whether what is below it is read too.
    fn enter(&mut self, node: &NodeRef) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        let Some(element) = node.element_ref() else { return false };
        let name: &str = &element.name.local;
        if is_silent(name) {
            return false;
        }
        if is_block(name) {
            self.end_line();
        }
        self.paragraph |= name == "p";
        self.links += usize::from(name == "a");
        !element.attrs.iter().any(|attribute| match &*attribute.name.local {
            "hidden" => true,
            "style" => {
                let style = &*attribute.value;
                style.contains("display:none") || style.contains("display: none")
            }
            _ => false,
        })
    }

    fn leave(&mut self, node: &NodeRef) {
        let Some(element) = node.element_ref() else { return };
        let name: &str = &element.name.local;
        if is_block(name) {
            self.end_line();
        }
        if name == "a" {
            self.links = self.links.saturating_sub(1);
        }
    }

    fn text(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.space = true;
        }
        for word in text.split_whitespace() {
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
            }
            let before = self.text.len();
            // Marks of where a word may be broken are no part of it.
            let breaks = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') || c.is_control();
            if word.contains(breaks) {
                self.text.extend(word.chars().filter(|c| !breaks(*c)));
            } else {
                self.text.push_str(word);
            }
            let letters = self.text[before..].chars().count();
            self.letters += letters;
            self.linked += if self.links > 0 { letters } else { 0 };
            self.space = true;
        }
        self.space = text.ends_with(char::is_whitespace) || (self.space && text.trim().is_empty());
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() {
            self.lines.push(Line {
                text: std::mem::take(&mut self.text),
                letters: self.letters,
                linked: self.linked,
                paragraph: self.paragraph,
            });
        }
        (self.letters, self.linked, self.space, self.paragraph) = (0, 0, false, false);
    }
}
