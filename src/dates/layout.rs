//! The clauses of a sentence and which word each date in it belongs to. A flat reading of the items in order: what opens a clause is
//! marked by the languages' own words (that, who, when), what closes one is a comma before the verb that goes on.

use smallvec::SmallVec;

use super::DateMention;
use crate::language::form;
use crate::model::{Class, Item, Parse, Token};

/// What a clause is to the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Told by the text itself.
    Main,
    /// What somebody says, wants or knows: "said that …".
    Content,
    /// Said of a noun: "who …".
    Relative,
    /// Told beside another: "when …", "after …".
    Circumstance,
}

#[derive(Clone, Copy, Debug)]
struct Clause {
    kind: Kind,
    /// Number of the clause it hangs on; its own for a main clause.
    parent: usize,
    /// The last predicate in it.
    verb: Option<usize>,
    /// It opened before its parent had a verb: "When …, the army fled".
    leads: bool,
}

/// A date in the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// Index into the mentions.
    pub(super) mention: usize,
    /// Its item.
    pub(super) item: usize,
    /// The clause it stands in.
    pub(super) clause: usize,
    /// What it dates.
    pub(super) owner: Owner,
}

/// What a date belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A predicate, by number.
    Verb(usize),
    /// The noun phrase it stands in front of: "Friday's attack".
    Noun(usize),
    /// All of a clause that has no verb.
    Clause,
}

/// The clauses of one sentence, and its dates.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    clauses: SmallVec<[Clause; 4]>,
    /// Clause of each item.
    of_item: Vec<usize>,
    pub(super) dates: SmallVec<[Dated; 4]>,
}

impl Layout {
    /// Reads a sentence. `mentions` are the article's, `tokens` and `text` too.
    pub fn of(parse: &Parse, mentions: &[DateMention], tokens: &[Token], text: &str) -> Layout {
        let mut layout = Layout { clauses: SmallVec::new(), of_item: vec![0; parse.items.len()], dates: SmallVec::new() };
        layout.cut(parse);
        for (item, unit) in dates_of(parse) {
            let first = parse.units[unit].first;
            let at = mentions.partition_point(|mention| mention.tokens.start < first);
            if mentions.get(at).is_some_and(|mention| mention.tokens.start == first) {
                let owner = layout.owner(parse, tokens, text, item);
                layout.dates.push(Dated { mention: at, item, clause: layout.of_item[item], owner });
            }
        }
        layout
    }

    /// The clause an item stands in.
    pub(super) fn clause(&self, item: usize) -> usize {
        self.of_item[item]
    }

    pub(super) fn kind(&self, clause: usize) -> Kind {
        self.clauses[clause].kind
    }

    pub(super) fn parent(&self, clause: usize) -> usize {
        self.clauses[clause].parent
    }

    /// Whether a clause has a verb.
    pub(super) fn has_verb(&self, clause: usize) -> bool {
        self.clauses[clause].verb.is_some()
    }

    /// Whether a clause or one that it hangs on is of a kind.
    pub(super) fn within(&self, mut clause: usize, kind: Kind) -> bool {
        loop {
            if self.kind(clause) == kind {
                return true;
            }
            match self.parent(clause) {
                parent if parent == clause => return false,
                parent => clause = parent,
            }
        }
    }

    fn open(&mut self, kind: Kind, parent: Option<usize>) -> usize {
        let number = self.clauses.len();
        let leads = parent.is_some_and(|parent| self.clauses[parent].verb.is_none());
        self.clauses.push(Clause { kind, parent: parent.unwrap_or(number), verb: None, leads });
        number
    }

    /// Gives each item its clause.
    fn cut(&mut self, parse: &Parse) {
        let mut now = self.open(Kind::Main, None);
        for (i, item) in parse.items.iter().enumerate() {
            match *item {
                Item::Other(_, Class::Stop) => now = self.open(Kind::Main, None),
                // What "but" adds is told in the same way.
                Item::Other(_, Class::But) => {
                    let parent = self.parent(now);
                    now = self.open(self.kind(now), Some(parent).filter(|&parent| parent != now));
                }
                Item::Other(_, Class::That) => now = self.open(Kind::Content, Some(now)),
                Item::Other(_, Class::Relative) => now = self.open(Kind::Relative, Some(now)),
                Item::Other(_, Class::Subordinator) => now = self.open(Kind::Circumstance, Some(now)),
                Item::Other(_, Class::Comma) if self.closes(parse, now, i) => now = self.parent(now),
                Item::Verb(v) if finite(parse, v) => {
                    if let Some(subject) = self.said_by_the_way(parse, now, v) {
                        now = self.open(Kind::Content, Some(now));
                        self.of_item[subject..i].fill(now);
                    } else if self.goes_on(parse, now, i) {
                        now = self.parent(now);
                    }
                    self.clauses[now].verb = Some(v);
                }
                _ => {}
            }
            self.of_item[i] = now;
        }
    }

