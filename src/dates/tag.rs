//! The tagger: one pass over the tokens; where a rule may begin, the tree of rules is walked and the longest match wins.

use std::ops::Range;

use chrono::NaiveDate;

use super::take::take;
use super::{Anchor, DateMention, When, calendar, context};
use crate::codebook::dates::{Atom, COUNTED, DateTables, Field, From, Kind, RULES, Reading, RuleNode, Unit};
use crate::model::{Precision, Span, Token, TokenKind, WordId, flag};

/// Finds the dates of one language.
#[derive(Clone, Debug)]
pub struct Tagger {
    pub(super) tables: DateTables,
    /// By node of the phrase tree that a word begins: the fields that may be read there. Most steps of a rule fail by this.
    fields: Vec<Fields>,
    /// The nodes of the tree of rules, in its order.
    steps: Vec<Steps>,
}

/// The edges of a node: words to be looked up, and the rest to be tried. Each with its place among all, for they are tried in order.
#[derive(Clone, Debug)]
struct Steps {
    /// By word.
    words: Vec<(WordId, usize, u32)>,
    others: Vec<(usize, Atom, u32)>,
    /// Fields that `others` ask for.
    fields: Fields,
    /// Whether `others` ask for marks or hyphens.
    marks: bool,
}

impl Steps {
    fn of(node: &RuleNode) -> Steps {
        let mut steps = Steps { words: Vec::new(), others: Vec::new(), fields: 0, marks: false };
        for (place, &(atom, next)) in node.edges.iter().enumerate() {
            match atom {
                Atom::Word(word) => steps.words.push((word, place, next)),
                Atom::Field(field, ..) => steps.fields |= bit(field),
                Atom::Mark(_) | Atom::Hyphen => steps.marks = true,
            }
            if !matches!(atom, Atom::Word(_)) {
                steps.others.push((place, atom, next));
            }
        }
        steps.words.sort_unstable();
        steps
    }
}

/// A set of fields, a bit each.
type Fields = u32;

fn bit(field: Field) -> Fields {
    1 << field as u32
}

/// What digits can be.
fn of_digits() -> Fields {
    [
        Field::Day,
        Field::MonthNumber,
        Field::Year,
        Field::AnyYear,
        Field::ShortYear,
        Field::HijriYear,
        Field::Decade,
        Field::DecadeWord,
        Field::TensYear,
        Field::Tens,
        Field::Count,
        Field::Ordinal,
    ]
    .into_iter()
    .fold(0, |all, field| all | bit(field))
}

/// The longest match so far.
#[derive(Clone, Copy)]
struct Best {
    end: usize,
    rule: u16,
    when: When,
}

impl Tagger {
    /// A tagger that runs these tables.
    pub fn new(tables: DateTables) -> Self {
        // Longer phrases have higher numbers than those they begin with: from the last down, what they can be rises to their first words.
        let own = |readings: &Vec<Reading>| readings.iter().fold(0, |all, reading| all | bit(reading.field));
        let mut fields: Vec<Fields> = tables.readings.iter().map(own).collect();
        let mut steps: Vec<(u32, u32)> = tables.next.iter().map(|(&(from, _), &to)| (from, to)).collect();
        steps.sort_unstable_by_key(|&(_, to)| std::cmp::Reverse(to));
        for (from, to) in steps {
            fields[from as usize] |= fields[to as usize];
        }
        for all in &mut fields {
            if *all & (bit(Field::Number) | bit(Field::Ordinal)) != 0 {
                *all |= bit(Field::Day) | bit(Field::Count) | bit(Field::Ordinal);
            }
        }
        let steps = tables.nodes.iter().map(Steps::of).collect();
        Tagger { tables, fields, steps }
    }

    /// The fields that a token, alone or with those after it, may be read as: no other is worth trying.
    fn fields_of(&self, token: &Token) -> Fields {
        let node = self.tables.first.get(token.word as usize).copied().unwrap_or(0);
        let words = if node == 0 { 0 } else { self.fields[node as usize] };
        if token.kind == TokenKind::Number { words | of_digits() } else { words }
    }

    /// The tables it runs.
    pub fn tables(&self) -> &DateTables {
        &self.tables
    }

