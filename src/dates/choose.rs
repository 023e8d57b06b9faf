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
    let item = match told.trigger {
        Trigger::Verb(v) => told.parse.predicates[v].item,
        Trigger::Noun(n) => told.parse.nps[n].item,
    };
    let event = Event { layout, mentions, told, anchor, item, clause: layout.clause(item) };
    let shares = event.shares();
    let own = event.own().map(|mention| (mention, DateLink::Own));
    let clause = || event.nearest(&|d| event.lends(d) && d.clause == event.clause).map(|mention| (mention, DateLink::Clause));
    let sentence = || event.nearest(&|d| event.lends(d) && event.is_beside(d.clause)).map(|mention| (mention, DateLink::Sentence));
    match own.or_else(|| shares.then(clause)?).or_else(|| shares.then(sentence)?) {
        Some((number, link)) => event.dated(number, link),
        None if event.is_news(shares) => published(news, true, undated),
        None => published(anchor, false, undated),
    }
}

/// An event on its way to a date.
struct Event<'a> {
    layout: &'a Layout,
    mentions: &'a [DateMention],
    told: &'a Told<'a>,
    anchor: &'a Anchor,
    /// The item that tells it.
    item: usize,
    /// The clause of that.
    clause: usize,
}

impl Event<'_> {
    /// The nearest of the dates that are wanted and can be its own.
    fn nearest(&self, wanted: &dyn Fn(&Dated) -> bool) -> Option<usize> {
        let dates = self.layout.dates.iter().filter(|dated| self.can_date(dated) && wanted(dated));
        dates.min_by_key(|dated| dated.item.abs_diff(self.item) * 2 + usize::from(dated.item < self.item)).map(|dated| dated.mention)
    }

    /// Whether a date says when, and not since or until when; of a day that has come, or may be told of before.
    fn can_date(&self, dated: &Dated) -> bool {
        let (told, mention) = (self.told, &self.mentions[dated.mention]);
        let value = self.seen(mention, dated);
        let to_come = value.first.zip(self.anchor.last).is_some_and(|(first, published)| first > published);
        let future = told.tense == Some(Direction::Future) && !self.is_past(mention, dated) && mention.direction == Some(Direction::Future);
        !mention.since && !dated.since && !mention.until && !future && (!to_come || told.tense.is_none() && told.coming)
    }

    /// The date of the word that tells it.
    fn own(&self) -> Option<usize> {
        match self.told.trigger {
            Trigger::Verb(v) => self.nearest(&|dated| dated.owner == Owner::Verb(v)),
            Trigger::Noun(n) => {
                let carrier = self.carrier(n);
                self.nearest(&|dated| dated.owner == Owner::Noun(n))
                    .or_else(|| self.nearest(&|dated| dated.item > self.item && follows(self.told.parse, self.item, dated.item)))
                    .or_else(|| self.nearest(&|dated| carrier.is_some_and(|v| dated.owner == Owner::Verb(v))))
            }
        }
    }

    /// Whether it is told in its clause, and not only named there: then the dates of the clause are its dates too.
    fn shares(&self) -> bool {
        let (parse, layout) = (self.told.parse, self.layout);
        let Trigger::Noun(n) = self.told.trigger else { return true };
        let np = &parse.nps[n];
        // «غارات إسرائيلية تستهدف …»: what a clause of the text begins with is told, though a verb says more of it.
        let first = !parse.items[..self.item].iter().any(|i| matches!(i, Item::Verb(_)));
        let subject = first && np.preposition.is_none() && !np.agent && layout.kind(self.clause) == Kind::Main && !self.told.referred;
        // «تم اعتقال 12 شابا»
        let done = match self.item.checked_sub(1).map(|i| parse.items[i]) {
            Some(Item::Other(_, Class::Done)) => true,
            Some(Item::Verb(v)) => parse.predicates[v].done,
            _ => false,
        };
        self.carrier(n).is_some() || !layout.has_verb(self.clause) || subject || done
    }

    /// Whether a date can be another's too: neither a noun's own, nor that of a participle after the event ("rejected a resolution adopted
    /// on Thursday").
    fn lends(&self, dated: &Dated) -> bool {
        let parse = self.told.parse;
        match dated.owner {
            Owner::Noun(_) => false,
            Owner::Verb(v) => !layout::participle(parse, v) || parse.predicates[v].item < self.item,
            Owner::Clause => true,
        }
    }

    /// Whether what is said in its clause is told at the time of another.
    fn is_beside(&self, other: usize) -> bool {
        let (layout, clause, words) = (self.layout, self.clause, self.told.words);
        if !layout.has_verb(other) && layout.kind(other) == Kind::Main {
            return layout.kind(clause) == Kind::Main || words;
        }
        let hangs = |low: usize, high: usize| match layout.kind(low) {
            // "a week after rebels took the town on 11 January" was a week after that day.
            Kind::Circumstance => layout.parent(low) == high && !layout.counted(low),
            Kind::Content => words && layout.parent(low) == high,
            Kind::Main | Kind::Relative => false,
        };
        // Deeds told side by side; what is said of a deed may be said later.
        let side_by_side = !words && layout.beside(clause) == Some(other);
        side_by_side || hangs(clause, other) || layout.kind(other) == Kind::Circumstance && hangs(other, clause)
    }

    /// Whether it is what the text tells, and not what somebody in it reports or refers to.
    fn is_news(&self, shares: bool) -> bool {
        let (layout, told) = (self.layout, self.told);
        let said = match told.trigger {
            Trigger::Verb(_) => false,
            Trigger::Noun(_) if told.referred || !shares && !told.words => return false,
            Trigger::Noun(n) => self.carrier(n).is_some_and(|v| told.parse.predicates[v].saying),
        };
        !layout.counted(self.clause)
            && !layout.within(self.clause, Kind::Relative)
            && (told.words || !said && !layout.within(self.clause, Kind::Content))
    }

    /// The verb whose time is an event noun's time: what carries it, what is said of it, what happened in it.
    fn carrier(&self, n: usize) -> Option<usize> {
        let told = self.told;
        let (v, control) = told.parse.noun_arguments[n].governor?;
        let at_one = match control {
            _ if told.referred => false,
            Control::EventOblique => told.carried || told.during,
            _ => true,
        };
        at_one.then_some(v)
    }

    /// Whether a date that could be past or to come belongs to a verb in the past.
    fn is_past(&self, mention: &DateMention, dated: &Dated) -> bool {
        let parse = self.told.parse;
        let verb = matches!(dated.owner, Owner::Verb(v) if layout::finite(parse, v) && layout::is_past(parse, v));
        verb && mention.range.is_none() && mention.linked.is_none() && mention.when.own_direction().is_none()
    }

    /// A date as the tense of the verb it belongs to has it.
    fn seen(&self, mention: &DateMention, dated: &Dated) -> DateValue {
        match mention.direction {
            Some(Direction::Future) if self.is_past(mention, dated) => mention.seen(self.anchor, Some(Direction::Past)),
            _ => mention.interval(),
        }
    }

    /// A date that is said; of two names of one time the more exact.
    fn dated(&self, number: usize, link: DateLink) -> DateChoice {
        let mentions = self.mentions;
        let mention = &mentions[number];
        let twin = mentions.iter().position(|m| m.linked == Some(number)).or(mention.linked).filter(|&twin| twin < mentions.len());
        let best = twin.filter(|&twin| exactness(&mentions[twin].interval()) < exactness(&mention.interval())).unwrap_or(number);
        let place = self.layout.dates.iter().find(|dated| dated.mention == best);
        let mut value = place.map_or_else(|| mentions[best].interval(), |dated| self.seen(&mentions[best], dated));
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
