//! JSON-LD: what the outlet's own program says of the story.

use serde_json::{Map, Value};

/// Deepest nesting that is looked into.
const DEEPEST: usize = 8;

/// A block of JSON-LD, also where it is wrapped as character data or has line breaks within strings, as many have.
pub(super) fn read(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let mended: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

/// Whether a node is a story.
pub(super) fn is_article(node: &Map<String, Value>) -> bool {
    let is =
        |kind: &Value| kind.as_str().is_some_and(|kind| ["Article", "Posting", "Report", "Review"].iter().any(|end| kind.ends_with(end)));
    node.get("@type").is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is)))
}

/// The first answer of the stories in these blocks; a story within another (a list of related ones) is asked after those that hold it.
fn of_articles<T>(blocks: &[Value], ask: impl Fn(&Map<String, Value>) -> Option<T>) -> Option<T> {
    fn walk<T>(value: &Value, ask: &impl Fn(&Map<String, Value>) -> Option<T>, depth: usize) -> Option<T> {
        if depth > DEEPEST {
            return None;
        }
        match value {
            Value::Array(values) => values.iter().find_map(|value| walk(value, ask, depth + 1)),
            Value::Object(node) if node.get("@type").and_then(Value::as_str) == Some("ItemList") => None,
            Value::Object(node) => {
                let own = is_article(node).then(|| ask(node)).flatten();
                own.or_else(|| node.values().find_map(|value| walk(value, ask, depth + 1)))
            }
            _ => None,
        }
    }
    blocks.iter().find_map(|block| walk(block, &ask, 0))
}

/// The story's text as written there, tags and entities and all.
pub(super) fn body(blocks: &[Value]) -> Option<String> {
    of_articles(blocks, |node| match node.get("articleBody")? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            (!parts.is_empty()).then(|| parts.join("\n"))
        }
        _ => None,
    })
}

pub(super) fn headline(blocks: &[Value]) -> Option<String> {
    of_articles(blocks, |node| text(node.get("headline")?)).or_else(|| of_articles(blocks, |node| text(node.get("name")?)))
}

pub(super) fn publisher(blocks: &[Value]) -> Option<String> {
    of_articles(blocks, |node| {
        ["publisher", "sourceOrganization", "provider"].iter().find_map(|key| {
            let value = node.get(*key)?;
            let value = value.as_array().and_then(|values| values.first()).unwrap_or(value);
            value.get("name").and_then(text).or_else(|| text(value))
        })
    })
}

pub(super) fn language(blocks: &[Value]) -> Option<String> {
    of_articles(blocks, |node| text(node.get("inLanguage")?))
}

pub(super) fn url(blocks: &[Value]) -> Option<String> {
    of_articles(blocks, |node| {
        let page = node.get("mainEntityOfPage");
        page.and_then(|page| page.get("@id").and_then(text).or_else(|| text(page))).or_else(|| text(node.get("url")?))
    })
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(super::facts::one_line).filter(|text| !text.is_empty())
}