    /// Appends the expressions of time among `tokens` (of one article, in order) to `out`. Where the anchor is unknown, those that
    /// depend on it get no interval; [`DateMention::resolve`] gives it later. `text` is the article's, that the spans point into.
    pub fn tag(&self, text: &str, tokens: &[Token], anchor: &Anchor, out: &mut Vec<DateMention>) {
        let mut run = Run { tokens, anchor, begins: out.len(), out };
        let mut at = 0;
        while at < tokens.len() {
            if !self.may_start(&tokens[at]) {
                at += 1;
                continue;
            }
            let counted = self.match_at(tokens, at, COUNTED);
            if let Some(end) = counted.and_then(|counted| self.push_counted(&mut run, at, &counted)) {
                at = end;
                continue;
            }
            // "a week after the arrest" is counted from what has no date here: "a week" alone would say something else.
            let least = counted.map_or(at + 1, |counted| counted.end);
            let Some(best) = self.match_at(tokens, at, RULES).filter(|best| best.end >= least) else {
                at = least;
                continue;
            };
            if best.when.kind != Kind::Nothing && !context::is_date(&self.tables, text, tokens, at..best.end, &best.when) {
                at += 1;
                continue;
            }
            at = match best.when.kind {
                Kind::Nothing => best.end,
                Kind::Range | Kind::List => {
                    self.push_two(&mut run, at, &best);
                    best.end
                }
                _ => {
                    self.push(&mut run, at..best.end, best.rule, best.when, None);
                    best.end
                }
            };
        }
    }

    fn may_start(&self, token: &Token) -> bool {
        match token.kind {
            TokenKind::Word => self.tables.starts_rule(token.word),
            TokenKind::Number => !token.has(flag::GROUPED),
            TokenKind::Mark => token.is_mark('\'') || token.is_mark('\u{2019}'),
        }
    }

    fn match_at(&self, tokens: &[Token], at: usize, root: u32) -> Option<Best> {
        let mut best = None;
        self.walk(tokens, at, root, at, &When::EMPTY, &mut best);
        best
    }

    fn walk(&self, tokens: &[Token], start: usize, node: u32, at: usize, when: &When, best: &mut Option<Best>) {
        let steps = &self.steps[node as usize];
        let node = &self.tables.nodes[node as usize];
        if let Some(rule) = node.rule.filter(|_| at > start) {
            let longer = best.is_none_or(|b| at > b.end || (at == b.end && rule < b.rule));
            if longer {
                let info = self.tables.rules[rule as usize];
                *best = Some(Best { end: at, rule, when: When { kind: info.kind, from: info.from, whole: info.whole, ..*when } });
            }
        }
        // A line's end ends every expression.
        let Some(token) = tokens.get(at).filter(|t| at == start || !t.has(flag::LINE_START)) else { return };
        let word = steps.words.binary_search_by_key(&token.word, |step| step.0).ok().map(|i| (steps.words[i].1, steps.words[i].2));
        let mut word = word.filter(|_| token.word != 0);
        let fields = self.fields_of(token);
        let tried = fields & steps.fields != 0 || steps.marks && (token.kind == TokenKind::Mark || token.has(flag::HYPHEN));
        for &(place, atom, next) in steps.others.iter().filter(|_| tried) {
            if let Some((_, next)) = word.take_if(|(before, _)| *before < place) {
                self.walk(tokens, start, next, at + 1, when, best);
            }
            match atom {
                Atom::Mark(c) if token.is_mark(c) => self.walk(tokens, start, next, at + 1, when, best),
                Atom::Hyphen if token.has(flag::HYPHEN) => self.walk(tokens, start, next, at, when, best),
                Atom::Field(field, wanted, role) if fields & bit(field) != 0 => {
                    for way in take(&self.tables, tokens, at, field) {
                        if wanted.is_some_and(|value| value != way.value) {
                            continue;
                        }
                        let mut filled = *when;
                        filled.fill(field, role, way.value, at);
                        filled.weak = way.weak && (filled.weak || at == start);
                        if field == Field::MonthNumber {
                            filled.ambiguous = true;
                        }
                        self.walk(tokens, start, next, way.end, &filled, best);
                    }
                }
                _ => {}
            }
        }
        if let Some((_, next)) = word {
            self.walk(tokens, start, next, at + 1, when, best);
        }
    }

    /// "Two days after 11 January": one expression, counted from the date that follows; None where none does. Returns where it ends.
    fn push_counted(&self, run: &mut Run, start: usize, best: &Best) -> Option<usize> {
        let after = (best.end < run.tokens.len()).then(|| self.match_at(run.tokens, best.end, RULES))??;
        if after.when.kind != Kind::Date || after.when.from != From::Publication {
            return None;
        }
        let base = calendar::resolve(&after.when, run.anchor, None, after.when.own_direction());
        let forwards = matches!(best.when.kind, Kind::Ahead | Kind::SpanAhead);
        let fine = best.when.unit > Some(Unit::Weekend) || base.precision == Precision::Day;
        let day = if forwards { base.last } else { base.first };
        self.push(run, start..after.end, best.rule, best.when, Some(day.filter(|_| fine)?));
        Some(after.end)
    }

