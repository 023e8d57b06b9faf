//! Which date belongs to which event.

use super::layout::{self, Dated, Kind, Layout};
use super::owner::Owner;
use super::{Anchor, DateMention, Direction};
use crate::model::{Basis, Class, Control, DateLink, DateValue, Item, Parse, Precision, Trigger, Undated};

/// The date of an event, and the expression it was taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateChoice {
    /// When.
    pub value: DateValue,
    /// Index into the mentions; None where the publication day was taken, or nothing is known.
    pub mention: Option<usize>,
    /// Why this one.
    pub link: DateLink,
}

/// What is asked: an event, and what is known of how it is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its sentence.
    pub parse: &'a Parse<'a>,
    /// What tells it.
    pub trigger: Trigger,
    /// Future where the event is the announcement and what is announced is to come: "will send arms next month" is dated by the saying.
    pub tense: Option<Direction>,
    /// The act is words: what is said to be demanded is demanded by saying so.
    pub words: bool,
    /// An event noun that a verb carries or introduces ("launched an attack", "clashes erupted").
    pub carried: bool,
    /// An event noun under a verb that says nothing of it: "condemned the attack".
    pub referred: bool,
    /// It may be told of a day to come: a verb in the present.
    pub coming: bool,
    /// The noun's preposition says where or in what: "died in the attack" is at the time of the attack.
    pub during: bool,
}

/// The date of an event.
///
/// 1. The expression that belongs to the word that tells it: the verb's own, a noun's neighbour ("Friday's attack", "the attack in Mali on
///    Friday"), or that of the verb that carries the noun. Of several the nearest; one that says since or until when is no date of the event.
///    Of two for one time ("a week ago, on 11 January") the more exact one. An end of a stretch gives the stretch.
/// 2. Another of its clause: of a verb joined to it.
/// 3. That of a clause told beside it ("when …"), of the clause without a verb before it, and, where the act is words, of the saying.
/// 4. Otherwise the publication: its day where the event is what the text tells, with basis `Publication` (`Page` where it is itself
///    inferred), as wide as the anchor; and by `undated` where it is only reported or referred to.
/// 5. Otherwise unknown.
///
/// What a verb in the past dates is past: "promised on Friday to send". What is announced, or told as past, is not dated by a day to come.
/// `news` is the day of the news: that of the dateline, where there is one.
pub fn date_for(layout: &Layout, mentions: &[DateMention], told: &Told, anchor: &Anchor, news: &Anchor, undated: Undated) -> DateChoice {
    let (parse, item) = (told.parse, item_of(told));
    let clause = layout.clause(item);
    let usable = |dated: &&Dated| {
        let mention = &mentions[dated.mention];
        let value = seen(mention, dated, parse, anchor);
        let to_come = value.first.zip(anchor.last).is_some_and(|(first, published)| first > published);
        let announced =
            told.tense == Some(Direction::Future) && !is_past(mention, dated, parse) && mention.direction == Some(Direction::Future);
        !mention.since && !dated.since && !mention.until && !announced && (!to_come || told.tense.is_none() && told.coming)
    };
    let nearest = |wanted: &dyn Fn(&Dated) -> bool| {
        let dates = layout.dates.iter().filter(usable).filter(|dated| wanted(dated));
        dates.min_by_key(|dated| dated.item.abs_diff(item) * 2 + usize::from(dated.item < item)).map(|dated| dated.mention)
    };
    // Neither a noun's own date nor that of a participle after the event ("rejected a resolution adopted on Thursday") dates anything else.
    let free = |dated: &Dated| match dated.owner {
        Owner::Noun(_) => false,
        Owner::Verb(v) => !layout::participle(parse, v) || parse.predicates[v].item < item,
        Owner::Clause => true,
    };
    let (own, shares) = match told.trigger {
        Trigger::Verb(v) => (nearest(&|dated| dated.owner == Owner::Verb(v)), true),
        Trigger::Noun(n) => {
            let carrier = carrier(told, n);
            let own = nearest(&|dated| dated.owner == Owner::Noun(n))
                .or_else(|| nearest(&|dated| dated.item > item && follows(parse, item, dated.item)))
                .or_else(|| nearest(&|dated| carrier.is_some_and(|v| dated.owner == Owner::Verb(v))));
            // «غارات إسرائيلية تستهدف …»: what a clause of the text begins with is told, though a verb says more of it.
            let np = &parse.nps[n];
            let first = !parse.items[..item].iter().any(|i| matches!(i, Item::Verb(_)));
            let subject = first && np.preposition.is_none() && !np.agent && layout.kind(clause) == Kind::Main && !told.referred;
            // «تم اعتقال 12 شابا»
            let done = match item.checked_sub(1).map(|i| parse.items[i]) {
                Some(Item::Other(_, Class::Done)) => true,
                Some(Item::Verb(v)) => parse.predicates[v].done,
                _ => false,
            };
            (own, carrier.is_some() || !layout.has_verb(clause) || subject || done)
        }
    };
    let found = own.map(|mention| (mention, DateLink::Own));
    let found = found.or_else(|| nearest(&|d| shares && free(d) && d.clause == clause).map(|mention| (mention, DateLink::Clause)));
    let found =
        found.or_else(|| nearest(&|d| shares && free(d) && beside(layout, told, clause, d.clause)).map(|m| (m, DateLink::Sentence)));
    if let Some((number, link)) = found {
        return dated(layout, mentions, number, link, told, anchor);
    }
    let is_news = match told.trigger {
        Trigger::Verb(_) => !layout.within(clause, Kind::Relative) && (told.words || !layout.within(clause, Kind::Content)),
        Trigger::Noun(n) => {
            let said = carrier(told, n).is_some_and(|v| parse.predicates[v].saying);
            !told.referred
                && (shares || told.words)
                && !layout.within(clause, Kind::Relative)
                && (told.words || !said && !layout.within(clause, Kind::Content))
        }
    };
    published(if is_news { news } else { anchor }, is_news, undated)
}

