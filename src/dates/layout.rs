//! The clauses of a sentence and which word each date in it belongs to. A flat reading of the items in order: what opens a clause is
//! marked by the languages' own words (that, who, when), what closes one is a comma before what goes on.

use smallvec::SmallVec;

use super::DateMention;
use super::owner::{Owner, owner};
use crate::language::form;
use crate::model::{Class, Item, Parse, Token, WordId};

/// What a layout is made from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The sentence.
    pub parse: &'a Parse<'a>,
    /// The dates of the article, in order.
    pub mentions: &'a [DateMention],
    /// The tokens of the article.
    pub tokens: &'a [Token],
    /// Its text.
    pub text: &'a str,
    /// The verb comes first, its object last: a comma after a relative clause is followed by the rest of the clause it stood in.
    pub verb_first: bool,
    /// Whether a preposition says where or in what.
    pub locative: &'a dyn Fn(u16) -> bool,
    /// Whether a word says since when.
    pub since: &'a dyn Fn(WordId) -> bool,
    /// Whether a word names a unit of time.
    pub unit: &'a dyn Fn(WordId) -> bool,
}

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
    /// It opened right after a comma.
    apart: bool,
    /// So long after or before: "a week after …" is told at another time.
    counted: bool,
    /// The clause it is told beside: "…, while an airport came under attack".
    beside: Option<usize>,
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
    /// It ends a phrase that says since when: "since the start of the war in 2011".
    pub(super) since: bool,
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
    /// Reads a sentence.
    pub fn of(ground: &Ground) -> Layout {
        let Ground { parse, mentions, .. } = *ground;
        let mut layout = Layout { clauses: SmallVec::new(), of_item: vec![0; parse.items.len()], dates: SmallVec::new() };
        layout.cut(ground);
        for (item, unit) in dates_of(parse) {
            let first = parse.units[unit].first;
            let at = mentions.partition_point(|mention| mention.tokens.start < first);
            if mentions.get(at).is_some_and(|mention| mention.tokens.start == first) {
                let owner = owner(&layout, ground, item, &mentions[at]);
                let since = says_since(ground, item);
                layout.dates.push(Dated { mention: at, item, clause: layout.of_item[item], owner, since });
            }
        }
        layout
    }

    /// The clause an item stands in.
    pub fn clause(&self, item: usize) -> usize {
        self.of_item[item]
    }

    /// Whether an item stands in a clause that the text itself tells.
    pub fn is_told(&self, item: usize) -> bool {
        self.kind(self.of_item[item]) == Kind::Main
    }

    pub(super) fn kind(&self, clause: usize) -> Kind {
        self.clauses[clause].kind
    }

    pub(super) fn parent(&self, clause: usize) -> usize {
        self.clauses[clause].parent
    }

    /// Whether a clause is told so long after or before another: "a week after …".
    pub(super) fn counted(&self, clause: usize) -> bool {
        self.clauses[clause].counted
    }

    /// The clause that another is told beside.
    pub(super) fn beside(&self, clause: usize) -> Option<usize> {
        self.clauses[clause].beside
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

    fn open(&mut self, kind: Kind, parent: Option<usize>, apart: bool) -> usize {
        let number = self.clauses.len();
        let leads = parent.is_some_and(|parent| self.clauses[parent].verb.is_none());
        self.clauses.push(Clause { kind, parent: parent.unwrap_or(number), verb: None, leads, apart, counted: false, beside: None });
        number
    }

    /// Gives each item its clause.
    fn cut(&mut self, ground: &Ground) {
        let parse = ground.parse;
        let mut now = self.open(Kind::Main, None, false);
        let mut quoted = None;
        for (i, item) in parse.items.iter().enumerate() {
            let apart = i > 0 && matches!(parse.items[i - 1], Item::Other(_, Class::Comma));
            match *item {
                Item::Other(_, Class::Stop) => now = self.open(Kind::Main, None, false),
                // What "but" adds is told in the same way.
                Item::Other(_, Class::But) => {
                    let (before, parent) = (now, self.parent(now));
                    now = self.open(self.kind(now), Some(parent).filter(|&parent| parent != now), apart);
                    self.clauses[now].beside = Some(before);
                }
                Item::Other(_, Class::That) => now = self.open(Kind::Content, Some(now), apart),
                Item::Other(_, Class::Relative) => now = self.open(Kind::Relative, Some(now), apart),
                Item::Other(unit, class @ (Class::Subordinator | Class::Preposition(_))) => {
                    let tokens = &ground.tokens[parse.units[unit].first..parse.units[unit].last];
                    let counted = tokens.iter().any(|token| (ground.unit)(token.word));
                    if class == Class::Subordinator || counted && verb_follows(parse, i) {
                        now = self.open(Kind::Circumstance, Some(now), apart);
                        self.clauses[now].counted = counted;
                    }
                }
                Item::Other(_, Class::Comma) if self.closes(ground, now, i) => now = self.parent(now),
                Item::Other(_, Class::Quote) => match quoted.take() {
                    Some(outside) => now = outside,
                    None if quote_is_said(parse, i) => {
                        quoted = Some(now);
                        now = self.open(Kind::Content, Some(now), apart);
                    }
                    None => {}
                },
                Item::Verb(v) if finite(parse, v) => {
                    if let Some(subject) = self.said_by_the_way(parse, now, v) {
                        now = self.open(Kind::Content, Some(now), false);
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

    /// Whether a comma ends the clause: one told of a noun before what goes on, or one that led before the clause it led to.
    fn closes(&self, ground: &Ground, now: usize, comma: usize) -> bool {
        let parse = ground.parse;
        let clause = self.clauses[now];
        let goes_on = || {
            let rest = parse.items[comma + 1..].iter();
            let skipped = |item: &&Item| matches!(item, Item::Other(_, Class::Date | Class::Adverb | Class::Aux | Class::Preposition(_)));
            match rest.clone().find(|item| !skipped(item)) {
                Some(Item::Verb(v)) => finite(parse, *v),
                // «قتلت إسرائيل، التي …، فلسطينيين»
                Some(Item::Np(_)) => ground.verb_first && clause.apart,
                _ => false,
            }
        };
        clause.verb.is_some()
            && match clause.kind {
                Kind::Relative => clause.leads || goes_on(),
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
}

/// Whether a finite verb follows before a comma or stop.
fn verb_follows(parse: &Parse, item: usize) -> bool {
    let rest = parse.items[item + 1..].iter().take_while(|item| !matches!(item, Item::Other(_, Class::Comma | Class::Stop)));
    rest.into_iter().any(|item| matches!(item, Item::Verb(v) if finite(parse, *v)))
}

/// Whether the phrase that a date ends begins with a word of since: nouns and prepositions alone stand between.
fn says_since(ground: &Ground, item: usize) -> bool {
    let parse = ground.parse;
    for i in (0..item).rev() {
        match parse.items[i] {
            Item::Np(_) | Item::Other(_, Class::Of(_) | Class::Determiner) => {}
            Item::Other(unit, Class::Preposition(_) | Class::Subordinator | Class::Adverb) => {
                if (ground.since)(ground.tokens[parse.units[unit].first].word) {
                    return true;
                }
            }
            _ => return false,
        }
    }
    false
}

/// Whether a quotation mark opens a quote with a verb of its own that is said by the verb after it.
fn quote_is_said(parse: &Parse, open: usize) -> bool {
    let Some(close) = (open + 1..parse.items.len()).find(|&i| matches!(parse.items[i], Item::Other(_, Class::Quote))) else { return false };
    let verbs = |from: usize, to: usize| {
        parse.items[from..to].iter().filter_map(|item| if let Item::Verb(v) = item { Some(*v) } else { None }).find(|&v| finite(parse, v))
    };
    verbs(open, close).is_some() && verbs(close, parse.items.len()).is_some_and(|v| parse.predicates[v].saying)
}

/// Whether a predicate makes a clause; a participle after its noun ("troops killed by rebels") does not.
pub(super) fn finite(parse: &Parse, v: usize) -> bool {
    let predicate = &parse.predicates[v];
    !predicate.infinitive && !predicate.gerund && !participle(parse, v)
}

/// A participle that tells of the noun before it: "a resolution adopted on Thursday".
pub(super) fn participle(parse: &Parse, v: usize) -> bool {
    let (predicate, arguments) = (&parse.predicates[v], &parse.verb_arguments[v]);
    // "arrested, tried and jailed by": what is joined to a verb is none.
    let joined = predicate.item > 0 && matches!(parse.items[predicate.item - 1], Item::Other(_, Class::And));
    arguments.reduced && !joined && !predicate.saying && (predicate.form & form::PAST == 0 || arguments.agent.is_some())
}

/// The items that are dates, with their units.
fn dates_of<'p>(parse: &'p Parse) -> impl Iterator<Item = (usize, usize)> + 'p {
    parse.items.iter().enumerate().filter_map(|(i, item)| match *item {
        Item::Other(unit, Class::Date) => Some((i, unit)),
        _ => None,
    })
}

/// Whether a verb's form tells the past by itself.
pub(super) fn is_past(parse: &Parse, v: usize) -> bool {
    let form = parse.predicates[v].form;
    form & form::PAST != 0 && form & (form::PRES | form::S | form::BASE | form::ING) == 0
}
