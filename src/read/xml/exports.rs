//! How each export writes an article: its elements and attributes as the fields of a record.

use serde_json::{Map, Value};

use super::Node;

/// The exports that are known, by their roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// trafilatura: `doc` with `main` and `comments`.
    Trafilatura,
    /// The Text Encoding Initiative's form, as trafilatura writes it.
    Tei,
    /// PETRARCH: `Sentence` or `Article` with `Text`.
    Petrarch,
    /// Factiva: `article` with `headline`, `leadParagraph`, `tailParagraphs`.
    Factiva,
    /// The wires' older form.
    Nitf,
    /// The wires' newer form.
    NewsMl,
}

impl Kind {
    /// The export whose documents begin with this element.
    pub(super) fn of(root: &str) -> Option<Self> {
        Some(match root.rsplit(':').next().unwrap_or(root) {
            "doc" | "docs" | "documents" | "corpus" => Kind::Trafilatura,
            "TEI" | "teiCorpus" => Kind::Tei,
            "Sentences" | "Articles" => Kind::Petrarch,
            "article" | "articles" | "ppsArticle" | "ppsarticle" | "ResultSet" | "PerformContentSearchResponse" | "GetArticleResponse" => {
                Kind::Factiva
            }
            "nitf" => Kind::Nitf,
            "newsItem" | "newsMessage" => Kind::NewsMl,
            _ => return None,
        })
    }

    /// Whether an element of this name is a record.
    pub(super) fn is_record(self, name: &str) -> bool {
        match self {
            Kind::Trafilatura => name == "doc",
            Kind::Tei => name == "TEI",
            Kind::Petrarch => matches!(name, "Sentence" | "Article"),
            Kind::Factiva => name == "article",
            Kind::Nitf => name == "nitf",
            Kind::NewsMl => name == "newsItem",
        }
    }

    /// A record's fields.
    pub(super) fn fields(self, node: &Node) -> Value {
        let mut fields = Fields(Map::new());
        match self {
            Kind::Trafilatura => trafilatura(node, &mut fields),
            Kind::Tei => tei(node, &mut fields),
            Kind::Petrarch => petrarch(node, &mut fields),
            Kind::Factiva => factiva(node, &mut fields),
            Kind::Nitf => nitf(node, &mut fields),
            Kind::NewsMl => news_ml(node, &mut fields),
        }
        Value::Object(fields.0)
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    /// Sets a field that has no value yet.
    fn set(&mut self, name: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.0.entry(name).or_insert_with(|| Value::String(value.into()));
        }
    }
}

/// Elements whose text is a line of its own.
fn is_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "head"
            | "item"
            | "quote"
            | "row"
            | "ab"
            | "lb"
            | "paragraph"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "li"
            | "tr"
            | "br"
            | "div"
            | "block"
            | "hl2"
            | "Para"
    )
}

fn lines(node: &Node) -> String {
    node.lines(&is_line)
}

fn trafilatura(doc: &Node, fields: &mut Fields) {
    for (name, attribute) in [
        ("title", "title"),
        ("date", "date"),
        ("url", "url"),
        ("url", "source"),
        ("publisher", "sitename"),
        ("publisher", "hostname"),
        ("language", "language"),
        ("id", "id"),
        ("id", "fingerprint"),
    ] {
        fields.set(name, doc.attribute(attribute));
    }
    fields.set("text", doc.find("main").map(|main| body(main, doc.attribute("title"))));
}

/// The lines of a body without the headline that it begins with.
fn body(node: &Node, title: Option<&str>) -> String {
    let text = lines(node);
    match text.split_once('\n') {
        Some((first, rest)) if Some(first) == title => rest.to_string(),
        _ => text,
    }
}

fn tei(tei: &Node, fields: &mut Fields) {
    let header = tei.find("teiHeader");
    let full = header.and_then(|header| header.find("biblFull"));
    let title = header.and_then(|header| header.find("title")).and_then(Node::text);
    fields.set("title", title.clone());
    fields.set("date", full.and_then(|full| full.find("date")).and_then(Node::text));
    // "The Kavali Post (kavalipost.example)": the name alone.
    let publisher = full.and_then(|full| full.find("publisher")).and_then(Node::text);
    fields.set("publisher", publisher.map(|name| name.split(" (").next().unwrap_or(&name).to_string()));
    let links = full.map(Node::all).unwrap_or_default();
    fields.set("url", links.iter().find(|node| node.name == "ptr").and_then(|node| node.attribute("target")));
    let notes = header.map(Node::all).unwrap_or_default();
    let note =
        |kind: &str| notes.iter().find(|node| node.name == "note" && node.attribute("type") == Some(kind)).and_then(|node| node.text());
    fields.set("id", note("id").or_else(|| note("fingerprint")));
    let language = header.and_then(|header| header.find("language"));
    fields.set("language", language.and_then(|language| language.attribute("ident")));
    let text = tei.find("text").and_then(|text| text.find("body"));
    let entry = text.and_then(|body| body.elements().find(|node| node.attribute("type") == Some("entry"))).or(text);
    fields.set("text", entry.map(|entry| body(entry, title.as_deref())));
}

