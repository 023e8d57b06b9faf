//! From words to word numbers: phrases into one tree, rules into another.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde_saphyr::Spanned;

use super::graph::Net;
use super::pattern::{self, Item};
use super::tables::{COUNTED, RULES, RangeWords, RuleNode, cue};
use super::{Atom, DateProblem, DateTables, Field, From, Kind, RawDates, Reading, RuleInfo, Unit, Words};
use crate::language::{Profile, Vocabulary, normalise};
use crate::model::WordId;

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const HIJRI: &[&str] = &[
    "muharram",
    "safar",
    "rabi_al_awwal",
    "rabi_al_thani",
    "jumada_al_ula",
    "jumada_al_thani",
    "rajab",
    "shaban",
    "ramadan",
    "shawwal",
    "dhu_al_qada",
    "dhu_al_hijja",
];
const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter"];
const PARTS: &[&str] = &["start", "middle", "end"];

/// Compiles one language's file; every problem is reported, with its place.
pub fn compile(raw: &RawDates, profile: &Profile, vocabulary: &mut Vocabulary) -> Result<DateTables, Vec<DateProblem>> {
    let mut c = Compiler {
        raw,
        profile,
        vocabulary,
        problems: Vec::new(),
        tables: empty(raw),
        weak: Vec::new(),
        net: Net::new(),
        used: BTreeSet::new(),
    };
    c.words();
    c.cues();
    c.rules();
    c.ranges();
    c.starts();
    if c.problems.is_empty() { Ok(c.tables) } else { Err(c.problems) }
}

fn empty(raw: &RawDates) -> DateTables {
    DateTables {
        language: raw.language.value.clone(),
        file: String::new(),
        capitalised: raw.capitalised,
        first: Vec::new(),
        next: FxHashMap::default(),
        readings: vec![Vec::new()],
        cues: Vec::new(),
        nodes: vec![RuleNode::default(); 2],
        rules: Vec::new(),
        ranges: Vec::new(),
        and: Vec::new(),
    }
}

struct Compiler<'a> {
    raw: &'a RawDates,
    profile: &'a Profile,
    vocabulary: &'a mut Vocabulary,
    problems: Vec<DateProblem>,
    tables: DateTables,
    weak: Vec<Vec<WordId>>,
    net: Net,
    /// Phrases that a rule uses.
    used: BTreeSet<String>,
}

