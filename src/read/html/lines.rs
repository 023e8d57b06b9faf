//! Elements -> lines: what a reader sees as a paragraph, a heading, an item of a list is one line.

use dom_query::{NodeId, NodeRef};

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
    /// Whether a class says that it is none of the story.
    furniture: bool,
}

impl Line {
    /// A line of text that stands nowhere on a page.
    pub(super) fn of(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Line { letters: text.chars().filter(|c| !c.is_whitespace()).count(), linked: 0, paragraph: true, furniture: false, text }
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

/// Words in a class that name what stands within a story and is no part of it.
const FURNITURE: [&str; 22] = [
    "caption",
    "figcaption",
    "credit",
    "credits",
    "related",
    "newsletter",
    "subscribe",
    "subscription",
    "share",
    "sharing",
    "social",
    "comments",
    "breadcrumb",
    "breadcrumbs",
    "readmore",
    "promo",
    "sponsored",
    "advert",
    "advertisement",
    "cookie",
    "cookies",
    "paywall",
];

/// Whether a class says that an element is furniture. Of all the page's own wrapper may be called anything, so that whole sections are not asked.
fn is_furniture(class: &str) -> bool {
    let mut words = class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| FURNITURE.iter().any(|own| word.eq_ignore_ascii_case(own)))
}

/// The lines of a story: those below an element without the furniture within it, unless there would be little left.
pub(super) fn story_lines(root: &NodeRef) -> Vec<Line> {
    let mut lines = walk(root, true);
    let letters = |furniture: bool| lines.iter().filter(|line| line.furniture == furniture).map(|line| line.letters).sum::<usize>();
    if letters(false) >= letters(true) {
        lines.retain(|line| !line.furniture);
    }
    lines
}

/// The lines below an element, as they stand on the page. Goes as deep as the page does without recursion.
pub(super) fn lines(root: &NodeRef) -> Vec<Line> {
    walk(root, false)
}

fn walk(root: &NodeRef, story: bool) -> Vec<Line> {
    let mut writer = Writer { story, ..Writer::default() };
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
    /// Furniture is looked for.
    story: bool,
    /// The pieces of furniture that are open.
    furniture: Vec<NodeId>,
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
        let class = || element.attrs.iter().find(|attribute| &*attribute.name.local == "class");
        if self.story && (name == "figcaption" || class().is_some_and(|class| is_furniture(&class.value))) {
            self.end_line();
            self.furniture.push(node.id);
        }
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
        if self.furniture.last() == Some(&node.id) {
            self.end_line();
            self.furniture.pop();
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
                furniture: !self.furniture.is_empty(),
            });
        }
        (self.letters, self.linked, self.space, self.paragraph) = (0, 0, false, false);
    }
}
