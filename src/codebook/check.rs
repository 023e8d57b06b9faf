//! What can be wrong with a codebook that reads well: nothing in it may be inert, and names mean one thing or are said to mean several.
//! All problems are named in one run. What the compiler has to resolve anyway (concepts, codes, patterns) it reports itself.

mod actions;
mod codes;
mod concepts;
mod discards;
mod examples;
mod names;
mod source;

use rustc_hash::FxHashSet;

use super::load::{Book, Placer};
use super::text::{List, Text};
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::Lang;
use crate::model::Undated;

/// What every check is given.
struct Checker<'a> {
    book: &'a Book,
    places: Placer<'a>,
    problems: &'a mut Vec<Diagnostic>,
}

/// Finds the errors: a codebook that has one can't be used. Cheap enough for every start.
pub fn errors(book: &Book, problems: &mut Vec<Diagnostic>) {
    let mut checker = Checker { book, places: Placer { files: &book.files }, problems };
    checker.header();
    checker.disabled();
    checker.default_sources();
    checker.examples();
    checker.empty_waivers();
}

/// Finds what has no effect or is likely a slip: for the person who writes the codebook, not for every start.
pub fn warnings(book: &Book, problems: &mut Vec<Diagnostic>) {
    let mut checker = Checker { book, places: Placer { files: &book.files }, problems };
    checker.source();
    checker.concepts();
    checker.operators();
    checker.actions();
    checker.idle_waivers();
    checker.discards();
    checker.people();
    checker.clashes();
}

fn items<T>(list: &List<T>) -> impl Iterator<Item = &T> {
    list.replace.iter().flatten()
}

impl<'a> Checker<'a> {
    fn error(&mut self, name: &'static str, text: &Text, message: String, help: impl Into<String>) {
        self.problems.push(Diagnostic::error(name, self.places.at(text), message).help(help));
    }

    fn warning(&mut self, name: &'static str, text: &Text, message: String, help: impl Into<String>) {
        self.problems.push(Diagnostic::warning(name, self.places.at(text), message).help(help));
    }

    /// Languages every action and person needs.
    fn required(&self) -> Vec<&'a str> {
        let book = self.book;
        book.required.iter().map(|tag| tag.value.as_str()).filter(|tag| Lang::coded(tag).is_some()).collect()
    }

    fn header(&mut self) {
        let header = &self.book.header;
        if let Some(scheme) =
            header.quad_class.as_ref().filter(|scheme| !matches!(scheme.value.as_str(), "conventional" | "gdelt" | "phoenix"))
        {
            self.error(
                "unknown-quad-class",
                scheme,
                format!("there is no quad-class scheme `{}`", scheme.value),
                "write conventional, gdelt or phoenix",
            );
        }
        if let Some(undated) = header.undated_background.as_ref().filter(|undated| Undated::from_name(&undated.value).is_none()) {
            let known = Undated::NAMES.map(|(name, _)| name).join(", ");
            self.error(
                "unknown-undated",
                undated,
                format!("there is no way of dating `{}`", undated.value),
                format!("write one of {known}"),
            );
        }
        for tag in header.languages.iter().filter(|tag| Lang::coded(&tag.value).is_none()) {
            self.error(
                "unknown-language",
                tag,
                format!("there is no coding in `{}`", tag.value),
                format!("write {}", Lang::CODED.map(Lang::tag).join(", ")),
            );
        }
    }

    fn disabled(&mut self) {
        let body = &self.book.body;
        let ids = |list: &mut dyn Iterator<Item = &Text>| list.map(|id| id.value.clone()).collect::<Vec<_>>();
        let mut known = ids(&mut body.actions.0.iter().map(|(id, _)| id));
        known.extend(ids(&mut body.actors.0.iter().map(|(id, _)| id)));
        known.extend(ids(&mut body.people.0.iter().map(|(id, _)| id)));
        known.extend(ids(&mut body.roles.0.iter().map(|(id, _)| id)));
        if let Some(discards) = &body.discards {
            known.extend(ids(&mut discards.phrases.0.iter().map(|(id, _)| id)));
            known.extend(ids(&mut discards.topics.0.iter().map(|(id, _)| id)));
        }
        let all: FxHashSet<&str> = known.iter().map(String::as_str).collect();
        for id in self.book.disabled.iter().filter(|id| !all.contains(id.value.as_str())) {
            let help = match nearest(id, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`disable` takes ids of actions, actors, people, roles, and phrases and topics of `discards`".to_string(),
            };
            self.error("unknown-id", id, format!("there is nothing called `{}` to disable", id.value), help);
        }
    }
}