    /// Whether a comma ends the clause: one told of a noun before the verb that goes on, or one that led before the clause it led to.
    fn closes(&self, parse: &Parse, now: usize, comma: usize) -> bool {
        let clause = self.clauses[now];
        let verb_next = || {
            let rest = parse.items[comma + 1..].iter();
            let mut rest =
                rest.skip_while(|item| matches!(item, Item::Other(_, Class::Date | Class::Adverb | Class::Aux | Class::Preposition(_))));
            matches!(rest.next(), Some(Item::Verb(v)) if finite(parse, *v))
        };
        clause.verb.is_some()
            && match clause.kind {
                Kind::Relative => clause.leads || verb_next(),
                Kind::Circumstance => clause.leads,
                Kind::Main | Kind::Content => false,
            }
    }

    /// "Rebels who killed 20 soldiers on 3 May attacked the town": a second finite verb, and nothing that joins it.
    fn goes_on(&self, parse: &Parse, now: usize, item: usize) -> bool {
        let clause = self.clauses[now];
        let Some(before) = clause.verb.filter(|_| clause.kind == Kind::Relative && clause.leads) else { return false };
        let from = parse.predicates[before].item + 1;
        !parse.items[from..item].iter().any(|item| matches!(item, Item::Other(_, Class::And | Class::Or | Class::Comma | Class::Quote)))
    }

    /// "Lavrov said his country would": content without "that". Gives the item of its subject.
    fn said_by_the_way(&self, parse: &Parse, now: usize, v: usize) -> Option<usize> {
        let before = self.clauses[now].verb.filter(|&before| parse.predicates[before].saying)?;
        let (said, subject) = (parse.predicates[before].item, parse.nps[parse.verb_arguments[v].subject?].item);
        let joined = || parse.items[said..subject].iter().any(|item| matches!(item, Item::Other(_, Class::And | Class::Or)));
        (subject > said && subject < parse.predicates[v].item && !joined()).then_some(subject)
    }

    /// What a date belongs to: the noun it stands in front of, else the verb before it in its clause, else the verb after it.
    fn owner(&self, parse: &Parse, tokens: &[Token], text: &str, item: usize) -> Owner {
        if let Some(n) = in_front_of(parse, tokens, text, item) {
            return Owner::Noun(n);
        }
        let here = self.of_item[item];
        let verb = |i: usize| match parse.items[i] {
            Item::Verb(v) if self.of_item[i] == here => Some(v),
            _ => None,
        };
        let before = (0..item).rev().find_map(|i| verb(i).map(|v| (i, v)));
        let after = (item + 1..parse.items.len()).find_map(|i| verb(i).map(|v| (i, v)));
        match (before, after) {
            (Some((_, v)), None) | (None, Some((_, v))) => Owner::Verb(v),
            (None, None) => Owner::Clause,
            (Some((a, before)), Some((b, after))) => {
                // "…, and on Friday launched": joined to what follows.
                let breaks = |i: &Item| matches!(i, Item::Other(_, Class::And | Class::Or | Class::Comma));
                let joined = |i: &Item| matches!(i, Item::Other(_, Class::Date | Class::Adverb | Class::Aux | Class::Preposition(_)));
                let starts = parse.items[a + 1..item].iter().rev().find(|i| !joined(i)).is_some_and(breaks);
                let leads = starts && parse.items[item + 1..b].iter().all(|i| joined(i) || matches!(i, Item::Np(_)));
                Owner::Verb(if leads && !ends(parse, item) { after } else { before })
            }
        }
    }
}

/// Whether a comma follows the date at once: "killed ten people, on Friday, and fled".
fn ends(parse: &Parse, item: usize) -> bool {
    matches!(parse.items.get(item + 1), Some(Item::Other(_, Class::Comma)))
}

/// Whether a predicate makes a clause; a participle after its noun ("troops killed by rebels") does not.
fn finite(parse: &Parse, v: usize) -> bool {
    let (predicate, arguments) = (&parse.predicates[v], &parse.verb_arguments[v]);
    let participle = arguments.reduced && !predicate.saying && (predicate.form & form::PAST == 0 || arguments.agent.is_some());
    !predicate.infinitive && !predicate.gerund && !participle
}

/// The noun phrase that a date stands in front of and belongs to: "Friday's attack", "the 2015 attack", "a June 3 raid".
fn in_front_of(parse: &Parse, tokens: &[Token], text: &str, item: usize) -> Option<usize> {
    let (Item::Other(date, _), Some(&Item::Np(n))) = (parse.items[item], parse.items.get(item + 1)) else { return None };
    let np = &parse.nps[n];
    let starts = |unit: usize, marks: &[char]| tokens[parse.units[unit].first].span.of(text).starts_with(marks);
    let of_it = starts(np.units.start, &['\'', '’']);
    let under = date > 0 && matches!(parse.units[date - 1].class, Class::Determiner | Class::Possessive);
    (of_it || under).then_some(n)
}

fn dates_of<'p>(parse: &'p Parse) -> impl Iterator<Item = (usize, usize)> + 'p {
    parse.items.iter().enumerate().filter_map(|(i, item)| match *item {
        Item::Other(unit, Class::Date) => Some((i, unit)),
        _ => None,
    })
}

/// The tense that a verb's form tells by itself.
pub(super) fn is_past(parse: &Parse, v: usize) -> bool {
    let form = parse.predicates[v].form;
    form & form::PAST != 0 && form & (form::PRES | form::S | form::BASE | form::ING) == 0
}