fn item_of(told: &Told) -> usize {
    match told.trigger {
        Trigger::Verb(v) => told.parse.predicates[v].item,
        Trigger::Noun(n) => told.parse.nps[n].item,
    }
}

/// The verb whose time is an event noun's time: what carries it, what is said of it, what happened in it.
fn carrier(told: &Told, n: usize) -> Option<usize> {
    let (v, control) = told.parse.noun_arguments[n].governor?;
    let at_one = match control {
        _ if told.referred => false,
        Control::EventOblique => told.carried || told.during,
        _ => true,
    };
    at_one.then_some(v)
}

/// Whether a date follows an event noun as part of its phrase: only what its phrase is made of stands between.
fn follows(parse: &Parse, noun: usize, date: usize) -> bool {
    let between = parse.items[noun + 1..date].iter();
    let mut commas = 0;
    between.into_iter().all(|item| match *item {
        Item::Np(n) => {
            parse.nps[n].preposition.is_some() || parse.nps[n].agent || parse.nps[n].genitive_of.is_some() || parse.nps[n].in_list
        }
        Item::Other(_, Class::Preposition(_) | Class::Of(_) | Class::Agent(_) | Class::Adverb | Class::And | Class::Date) => true,
        Item::Other(_, Class::Comma) => {
            commas += 1;
            commas < 2
        }
        _ => false,
    })
}

/// Whether what is said in one clause is told at the time of another.
fn beside(layout: &Layout, told: &Told, clause: usize, other: usize) -> bool {
    if !layout.has_verb(other) && layout.kind(other) == Kind::Main {
        return layout.kind(clause) == Kind::Main || told.words;
    }
    let hangs = |low: usize, high: usize| match layout.kind(low) {
        Kind::Circumstance => layout.parent(low) == high,
        Kind::Content => told.words && layout.parent(low) == high,
        Kind::Main | Kind::Relative => false,
    };
    // Deeds told side by side; what is said of a deed may be said later.
    let side_by_side = !told.words && layout.beside(clause) == Some(other);
    side_by_side || hangs(clause, other) || layout.kind(other) == Kind::Circumstance && hangs(other, clause)
}

