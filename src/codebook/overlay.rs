//! A codebook that extends another changes it by id: a list replaces, `{ add, remove }` edits. Changing what is not there is an error.

use super::load::Placer;
use super::raw::{ByLanguage, RawCodes, RawConcept, RawFile, RawFrame, RawLight, RawWords};
use super::raw_discards::{RawDiscards, RawGraded, RawTexts};
use super::raw_names::{RawActor, RawNames, RawPerson};
use super::text::{Entries, List, Name, Text};
use crate::diagnostic::{Diagnostic, nearest};

/// What an item of a list is called when it is removed.
trait Named {
    fn name(&self) -> &str;
}

impl Named for Text {
    fn name(&self) -> &str {
        &self.value
    }
}

impl Named for Name {
    fn name(&self) -> &str {
        &self.text.value
    }
}

struct Overlay<'a> {
    places: &'a Placer<'a>,
    problems: &'a mut Vec<Diagnostic>,
    /// The entry being merged is a new one.
    fresh: bool,
    /// An edit was met in it: there is nothing it could edit.
    edited: bool,
}

/// Puts `over` on top of `base`.
pub(super) fn overlay(base: &mut RawFile, over: RawFile, places: &Placer, problems: &mut Vec<Diagnostic>) {
    let mut o = Overlay { places, problems, fresh: false, edited: false };
    o.section(&mut base.concepts, over.concepts, "concept", |o, base, over| o.concept(base, over));
    o.section(&mut base.actions, over.actions, "action", |o, base, over| {
        replace_some(&mut base.label, over.label);
        replace_some(&mut base.reciprocal, over.reciprocal);
        replace_some(&mut base.default_source, over.default_source);
        replace_some(&mut base.politicians, over.politicians);
        replace_some(&mut base.merge, over.merge);
        for (frame, code) in over.codes.0 {
            match base.codes.0.iter_mut().find(|(known, _)| known.value == frame.value) {
                Some(cell) => {
                    if cell.1.value == code.value {
                        let message = format!("`{}` is `{}` already", frame.value, code.value);
                        o.problems.push(Diagnostic::warning("same-as-before", o.places.at(&frame), message).help("leave the cell out"));
                    }
                    *cell = (frame, code);
                }
                None => base.codes.0.push((frame, code)),
            }
        }
        o.list(&mut base.patterns.en, over.patterns.en);
        o.list(&mut base.patterns.ar, over.patterns.ar);
        base.examples.en.extend(over.examples.en);
        base.examples.ar.extend(over.examples.ar);
    });
    o.section(&mut base.actors, over.actors, "actor", |o, base, over| o.actor(base, over));
    o.section(&mut base.people, over.people, "person", |o, base, over| o.person(base, over));
    o.section(&mut base.roles, over.roles, "role", |o, base, over| {
        replace_some(&mut base.code, over.code);
        replace_some(&mut base.kind, over.kind);
        replace_some(&mut base.home, over.home);
        o.list(&mut base.en, over.en);
        o.list(&mut base.ar, over.ar);
    });
    o.section(&mut base.frames, over.frames, "frame", |o, base, over| {
        o.by_language(base, over, |o, base: &mut RawFrame, over| {
            o.list(&mut base.aux, over.aux);
            o.list(&mut base.subject_control, over.subject_control);
            o.list(&mut base.silent, over.silent);
            o.list(&mut base.object_control, over.object_control);
            o.list(&mut base.noun, over.noun);
            o.list(&mut base.object, over.object);
            o.list(&mut base.word, over.word);
        });
    });
    match (&mut base.light, over.light) {
        (Some(base), Some(over)) => o.by_language(base, over, |o, base: &mut RawLight, over| {
            o.list(&mut base.r#do, over.r#do);
            o.list(&mut base.undergo, over.undergo);
            o.list(&mut base.noun, over.noun);
            o.list(&mut base.occur, over.occur);
            o.list(&mut base.result, over.result);
        }),
        (base, Some(over)) => *base = Some(over),
        (_, None) => {}
    }
    if let Some(over) = over.discards {
        o.discards(base.discards.get_or_insert_default(), over);
    }
    base.places.0.extend(over.places.0);
    let (known, new) = (&mut base.ambiguous, over.ambiguous);
    for (base, over) in
        [(&mut known.en, new.en), (&mut known.ar, new.ar), (&mut known.es, new.es), (&mut known.fr, new.fr), (&mut known.ru, new.ru)]
    {
        base.get_or_insert_default().extend(over.into_iter().flatten());
    }
}

/// Puts the rows of `over` on top of those of `base`: a code that is there gets the new row, whole.
pub(super) fn codes(base: &mut RawCodes, over: RawCodes) {
    for (code, row) in over.codes.0 {
        match base.codes.0.iter_mut().find(|(known, _)| known.value == code.value) {
            Some(known) => *known = (code, row),
            None => base.codes.0.push((code, row)),
        }
    }
}

fn replace_some<T>(base: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *base = over;
    }
}