impl Compiler<'_> {
    fn words(&mut self) {
        let raw = self.raw;
        if !matches!(raw.numeric_order.value.as_str(), "day_month" | "month_day") {
            self.problems.push(DateProblem::at(&raw.numeric_order, "numeric_order is day_month or month_day"));
        }
        for word in &raw.cues.weak {
            for way in spellings(&word.value) {
                let ids = self.intern(&way);
                self.weak.push(ids);
            }
        }
        let w = &raw.words;
        let named = |names: &'static [&'static str]| move |key: &str| names.iter().position(|n| *n == key).map(|i| i as i32 + 1);
        let unit = |key: &str| Unit::NAMES.iter().position(|(n, _)| *n == key).map(|i| i as i32);
        let number = |key: &str| key.parse::<i32>().ok();
        let feast = |key: &str| {
            let (month, day) = key.split_once('-')?;
            Some(month.parse::<i32>().ok()? * 100 + day.parse::<i32>().ok()?)
        };
        self.class(Field::Weekday, &w.weekday, named(WEEKDAYS));
        self.class(Field::Month, &w.month, named(MONTHS));
        self.class(Field::HijriMonth, &w.hijri_month, named(HIJRI));
        self.class(Field::Season, &w.season, named(SEASONS));
        self.class(Field::Unit, &w.unit, unit);
        self.class(Field::Two, &w.two, unit);
        self.class(Field::Number, &w.number, number);
        self.class(Field::Ordinal, &w.ordinal, number);
        self.class(Field::DecadeWord, &w.decade, number);
        self.class(Field::Offset, &w.offset, number);
        self.class(Field::Holiday, &w.holiday, feast);
        self.class(Field::Part, &w.part, named(PARTS));
        for (field, words) in [
            (Field::Time, &w.time),
            (Field::Past, &w.past),
            (Field::Next, &w.next),
            (Field::This, &w.this),
            (Field::BeforeLast, &w.before_last),
            (Field::AfterNext, &w.after_next),
            (Field::Some, &w.some),
        ] {
            words.iter().for_each(|word| self.word(field, 1, word));
        }
    }

    fn class(&mut self, field: Field, words: &BTreeMap<String, Words>, value: impl Fn(&str) -> Option<i32>) {
        for (key, list) in words {
            let Some(value) = value(key) else {
                let problem = format!("`{key}` is no {field:?}");
                let place = list.first();
                self.problems
                    .push(place.map_or(DateProblem { line: 0, column: 0, message: problem.clone() }, |p| DateProblem::at(p, problem)));
                continue;
            };
            list.iter().for_each(|word| self.word(field, value, word));
        }
    }

    fn word(&mut self, field: Field, value: i32, word: &Spanned<String>) {
        for way in spellings(&word.value) {
            for way in ways(&way) {
                self.phrase(field, value, word, &way);
            }
        }
    }

    fn phrase(&mut self, field: Field, value: i32, word: &Spanned<String>, way: &str) {
        let ids = self.intern(way);
        let Some((&head, rest)) = ids.split_first() else {
            self.problems.push(DateProblem::at(word, "an empty word"));
            return;
        };
        let weak = self.weak.contains(&ids);
        let t = &mut self.tables;
        if t.first.len() <= head as usize {
            t.first.resize(head as usize + 1, 0);
        }
        if t.first[head as usize] == 0 {
            t.readings.push(Vec::new());
            t.first[head as usize] = t.readings.len() as u32 - 1;
        }
        let mut node = t.first[head as usize];
        for &id in rest {
            node = *t.next.entry((node, id)).or_insert_with(|| {
                t.readings.push(Vec::new());
                t.readings.len() as u32 - 1
            });
        }
        let reading = Reading { field, value, weak };
        let readings = &mut t.readings[node as usize];
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }

    /// The word numbers of a phrase, cut as the tokenizer cuts: at spaces and hyphens, and at the apostrophe: before "'s", after "l'".
    fn intern(&mut self, phrase: &str) -> Vec<WordId> {
        let normal = normalise(phrase);
        let mut ids = Vec::new();
        for word in normal.split([' ', '-']).filter(|w| !w.is_empty()) {
            let parts = cut(word, self.profile.elides);
            ids.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|part| self.vocabulary.intern(part)));
        }
        ids
    }

    fn mark_cue(&mut self, id: WordId, bit: u16) {
        let cues = &mut self.tables.cues;
        if cues.len() <= id as usize {
            cues.resize(id as usize + 1, 0);
        }
        cues[id as usize] |= bit;
    }

    fn cues(&mut self) {
        let raw = &self.raw.cues;
        for (bit, words) in [
            (cue::FUTURE, &raw.future),
            (cue::PAST, &raw.past),
            (cue::SINCE, &raw.since),
            (cue::UNTIL, &raw.until),
            (cue::COUNTED, &raw.counted),
            (cue::QUANTITY, &raw.quantity),
            (cue::COMPANY, &raw.company),
            (cue::CLAUSE, &raw.clause),
        ] {
            for word in words {
                for way in spellings(&word.value) {
                    match self.intern(&way)[..] {
                        [id] => self.mark_cue(id, bit),
                        _ => self.problems.push(DateProblem::at(word, "a cue is one word")),
                    }
                }
            }
        }
    }

    fn rules(&mut self) {
        let raw = self.raw;
        for rule in &raw.rules {
            let Some(&(_, kind)) = Kind::NAMES.iter().find(|(n, _)| *n == rule.is.value) else {
                let known: Vec<&str> = Kind::NAMES.iter().map(|(n, _)| *n).collect();
                self.problems.push(DateProblem::at(&rule.is, format!("`{}` is no meaning: use {}", rule.is.value, known.join(", "))));
                continue;
            };
            let from = match rule.from.as_ref().map(|from| from.value.as_str()) {
                None => From::Publication,
                Some("text") => From::Text,
                Some("next") => From::Next,
                Some("day") => From::Day,
                Some(_) => {
                    let place = rule.from.as_ref().unwrap_or(&rule.is);
                    self.problems.push(DateProblem::at(place, "`from` is text (the date named before), next (the date right after) or day (the day named before, else that of publication)"));
                    continue;
                }
            };
            let root = if from == From::Next { COUNTED } else { RULES };
            for written in &rule.patterns {
                let line = written.defined.line() as u32;
                self.tables.rules.push(RuleInfo { kind, from, whole: rule.whole, line });
                let number = self.tables.rules.len() as u16 - 1;
                match pattern::parse(&written.value).and_then(|items| self.lay(&items, root, 0)) {
                    Ok(end) => self.net.end(end, number),
                    Err(message) => self.problems.push(DateProblem::at(written, message)),
                }
            }
            if rule.examples.is_empty() {
                self.problems.push(DateProblem::at(&rule.is, "a rule needs an example"));
            }
        }
        match self.net.fold() {
            Some(nodes) => self.tables.nodes = nodes,
            None => self.problems.push(DateProblem {
                line: 0,
                column: 0,
                message: "the rules unfold into too many ways: drop optional parts".into(),
            }),
        }
        for (name, patterns) in raw.phrases.iter().filter(|(name, _)| !self.used.contains(*name) && *name != "and") {
            if let Some(first) = patterns.first() {
                self.problems.push(DateProblem::at(first, format!("no rule uses the phrase `{name}`")));
            }
        }
    }

    /// Adds a pattern to the net, from a place; returns the place it ends at.
    fn lay(&mut self, items: &[Item], mut at: u32, depth: usize) -> Result<u32, String> {
        if depth > 12 {
            return Err("a phrase uses itself".into());
        }
        for item in items {
            at = match item {
                Item::Word(word) => {
                    let end = self.net.place();
                    for way in ways(word) {
                        let ids = self.intern(&way);
                        let last = ids.into_iter().fold(at, |at, id| self.net.step(at, Atom::Word(id)));
                        self.net.free(last, end);
                    }
                    end
                }
                Item::Mark('-') => {
                    let end = self.net.place();
                    for atom in [Atom::Hyphen, Atom::Mark('-'), Atom::Mark('–')] {
                        let to = self.net.step(at, atom);
                        self.net.free(to, end);
                    }
                    end
                }
                Item::Mark(c) => self.net.step(at, Atom::Mark(*c)),
                Item::Field(field, value, role) => {
                    let value = match value {
                        None => None,
                        Some(name) => Some(self.value_of(*field, name).ok_or_else(|| format!("`{name}` is no {field:?}"))?),
                    };
                    self.net.step(at, Atom::Field(*field, value, *role))
                }
                Item::Phrase(name) => {
                    let raw = self.raw;
                    let Some(patterns) = raw.phrases.get(name) else { return Err(format!("there is no class or phrase `{name}`")) };
                    self.used.insert(name.clone());
                    let options = patterns.iter().map(|p| pattern::parse(&p.value)).collect::<Result<Vec<_>, _>>()?;
                    self.either(&options, at, depth)?
                }
                Item::Either(options) => self.either(options, at, depth)?,
            };
        }
        Ok(at)
    }

    fn either(&mut self, options: &[Vec<Item>], at: u32, depth: usize) -> Result<u32, String> {
        let end = self.net.place();
        for option in options {
            let last = self.lay(option, at, depth + 1)?;
            self.net.free(last, end);
        }
        Ok(end)
    }

    fn value_of(&self, field: Field, name: &str) -> Option<i32> {
        match field {
            Field::Unit | Field::Two => Unit::NAMES.iter().position(|(n, _)| *n == name).map(|i| i as i32),
            Field::Part => PARTS.iter().position(|n| *n == name).map(|i| i as i32 + 1),
            _ => name.parse().ok(),
        }
    }

    fn ranges(&mut self) {
        let raw = self.raw;
        for written in &raw.ranges {
            let Some((open, join)) = written.value.split_once("..") else {
                self.problems.push(DateProblem::at(written, "a range is written `from .. to`"));
                continue;
            };
            let (open, join) = (self.intern(open), self.intern(join));
            if join.is_empty() {
                self.problems.push(DateProblem::at(written, "nothing joins the two ends"));
            }
            self.tables.ranges.push(RangeWords { open, join });
        }
        // What joins tens and ones; the phrase is named in the file so that the engine knows no language.
        if let Some(words) = raw.phrases.get("and") {
            for word in words {
                let ids = self.intern(&word.value);
                self.tables.and.extend(ids);
            }
        }
    }

    /// Marks the words a rule may begin with.
    fn starts(&mut self) {
        let roots = [RULES, COUNTED].map(|root| &self.tables.nodes[root as usize]);
        let root: Vec<Atom> = roots.iter().flat_map(|node| &node.edges).map(|&(atom, _)| atom).collect();
        let begins = |field: Field| {
            root.iter().any(|atom| match atom {
                Atom::Field(f, _, _) => {
                    *f == field
                        || (matches!(f, Field::Day) && matches!(field, Field::Number | Field::Ordinal))
                        || (matches!(f, Field::Count) && field == Field::Number)
                }
                _ => false,
            })
        };
        let mut ids: Vec<WordId> = root.iter().filter_map(|a| if let Atom::Word(id) = a { Some(*id) } else { None }).collect();
        for id in 0..self.tables.first.len() {
            let node = self.tables.first[id];
            if node != 0 && self.reach(node).iter().any(|&f| begins(f)) {
                ids.push(id as WordId);
            }
        }
        ids.into_iter().for_each(|id| self.mark_cue(id, cue::START));
    }

    /// Fields of all phrases that begin at a node.
    fn reach(&self, node: u32) -> Vec<Field> {
        let mut fields: Vec<Field> = self.tables.readings[node as usize].iter().map(|r| r.field).collect();
        let below: Vec<u32> = self.tables.next.iter().filter(|((from, _), _)| *from == node).map(|(_, &to)| to).collect();
        below.into_iter().for_each(|to| fields.extend(self.reach(to)));
        fields
    }
}

