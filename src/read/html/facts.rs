//! What a page says of itself: `meta` and `link` elements, JSON-LD, its title. All of it is gathered in one walk over the page.

use dom_query::Document;
use serde_json::Value;

use super::super::fields::{self, host};
use super::lines::Line;
use super::linked;

/// Most elements of one kind that are kept: more are no head of a page.
const MOST: usize = 400;

/// What was gathered.
#[derive(Default)]
pub(super) struct Facts {
    /// `meta` elements: name, property, itemprop or http-equiv in lower case, and the content.
    pub(super) metas: Vec<(String, String)>,
    /// The blocks of JSON-LD that can be read.
    pub(super) linked: Vec<Value>,
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
    headings: Vec<String>,
}

impl Facts {
    pub(super) fn gather(page: &Document) -> Self {
        let mut facts = Facts::default();
        for node in page.root().descendants_it() {
            let Some(element) = node.element_ref() else { continue };
            let attr = |name: &str| {
                let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name);
                found.map(|attribute| attribute.value.trim().to_string()).filter(|value| !value.is_empty())
            };
            match &*element.name.local {
                "meta" if facts.metas.len() < MOST => {
                    let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(attr);
                    facts.metas.extend(name.zip(attr("content")).map(|(name, content)| (name.to_lowercase(), content)));
                }
                "link" if facts.canonical.is_none() && attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    facts.canonical = attr("href");
                }
                "html" => facts.language = attr("lang").or_else(|| attr("xml:lang")).or(facts.language.take()),
                "script"
                    if facts.linked.len() < MOST && attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
                {
                    facts.linked.extend(linked::read(&node.text()));
                }
                "title" if facts.title.is_none() && !node.parent().is_some_and(|parent| parent.has_name("svg")) => {
                    facts.title = Some(one_line(&node.text()));
                }
                "h1" if facts.headings.len() < MOST => facts.headings.push(one_line(&node.text())),
                _ => {}
            }
        }
        facts
    }

    fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas.iter().find(|(own, _)| own == name)).map(|(_, content)| content.as_str())
    }

    /// The page's own address.
    pub(super) fn url(&self) -> Option<String> {
        let told = [self.canonical.as_deref(), self.meta(&["og:url"]), self.meta(&["twitter:url", "parsely-link"])];
        let told = told.into_iter().flatten().map(str::to_string);
        // A template's address of the outlet is not the page's.
        told.chain(linked::url(&self.linked)).find(|url| fields::is_url(url) && has_path(url))
    }

    /// The outlet, by its name.
    pub(super) fn publisher(&self) -> Option<String> {
        let name = linked::publisher(&self.linked).or_else(|| self.meta(&["og:site_name", "application-name"]).map(one_line));
        // A slogan may follow.
        let name = name.map(|name| match BETWEEN.iter().find_map(|between| name.split_once(between)) {
            Some((first, _)) => first.to_string(),
            None => name,
        });
        name.filter(|name| !fields::is_missing(name) && !fields::is_url(name))
    }

    /// The languages that the page says it is in, the likeliest first.
    pub(super) fn languages(&self) -> impl Iterator<Item = String> {
        let told = [
            linked::language(&self.linked),
            self.language.clone(),
            self.meta(&["og:locale", "content-language", "dc.language", "language"]).map(str::to_string),
        ];
        told.into_iter().flatten().filter_map(|tag| fields::language(tag.split(',').next().unwrap_or("")))
    }

    /// The headline, without the outlet's name.
    pub(super) fn title(&self, url: Option<&str>, seen: &[Line]) -> Option<String> {
        let meta = self.meta(&["og:title", "twitter:title", "dc.title", "title"]).map(one_line);
        let candidates: Vec<String> = linked::headline(&self.linked)
            .into_iter()
            .chain(meta)
            .chain(self.headings.first().cloned())
            .chain(self.title.clone())
            .map(|title| plain(&title))
            .filter(|title| !fields::is_missing(title))
            .collect();
        let outlet = self.publisher();
        let first = candidates.first()?;
        // What the page shows as a line and leads nowhere may be its headline.
        let shown = seen.iter().take(SHOWN).filter(|line| line.letters >= 15 && line.linked == 0).map(|line| line.text.as_str());
        let known: Vec<&str> = candidates.iter().map(String::as_str).chain(shown).collect();
        let bare = |title: &str| without_outlet(title, outlet.as_deref(), url, &known);
        let mut title = bare(first);
        // Headlines are cut for machines; the page has all of it.
        let start = title.trim_end_matches(['…', '.', ' ']);
        if start.len() < title.len() || title.chars().count() > 100 {
            let whole =
                |other: &&String| other.len() > start.len() && other.starts_with(start) && **other != title && !other.ends_with('…');
            if let Some(longer) = candidates.iter().chain(&self.headings).filter(whole).min_by_key(|other| other.len()) {
                title = bare(longer);
            }
        }
        // Search engines are told more than the headline.
        if let Some(heading) =
            self.headings.iter().find(|heading| title.starts_with(heading.as_str()) && heading.len() * 5 >= title.len() * 3)
        {
            title.truncate(heading.len());
        }
        (!title.is_empty()).then_some(title)
    }
}

/// How many lines from the top of a page are looked at for its headline.
const SHOWN: usize = 60;

/// White space as single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Entities that were written twice, and tags in what should be plain.
fn plain(text: &str) -> String {
    if text.contains('&') || text.contains('<') { one_line(&Document::fragment(text).text()) } else { one_line(text) }
}

fn has_path(url: &str) -> bool {
    url.split_once("://").is_some_and(|(_, rest)| rest.trim_end_matches('/').contains(['/', '?']))
}

/// Between a headline and the outlet's name.
const BETWEEN: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · "];

/// Takes the outlet's name off a title, at either end: what is its name or the address's host, or what the page's other titles lack.
fn without_outlet(title: &str, outlet: Option<&str>, url: Option<&str>, others: &[&str]) -> String {
    let host = url.and_then(host).map(|host| squeeze(host.rsplit('.').nth(1).unwrap_or(&host)));
    let outlet = outlet.map(squeeze);
    let names = |part: &str| {
        let part = squeeze(part);
        let same = |name: &String| {
            *name == part
                || (part.chars().count() >= 4 && name.contains(&part))
                || (name.chars().count() >= 4 && part.starts_with(name.as_str()))
        };
        !part.is_empty() && (outlet.as_ref().is_some_and(same) || host.as_ref().is_some_and(same))
    };
    let mut title = title;
    // A section may stand between the two.
    for _ in 0..2 {
        let cut = BETWEEN.iter().find_map(|between| {
            let (start, end) = title.rsplit_once(between)?;
            let (first, rest) = title.split_once(between)?;
            let known = |kept: &str| others.contains(&kept);
            match () {
                () if names(end) || known(start) => Some(start),
                () if names(first) || known(rest) => Some(rest),
                () => None,
            }
        });
        match cut.map(str::trim) {
            Some(cut) if !cut.is_empty() => title = cut,
            _ => break,
        }
    }
    title.to_string()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
