//! A record's fields, and which of them means what. Names are compared in lower case without `_ - . :` and spaces; of the candidates
//! for a role the first that says something wins.

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

use super::Notes;
use super::mapping::{Mapping, Role, absent};
use super::values::is_corpus;
pub(super) use super::values::{host, is_missing, is_url, language, scalar};

/// The article's text.
pub(super) const TEXT: &[&str] = &[
    "maintext",
    "eventtext",
    "body",
    "bodytext",
    "articletext",
    "articlebody",
    "fulltext",
    "content",
    "contentencoded",
    "text",
    "plaintext",
    "article",
    "sentence",
    "rawtext",
];
/// The text in two fields, as Factiva has it: the lead and what follows.
pub(super) const LEAD_AND_REST: [&str; 2] = ["lp", "td"];
/// What stands for the text where there is nothing better: a line or two about it.
pub(super) const TEASERS: &[&str] = &["description", "summary", "excerpt", "abstract"];
/// The headline.
pub(super) const TITLE: &[&str] = &["title", "headline", "heading", "hd", "titlepage", "titlerss"];
/// The publication date.
pub(super) const PUBLISHED: &[&str] = &[
    "datepublish",
    "publishdate",
    "publisheddate",
    "pubdate",
    "publishedat",
    "datetimepub",
    "datepublished",
    "publishedon",
    "published",
    "publicationdate",
    "datepublication",
    "datetimestamp",
    "pd",
    "dcdate",
    "date",
    "timestamp",
];
/// The day of the crawl.
pub(super) const CRAWLED: &[&str] = &[
    "seendate",
    "indexeddate",
    "datedownload",
    "datetime",
    "collectdate",
    "crawldate",
    "datecrawled",
    "crawledat",
    "fetchtime",
    "fetchedat",
    "warcdate",
    "filedate",
    "date",
    "timestamp",
];
/// Names under which crawls write the day of the crawl and others the day of publication.
pub(super) const EITHER: &[&str] = &["date", "timestamp"];
/// The page's mark-up, for its day of publication.
pub(super) const HTML: &[&str] = &["html", "rawhtml", "pagehtml", "sourcehtml"];
/// Fields that only crawls have.
const CRAWL_MARKS: &[&str] = &["dump", "filepath", "warcheaders", "warcrecordid", "minhashclustersize"];
/// The address.
pub(super) const URL: &[&str] = &[
    "url",
    "link",
    "source",
    "documentidentifier",
    "mentionidentifier",
    "sourceurl",
    "warctargeturi",
    "uri",
    "articleurl",
    "weburl",
    "canonicalurl",
    "guid",
];
/// Names of addresses that are believed to be one without `http`.
const SURE_URL: &[&str] = &["url", "link"];
/// The outlet.
pub(super) const PUBLISHER: &[&str] = &[
    "sourcedomain",
    "domain",
    "hostname",
    "sourcehostname",
    "medianame",
    "publisher",
    "sourcename",
    "newspaper",
    "origin",
    "sn",
    "source",
    "outlet",
    "sitename",
];
/// The language.
pub(super) const LANGUAGE: &[&str] =
    &["language", "lang", "la", "languagecode", "languagescript", "warcidentifiedcontentlanguage", "identificationlabel"];
/// The record's own id.
pub(super) const ID: &[&str] = &["id", "uri", "articleid", "storyid", "storiesid", "docid", "guid", "an", "fingerprint", "warcrecordid"];
/// Fields whose own fields are looked at too, after those of the record.
const CONTAINERS: &[&str] = &["meta", "metadata", "warcheaders", "identification"];
/// How deep such fields may stand in one another.
const DEEPEST: usize = 3;

static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lists = [TEXT, &LEAD_AND_REST, TEASERS, TITLE, PUBLISHED, CRAWLED, HTML, CRAWL_MARKS, URL, PUBLISHER, LANGUAGE, ID];
    lists.into_iter().flatten().copied().collect()
});

/// A name as it is compared: without what writers vary.
pub(super) fn bare(name: &str) -> CompactString {
    // Most are written so; every field of every record comes by here.
    if name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return CompactString::from(name);
    }
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ':' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The candidate that a name is, if it is one.
pub(super) fn known(name: &str) -> Option<&'static str> {
    KNOWN.get(bare(name).as_str()).copied()
}

/// Whether a field's own fields are looked at.
pub(super) fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&bare(name).as_str())
}

/// A field that may serve.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The candidate it is; empty where `--map` names it.
    pub(super) name: &'static str,
    /// Its name as written, those of the fields it stands in before it.
    pub(super) path: CompactString,
    pub(super) value: Value,
}

