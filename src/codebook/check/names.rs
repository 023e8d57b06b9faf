//! Names: each means one actor, or the codebook says that it means several; people have names in every language and one office at a time.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::concepts::key;
use super::{Checker, items};
use crate::codebook::raw_names::{RawNames, RawSpell};
use crate::codebook::text::{List, Name, Text};
use crate::language::Lang;

/// Who a name stands for: the section and the id.
type Owner<'a> = (&'static str, &'a Text);

/// First owner of each name so far, and where the name stands.
type Seen<'a> = FxHashMap<String, (Owner<'a>, &'a Text)>;

fn plain(list: &List<Name>) -> impl Iterator<Item = &Text> {
    items(list).map(|name| &name.text)
}

impl Checker<'_> {
    pub(super) fn people(&mut self) {
        let book = self.book;
        for (id, person) in &book.body.people.0 {
            for tag in self.required() {
                let Some(lang) = Lang::from_tag(tag) else { continue };
                if items(person.names(lang)).next().is_none() {
                    self.warning(
                        "person-without-names",
                        id,
                        format!("`{}` has no names in `{tag}`", id.value),
                        format!("write `{tag}: [...]` as the news spells the name"),
                    );
                }
            }
            self.spells(&person.codes);
        }
        for (_, actor) in &book.body.actors.0 {
            self.spells(&actor.codes);
        }
    }

    /// Spells that hold on the same day: only the first would count.
    fn spells(&mut self, spells: &[RawSpell]) {
        let day = |text: &Option<Text>, open: NaiveDate| match text {
            None => Some(open),
            Some(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
        };
        let mut held: Vec<(NaiveDate, NaiveDate, &RawSpell)> = Vec::new();
        for spell in spells {
            let (Some(from), Some(to)) = (day(&spell.from, NaiveDate::MIN), day(&spell.to, NaiveDate::MAX)) else { continue };
            if let Some((.., other)) = held.iter().find(|(first, last, _)| from <= *last && *first <= to) {
                let help =
                    format!("the other is `{}` at {}; both days of a spell belong to it", other.code.value, self.places.say(&other.code));
                self.warning(
                    "overlapping-spells",
                    &spell.code,
                    format!("`{}` holds on days on which another code holds", spell.code.value),
                    help,
                );
            }
            held.push((from, to, spell));
        }
    }

    pub(super) fn clashes(&mut self) {
        let book = self.book;
        let disabled: FxHashSet<&str> = book.disabled.iter().map(|id| id.value.as_str()).collect();
        let on = |id: &Text| !disabled.contains(id.value.as_str());
        for lang in Lang::ALL {
            let declared = book.body.ambiguous.of(lang);
            let declared: Vec<(String, &Text)> = declared.into_iter().flatten().map(|name| (key(name), name)).collect();
            let known: FxHashSet<&str> = declared.iter().map(|(key, _)| key.as_str()).collect();
            let (mut names, mut met) = (Seen::default(), FxHashSet::default());
            for (id, actor) in book.body.actors.0.iter().filter(|(id, _)| on(id)) {
                let Some(raw) = actor.names(lang) else { continue };
                self.names_of(raw, id);
                for text in plain(&raw.names).chain(plain(&raw.capital)) {
                    self.name("ambiguous-name", ("actor", id), text, &mut names, &known, &mut met);
                }
            }
            for (id, person) in book.body.people.0.iter().filter(|(id, _)| on(id)) {
                let list = person.names(lang);
                self.twice(plain(list), "duplicate-name", &format!("the names of `{}`", id.value));
                for text in plain(list) {
                    self.name("ambiguous-name", ("person", id), text, &mut names, &known, &mut met);
                }
            }
            for (id, role) in book.body.roles.0.iter().filter(|(id, _)| on(id)) {
                let list = match lang {
                    Lang::En => &role.en,
                    Lang::Ar => &role.ar,
                    _ => break,
                };
                self.twice(items(list), "duplicate-name", &format!("the words of `{}`", id.value));
                for text in items(list) {
                    self.name("ambiguous-name", ("role", id), text, &mut names, &known, &mut met);
                }
            }
            // Demonyms last: they clash with one another and with the names of others.
            for (id, actor) in book.body.actors.0.iter().filter(|(id, _)| on(id)) {
                let Some(raw) = actor.names(lang) else { continue };
                for text in plain(&raw.demonyms) {
                    self.name("ambiguous-demonym", ("actor", id), text, &mut names, &known, &mut met);
                }
            }
            for (key, name) in declared {
                if !met.contains(&key) {
                    self.warning("not-ambiguous", name, format!("`{}` names one thing only", name.value), "remove it from `ambiguous`");
                }
            }
        }
    }

    fn names_of(&mut self, raw: &RawNames, id: &Text) {
        self.twice(plain(&raw.names).chain(plain(&raw.capital)), "duplicate-name", &format!("the names of `{}`", id.value));
        self.twice(plain(&raw.demonyms), "duplicate-name", &format!("the demonyms of `{}`", id.value));
    }

    /// Compares a name with those before it. A role's words may be `singular/plural`; its singular is its name.
    fn name<'t>(
        &mut self,
        lint: &'static str,
        owner: Owner<'t>,
        text: &'t Text,
        seen: &mut Seen<'t>,
        declared: &FxHashSet<&str>,
        met: &mut FxHashSet<String>,
    ) {
        let key = key(text.split('/').next().unwrap_or(text));
        match seen.get(&key) {
            Some(((what, id), first)) if id.value != owner.1.value || *what != owner.0 => {
                met.insert(key.clone());
                if !declared.contains(key.as_str()) {
                    let message = format!("`{}` names the {} `{}` and the {what} `{}`", text.value, owner.0, owner.1.value, id.value);
                    let help = format!("the other is at {}: remove one, or list the name under `ambiguous`", self.places.say(first));
                    self.warning(lint, text, message, help);
                }
            }
            Some(_) => {}
            None => {
                seen.insert(key, (owner, text));
            }
        }
    }
}