fn petrarch(record: &Node, fields: &mut Fields) {
    for (name, attribute) in [("id", "id"), ("date", "date"), ("publisher", "source"), ("url", "url")] {
        fields.set(name, record.attribute(attribute));
    }
    // Parses stand beside the text and are not it.
    let texts: Vec<String> = record.all().into_iter().filter(|node| node.name == "Text").filter_map(Node::text).collect();
    fields.set("text", (!texts.is_empty()).then(|| texts.join("\n")));
}

fn factiva(article: &Node, fields: &mut Fields) {
    let text = |name: &str| article.find(name).and_then(Node::text);
    let value = |name: &str| article.find(name).and_then(|node| node.attribute("value").map(str::to_string).or_else(|| node.text()));
    fields.set("title", text("headline").or_else(|| text("Headline")));
    fields.set("date", text("publicationDate").or_else(|| text("PublicationDate")));
    fields.set("publisher", text("sourceName").or_else(|| text("SourceName")));
    fields.set("language", value("baseLanguage").or_else(|| value("BaseLanguage")));
    fields.set("id", value("accessionNo").or_else(|| value("AccessionNo")));
    let parts = ["leadParagraph", "LeadParagraph", "tailParagraphs", "TailParagraphs"];
    let parts: Vec<String> = parts.iter().filter_map(|name| article.find(name)).map(lines).filter(|part| !part.is_empty()).collect();
    fields.set("text", (!parts.is_empty()).then(|| parts.join("\n")));
}

fn nitf(nitf: &Node, fields: &mut Fields) {
    let hedline = nitf.find("hedline");
    let title = hedline.and_then(|hedline| hedline.find("hl1").or(Some(hedline))).or_else(|| nitf.find("title"));
    fields.set("title", title.and_then(Node::text));
    let at = |name: &str, attribute: &str| nitf.find(name).and_then(|node| node.attribute(attribute)).map(str::to_string);
    fields.set("date", at("date.issue", "norm").or_else(|| at("pubdata", "date.publication")).or_else(|| at("story.date", "norm")));
    fields.set("publisher", at("doc.copyright", "holder").or_else(|| at("pubdata", "name")));
    fields.set("id", at("doc-id", "id-string"));
    fields.set("url", at("pubdata", "ex-ref"));
    fields.set("language", nitf.attribute("lang").map(str::to_string).or_else(|| at("body", "lang")));
    let dateline = nitf.find("dateline").and_then(Node::text);
    if let Some(content) = nitf.find("body.content") {
        let text = lines(content);
        // The dateline is kept: it says where, and when.
        fields.set(
            "text",
            Some(match dateline {
                Some(dateline) if !text.starts_with(&dateline) => format!("{dateline} - {text}"),
                _ => text,
            }),
        );
    }
}

fn news_ml(item: &Node, fields: &mut Fields) {
    fields.set("id", item.attribute("guid"));
    let meta = item.find("contentMeta");
    fields.set("title", meta.and_then(|meta| meta.find("headline")).and_then(Node::text));
    let dates = ["contentCreated", "firstCreated", "versionCreated"];
    fields.set("date", dates.iter().find_map(|name| item.find(name).and_then(Node::text)));
    let provider = item.find("provider");
    let name = provider
        .and_then(|provider| provider.find("name").and_then(Node::text).or_else(|| provider.attribute("literal").map(str::to_string)));
    fields.set("publisher", name);
    let language = meta.and_then(|meta| meta.find("language")).and_then(|language| language.attribute("tag"));
    fields.set("language", language.or_else(|| item.attribute("lang")));
    let Some(content) = item.find("contentSet") else { return };
    if let Some(inner) = content.find("nitf") {
        nitf(inner, fields);
    } else {
        let body = content.find("body").or_else(|| content.find("inlineXML")).or_else(|| content.find("inlineData")).unwrap_or(content);
        fields.set("text", Some(lines(body)).filter(|text| !text.is_empty()));
    }
}