/// A word as it may be numbered: what other lists write in capitals ("XVI") is another word than the same in small letters.
fn ways(word: &str) -> Vec<String> {
    let capitals = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    if capitals { vec![word.to_owned(), format!("^{word}")] } else { vec![word.to_owned()] }
}

/// A word in two where the tokenizer cuts it: "monday" + "'s", "l'" + "an"; "aujourd'hui" is whole.
fn cut(word: &str, elides: bool) -> [&str; 2] {
    match word.find('\'') {
        Some(at) if !elides => word.split_at(at).into(),
        Some(at) if word[..at].chars().count() <= 1 || word[..at].ends_with("qu") => word.split_at(at + 1).into(),
        _ => [word, ""],
    }
}

/// `Jan(uary)` is "Jan" and "January".
fn spellings(word: &str) -> Vec<String> {
    let Some(open) = word.find('(') else { return vec![word.to_owned()] };
    let Some(close) = word[open..].find(')').map(|c| open + c) else { return vec![word.to_owned()] };
    let (head, inner, tail) = (&word[..open], &word[open + 1..close], &word[close + 1..]);
    spellings(tail).into_iter().flat_map(|tail| [format!("{head}{tail}"), format!("{head}{inner}{tail}")]).collect()
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn brackets_are_letters_that_may_be_left_out() {
        assert_eq!(spellings("Jan(uary)"), ["Jan", "January"]);
        assert_eq!(spellings("(a)b(c)"), ["b", "ab", "bc", "abc"]);
    }
}