fn extend(base: &mut RawTexts, over: RawTexts) {
    for (base, over) in [(&mut base.en, over.en), (&mut base.ar, over.ar)] {
        base.get_or_insert_default().extend(over.into_iter().flatten());
    }
}

impl Overlay<'_> {
    /// Merges entries with the same id; a new id is a new entry, unless it only edits.
    fn section<T: Default>(&mut self, base: &mut Entries<T>, over: Entries<T>, what: &str, mut merge: impl FnMut(&mut Self, &mut T, T)) {
        // Within one codebook files hold different ids; a map keeps this linear.
        let known: rustc_hash::FxHashMap<String, usize> = base.0.iter().enumerate().map(|(i, (id, _))| (id.value.clone(), i)).collect();
        for (id, entry) in over.0 {
            match known.get(&id.value) {
                Some(&i) => {
                    let first = &base.0[i].0;
                    if self.codebook_of(first) == self.codebook_of(&id) && !self.names_only(&id) {
                        let message = format!("{what} `{}` is written twice", id.value);
                        let help = format!("the other is at {}: make them one entry", self.places.say(first));
                        self.problems.push(Diagnostic::error("duplicate-id", self.places.at(&id), message).help(help));
                    }
                    merge(self, &mut base.0[i].1, entry);
                }
                None if self.names_only(&id) => {
                    let message = format!("there is no {what} `{}` to name", id.value);
                    let near = nearest(&id, known.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || "files of `names/` add a language to entries that stand elsewhere".to_string(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.problems.push(Diagnostic::error("names-nothing", self.places.at(&id), message).help(help));
                }
                None => {
                    (self.fresh, self.edited) = (true, false);
                    let mut fresh = T::default();
                    merge(self, &mut fresh, entry);
                    if self.edited {
                        let message = format!("there is no {what} `{}` whose list could be edited", id.value);
                        let near = nearest(&id, known.keys().map(String::as_str));
                        let help = near.map_or_else(
                            || "write the whole list: `[first, second]`".to_string(),
                            |near| format!("did you mean `{near}`?"),
                        );
                        self.problems.push(Diagnostic::error("overrides-nothing", self.places.at(&id), message).help(help));
                    }
                    self.fresh = false;
                    base.0.push((id, fresh));
                }
            }
        }
    }

    /// Id of the codebook a text stands in.
    fn codebook_of(&self, text: &Text) -> Option<&str> {
        self.places.files.get(text.file as usize)?.rule_file.split('/').next()
    }

    /// Whether a text stands in a file of `names/`: a language's names of what other files define.
    fn names_only(&self, text: &Text) -> bool {
        self.places.files.get(text.file as usize).is_some_and(|file| file.rule_file.split('/').nth(1) == Some("names"))
    }

    fn list<T: Named>(&mut self, base: &mut List<T>, over: List<T>) {
        if let Some(all) = over.replace {
            base.replace = Some(all);
            return;
        }
        if over.is_absent() {
            return;
        }
        self.edited = true;
        let items = base.replace.get_or_insert_default();
        for gone in over.remove.iter().filter(|_| !self.fresh) {
            let before = items.len();
            items.retain(|item| item.name() != gone.value);
            if items.len() == before {
                let mut problem = Diagnostic::error(
                    "nothing-to-remove",
                    self.places.at(gone),
                    format!("`{}` is not in the list it is removed from", gone.value),
                );
                if let Some(near) = nearest(gone, items.iter().map(Named::name)) {
                    problem = problem.help(format!("did you mean `{near}`?"));
                }
                self.problems.push(problem);
            }
        }
        items.extend(over.add);
    }

    fn words(&mut self, base: &mut Option<RawWords>, over: Option<RawWords>) {
        let Some(over) = over else { return };
        let base = base.get_or_insert_default();
        self.list(&mut base.verb, over.verb);
        self.list(&mut base.noun, over.noun);
        self.list(&mut base.word, over.word);
    }

    fn concept(&mut self, base: &mut RawConcept, over: RawConcept) {
        self.words(&mut base.en, over.en);
        self.words(&mut base.ar, over.ar);
    }

    fn names(&mut self, base: &mut Option<RawNames>, over: Option<RawNames>) {
        let Some(over) = over else { return };
        let base = base.get_or_insert_default();
        self.list(&mut base.names, over.names);
        self.list(&mut base.demonyms, over.demonyms);
        self.list(&mut base.capital, over.capital);
    }

    fn actor(&mut self, base: &mut RawActor, over: RawActor) {
        replace_some(&mut base.name, over.name);
        replace_some(&mut base.kind, over.kind);
        replace_some(&mut base.code, over.code);
        replace_some(&mut base.group, over.group);
        if !over.codes.is_empty() {
            base.codes = over.codes;
        }
        self.names(&mut base.en, over.en);
        self.names(&mut base.ar, over.ar);
        self.names(&mut base.es, over.es);
        self.names(&mut base.fr, over.fr);
        self.names(&mut base.ru, over.ru);
    }

    fn person(&mut self, base: &mut RawPerson, over: RawPerson) {
        replace_some(&mut base.name, over.name);
        self.list(&mut base.en, over.en);
        self.list(&mut base.ar, over.ar);
        self.list(&mut base.es, over.es);
        self.list(&mut base.fr, over.fr);
        self.list(&mut base.ru, over.ru);
        replace_some(&mut base.in_office.en, over.in_office.en);
        replace_some(&mut base.in_office.ar, over.in_office.ar);
        replace_some(&mut base.in_office.es, over.in_office.es);
        replace_some(&mut base.in_office.fr, over.in_office.fr);
        replace_some(&mut base.in_office.ru, over.in_office.ru);
        if !over.codes.is_empty() {
            base.codes = over.codes;
        }
    }

    fn discards(&mut self, base: &mut RawDiscards, over: RawDiscards) {
        let (gate, points) = (&mut base.gate, over.gate);
        for (base, over) in [
            (&mut gate.threshold, points.threshold),
            (&mut gate.strong, points.strong),
            (&mut gate.weak, points.weak),
            (&mut gate.title, points.title),
            (&mut gate.article, points.article),
            (&mut gate.density, points.density),
            (&mut gate.least, points.least),
        ] {
            replace_some(base, over);
        }
        self.section(&mut base.phrases, over.phrases, "phrase", |o, base, over| {
            o.words(&mut base.en, over.en);
            o.words(&mut base.ar, over.ar);
            extend(&mut base.examples, over.examples);
        });
        self.section(&mut base.topics, over.topics, "topic", |o, base, over| {
            replace_some(&mut base.label, over.label);
            replace_some(&mut base.veto, over.veto);
            o.graded(&mut base.en, over.en);
            o.graded(&mut base.ar, over.ar);
            extend(&mut base.examples, over.examples);
        });
        self.graded(&mut base.veto.en, over.veto.en);
        self.graded(&mut base.veto.ar, over.veto.ar);
        base.veto.examples.en.extend(over.veto.examples.en);
        base.veto.examples.ar.extend(over.veto.examples.ar);
    }

    fn graded(&mut self, base: &mut Option<RawGraded>, over: Option<RawGraded>) {
        let Some(over) = over else { return };
        let base = base.get_or_insert_default();
        for (base, over) in [(&mut base.strong, over.strong), (&mut base.weak, over.weak)] {
            self.list(&mut base.verb, over.verb);
            self.list(&mut base.noun, over.noun);
            self.list(&mut base.word, over.word);
        }
    }

    fn by_language<T: Default>(&mut self, base: &mut ByLanguage<T>, over: ByLanguage<T>, mut merge: impl FnMut(&mut Self, &mut T, T)) {
        for (base, over) in [(&mut base.en, over.en), (&mut base.ar, over.ar)] {
            if let Some(over) = over {
                merge(self, base.get_or_insert_default(), over);
            }
        }
    }
}