/// A record's fields, sorted by whether they may serve.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) known: Vec<Field>,
    /// What `--map` says, with the fields it names.
    pub(super) mapped: Vec<(Role, Vec<Field>)>,
    /// Names of the others.
    pub(super) others: Vec<CompactString>,
}

impl Fields {
    /// The fields of an object.
    ///
    /// # Errors
    /// The text is to be in a field that the record does not have.
    pub(super) fn new(object: Map<String, Value>, mapping: &Mapping, notes: &mut Notes) -> Result<Self, String> {
        let mut fields = Fields::default();
        for assignment in mapping.assignments() {
            let mut found = Vec::new();
            for column in &assignment.columns {
                let value = at_path(&object, column);
                let missing = || absent(column, assignment.role, object.keys().map(String::as_str));
                notes.mapped(column, value.is_some(), missing);
                match value {
                    Some(value) => found.push(Field { name: "", path: column.as_str().into(), value: value.clone() }),
                    None if assignment.role == Role::Text && assignment.columns.len() == 1 => return Err(missing()),
                    None => {}
                }
            }
            fields.mapped.push((assignment.role, found));
        }
        fields.take(object, "", 0);
        Ok(fields)
    }

    fn take(&mut self, object: Map<String, Value>, above: &str, depth: usize) {
        let mut below = Vec::new();
        for (name, value) in object {
            let bare = bare(&name);
            let path = if above.is_empty() { CompactString::from(name) } else { compact_str::format_compact!("{above}.{name}") };
            // What names the language of OSCAR is called `label`, as much else is.
            let in_identification = bare == "label" && above.to_ascii_lowercase().ends_with("identification");
            let candidate = if in_identification { Some("identificationlabel") } else { KNOWN.get(bare.as_str()).copied() };
            match value {
                Value::Object(inner) if depth < DEEPEST && CONTAINERS.contains(&bare.as_str()) => {
                    if let Some(name) = candidate {
                        self.known.push(Field { name, path: path.clone(), value: Value::Bool(true) });
                    }
                    below.push((path, inner));
                }
                value => match candidate {
                    Some(name) => self.known.push(Field { name, path, value }),
                    None => self.others.push(path),
                },
            }
        }
        for (path, inner) in below {
            self.take(inner, &path, depth + 1);
        }
    }

    /// Those that `--map` names for a role; None where it says nothing of it.
    pub(super) fn mapped(&self, role: Role) -> Option<&[Field]> {
        self.mapped.iter().find(|(own, _)| *own == role).map(|(_, fields)| fields.as_slice())
    }

    /// The fields that are the candidates named, in the candidates' order.
    pub(super) fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Field> + use<'a> {
        names.iter().flat_map(|name| self.known.iter().filter(move |field| field.name == *name))
    }

    /// The first of the candidates that says something, as text; numbers are written out.
    pub(super) fn first<'a>(&'a self, names: &'a [&str]) -> Option<(&'a Field, String)> {
        self.all(names).find_map(|field| scalar(&field.value).map(|value| (field, value)))
    }

    /// The first that is an address.
    pub(super) fn url(&self) -> Option<(&Field, String)> {
        self.all(URL).find_map(|field| {
            let value = scalar(&field.value)?;
            (is_url(&value) || SURE_URL.contains(&field.name)).then_some((field, value))
        })
    }

    /// The outlet: `source` counts where it is a name (or an object that has one), not an address or the name of a corpus.
    pub(super) fn publisher(&self) -> Option<(&Field, String)> {
        self.all(PUBLISHER).find_map(|field| {
            let text = match &field.value {
                Value::Object(object) => ["title", "name"].iter().find_map(|part| object.get(*part).and_then(scalar)),
                value => scalar(value),
            }?;
            (!is_url(&text) && !is_corpus(&text)).then_some((field, text))
        })
    }

    /// The field that shows that the record comes from a web crawl, whose `date` is the day of the crawl.
    pub(super) fn crawl_mark(&self) -> Option<&Field> {
        let corpus = |field: &&Field| field.name == "source" && field.value.as_str().is_some_and(is_corpus);
        let own = |field: &&Field| CRAWL_MARKS.contains(&field.name) && !field.value.is_null();
        self.known.iter().find(own).or_else(|| self.known.iter().find(corpus))
    }

    /// Names of all fields, for a message.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.known.iter().map(|field| field.path.as_str()).chain(self.others.iter().map(CompactString::as_str))
    }
}

/// The value at a path: a field of that very name, else along the dots, names compared as candidates are.
pub(super) fn at_path<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    if let Some(value) = get(object, path) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(dot, _)| match get(object, &path[..dot])? {
        Value::Object(inner) => at_path(inner, &path[dot + 1..]),
        _ => None,
    })
}

fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let wanted = bare(name);
        object.iter().find(|(own, _)| bare(own) == wanted).map(|(_, value)| value)
    })
}