/// Whether a date that could be past or to come belongs to a verb in the past.
fn is_past(mention: &DateMention, dated: &Dated, parse: &Parse) -> bool {
    let verb = matches!(dated.owner, Owner::Verb(v) if layout::finite(parse, v) && layout::is_past(parse, v));
    verb && mention.range.is_none() && mention.linked.is_none() && mention.when.own_direction().is_none()
}

/// A date as the tense of the verb it belongs to has it.
fn seen(mention: &DateMention, dated: &Dated, parse: &Parse, anchor: &Anchor) -> DateValue {
    match mention.direction {
        Some(Direction::Future) if is_past(mention, dated, parse) => mention.seen(anchor, Some(Direction::Past)),
        _ => mention.interval(),
    }
}

/// A date that is said, seen with the tense of the verb it dates.
fn dated(layout: &Layout, mentions: &[DateMention], number: usize, link: DateLink, told: &Told, anchor: &Anchor) -> DateChoice {
    let mention = &mentions[number];
    let twin = mentions.iter().position(|m| m.linked == Some(number)).or(mention.linked).filter(|&twin| twin < mentions.len());
    let best = twin.filter(|&twin| exactness(&mentions[twin].interval()) < exactness(&mention.interval())).unwrap_or(number);
    let place = layout.dates.iter().find(|dated| dated.mention == best);
    let mut value = place.map_or_else(|| mentions[best].interval(), |dated| seen(&mentions[best], dated, told.parse, anchor));
    if let Some(twin) = twin {
        let (a, b) = (mention.interval(), mentions[twin].interval());
        match (a.first.zip(a.last), b.first.zip(b.last)) {
            // Two names of one time that agree leave no doubt of the year or the side.
            (Some(a), Some(b)) if a.0 <= b.1 && b.0 <= a.1 => {
                value.flags.year_inferred = false;
                value.flags.tense_inferred = false;
                value.flags.day_month_ambiguous = false;
            }
            (Some(_), Some(_)) => value.flags.dates_differ = true,
            _ => {}
        }
    }
    DateChoice { value, mention: Some(best), link }
}

/// The publication as the date of an event that has none.
fn published(anchor: &Anchor, news: bool, undated: Undated) -> DateChoice {
    let link = if news { DateLink::News } else { DateLink::Background };
    let unknown = DateChoice { value: DateValue::UNKNOWN, mention: None, link };
    let basis = if anchor.inferred { Basis::Page } else { Basis::Publication };
    let days = |first, last, precision| {
        let value = DateValue { first, last, precision, basis, flags: Default::default() };
        DateChoice { value, mention: None, link }
    };
    let (first, last) = match (anchor.first, anchor.last) {
        (Some(first), Some(last)) => (first, last),
        (None, None) => return unknown,
        // Published at some time since, or until: so far the news is known too.
        (first, last) if news => return days(first, last, Precision::Interval),
        _ => return unknown,
    };
    let precision = if first == last { Precision::Day } else { Precision::Interval };
    match undated {
        Undated::Day => days(Some(first), Some(last), precision),
        _ if news => days(Some(first), Some(last), precision),
        Undated::Never => unknown,
        Undated::Month => match super::calendar::month_of_day(first) {
            Some((start, end)) if end >= last => days(Some(start), Some(end), Precision::Month),
            _ => days(Some(first), Some(last), precision),
        },
    }
}

/// Smaller is better: known before unknown, stated before counted, fewer days.
fn exactness(value: &DateValue) -> (bool, bool, i64) {
    match (value.first, value.last) {
        (Some(first), Some(last)) => (false, value.basis != Basis::Stated && !value.flags.year_inferred, (last - first).num_days()),
        _ => (true, true, i64::MAX),
    }
}