    /// A stretch or list of days in one month, or of units in one year: two mentions.
    fn push_two(&self, run: &mut Run, start: usize, best: &Best) {
        let (from_at, day_at) = (best.when.from_at as usize, best.when.day_at as usize);
        let mut first = best.when;
        first.kind = Kind::Date;
        if best.when.kind == Kind::List {
            self.push_listed(run, start, best);
        }
        // The weekday, if any, is of the day it stands before.
        (first.day, first.from_day) = (best.when.from_day, None);
        (first.ordinal, first.from_ordinal) = (best.when.from_ordinal.or(first.ordinal), None);
        let split = (from_at + 1).min(best.end).max(start + 1).min(day_at.max(start + 1));
        self.push_of(run, start..split, start..best.end, best.rule, first, None);
        let second = When { kind: Kind::Date, from_day: None, from_ordinal: None, weekday: None, ..best.when };
        self.push_of(run, day_at.max(split)..best.end, start..best.end, best.rule, second, None);
        if let [.., a, b] = run.out.as_mut_slice()
            && (best.when.kind == Kind::Range || context::follow(a, b))
        {
            context::set_range(a, b);
        }
    }

    /// The days before the last two: "10, 11 and 12 March".
    fn push_listed(&self, run: &mut Run, start: usize, best: &Best) {
        let comma = |i: usize| [',', '،'].into_iter().any(|mark| run.tokens[i].is_mark(mark)) && !run.tokens[i + 1].has(flag::LINE_START);
        let day = |i: usize| Some(run.tokens[i].value).filter(|day| run.tokens[i].kind == TokenKind::Number && (1..=31).contains(day));
        let free = run.out[run.begins..].last().map_or(0, |mention| mention.tokens.end);
        let mut from = start;
        while from >= free + 2 && comma(from - 1) && day(from - 2).is_some() {
            from -= 2;
        }
        for at in (from..start).step_by(2) {
            let when = When { kind: Kind::Date, day: day(at), from_day: None, weekday: None, ..best.when };
            self.push_of(run, at..at + 1, from..best.end, best.rule, when, None);
        }
    }

    /// Adds a mention; `base` is the day it is counted from, where the words that follow name it.
    fn push(&self, run: &mut Run, range: Range<usize>, rule: u16, when: When, base: Option<NaiveDate>) {
        self.push_of(run, range.clone(), range, rule, when, base);
    }

    /// Adds a mention that is part of `whole`: the parts of a list are past or to come together.
    fn push_of(&self, run: &mut Run, mut range: Range<usize>, whole: Range<usize>, rule: u16, mut when: When, base: Option<NaiveDate>) {
        let (tokens, anchor) = (run.tokens, run.anchor);
        when.ambiguous = when.ambiguous && when.day.is_some_and(|d| d <= 12) && when.day != when.month;
        // 13/5 and 5/13 can be read one way only.
        if when.month.is_some_and(|m| m > 12) {
            return;
        }
        range.end = without_stop(tokens, &range);
        let cues = context::cues_around(&self.tables, tokens, &(whole.start..without_stop(tokens, &whole)));
        let direction = when.own_direction().or(cues.direction).or(anchor.tense);
        let before = &run.out[run.begins..];
        let base = base.or_else(|| match when.from {
            From::Text => context::last_named(before, when.unit),
            From::Day => context::day_at(before, tokens, range.start),
            From::Publication | From::Next => None,
        });
        let value = calendar::resolve(&when, anchor, base, direction);
        let span = match (tokens.get(range.start), tokens.get(range.end.saturating_sub(1))) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => Span::default(),
        };
        let mut mention = DateMention {
            tokens: range,
            span,
            value,
            when,
            direction,
            since: cues.since,
            until: cues.until,
            range: None,
            linked: None,
            base,
            rule,
        };
        if run.out.len() > run.begins {
            context::join(&self.tables, tokens, run.out, &mut mention, anchor);
        }
        run.out.push(mention);
    }
}

/// Where an expression ends: a full stop or comma at its end is the sentence's.
fn without_stop(tokens: &[Token], range: &Range<usize>) -> usize {
    let stop = |i: usize| [',', '.', '،'].into_iter().any(|mark| tokens[i].is_mark(mark));
    (range.start + 1..range.end).rev().find(|&i| !stop(i)).unwrap_or(range.start) + 1
}

/// One call of [`Tagger::tag`].
struct Run<'a> {
    tokens: &'a [Token],
    anchor: &'a Anchor,
    out: &'a mut Vec<DateMention>,
    /// How many mentions there were before.
    begins: usize,
}
