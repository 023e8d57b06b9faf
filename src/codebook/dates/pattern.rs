//! Patterns as written: words, `(one|or another)`, `<class>`, `<class=value>`, `<class=this|that>`, `<class:role>`, `<phrase>`; `?` after any of
//! these makes it optional.

use super::tables::{Field, Role};

/// A pattern, parsed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Word(String),
    Mark(char),
    Field(Field, Option<String>, Role),
    Phrase(String),
    /// One of these.
    Either(Vec<Vec<Item>>),
}

const FIELDS: &[(&str, Field)] = &[
    ("weekday", Field::Weekday),
    ("month", Field::Month),
    ("hijri_month", Field::HijriMonth),
    ("season", Field::Season),
    ("unit", Field::Unit),
    ("two", Field::Two),
    ("number", Field::Number),
    ("ordinal", Field::Ordinal),
    ("decade_word", Field::DecadeWord),
    ("offset", Field::Offset),
    ("holiday", Field::Holiday),
    ("part", Field::Part),
    ("time", Field::Time),
    ("past", Field::Past),
    ("next", Field::Next),
    ("this", Field::This),
    ("before_last", Field::BeforeLast),
    ("after_next", Field::AfterNext),
    ("some", Field::Some),
    ("day", Field::Day),
    ("month_number", Field::MonthNumber),
    ("year", Field::Year),
    ("any_year", Field::AnyYear),
    ("short_year", Field::ShortYear),
    ("hijri_year", Field::HijriYear),
    ("decade", Field::Decade),
    ("tens_year", Field::TensYear),
    ("tens", Field::Tens),
    ("count", Field::Count),
];

const ROLES: &[(&str, Role)] =
    &[("year", Role::Year), ("month", Role::Month), ("week", Role::Week), ("century", Role::Century), ("from", Role::From)];

/// Parses one pattern; the error says what is wrong.
pub(super) fn parse(text: &str) -> Result<Vec<Item>, String> {
    let mut chars = text.chars().peekable();
    let items = sequence(&mut chars, 0)?;
    match chars.next() {
        None => Ok(items),
        Some(c) => Err(format!("`{c}` closes nothing")),
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn sequence(chars: &mut Chars, depth: usize) -> Result<Vec<Item>, String> {
    if depth > 8 {
        return Err("brackets are nested too deep".into());
    }
    let mut items: Vec<Item> = Vec::new();
    while let Some(&c) = chars.peek() {
        match c {
            '|' | ')' => break,
            '(' => {
                chars.next();
                let mut ways = vec![sequence(chars, depth + 1)?];
                while chars.peek() == Some(&'|') {
                    chars.next();
                    ways.push(sequence(chars, depth + 1)?);
                }
                if chars.next() != Some(')') {
                    return Err("a `(` is not closed".into());
                }
                items.push(Item::Either(ways));
            }
            '<' => {
                chars.next();
                let mut name = String::new();
                loop {
                    match chars.next() {
                        Some('>') => break,
                        Some(c) => name.push(c),
                        None => return Err("a `<` is not closed".into()),
                    }
                }
                items.push(field(&name)?);
            }
            '?' => {
                chars.next();
                let Some(last) = items.pop() else { return Err("`?` follows nothing".into()) };
                items.push(Item::Either(vec![vec![last], vec![]]));
            }
            c if c.is_whitespace() => {
                chars.next();
            }
            c if c.is_alphanumeric() || c == '\'' && starts_word(chars) => {
                let mut word = String::new();
                while let Some(&c) = chars.peek() {
                    if !(c.is_alphanumeric() || c == '\'' || unicode_normalization::char::is_combining_mark(c)) {
                        break;
                    }
                    word.push(c);
                    chars.next();
                }
                items.push(Item::Word(word));
            }
            c => {
                chars.next();
                items.push(Item::Mark(c));
            }
        }
    }
    Ok(items)
}

/// Whether the apostrophe that comes next begins a word ("'s").
fn starts_word(chars: &Chars) -> bool {
    let mut ahead = chars.clone();
    ahead.next();
    ahead.next().is_some_and(char::is_alphabetic)
}

fn field(name: &str) -> Result<Item, String> {
    let (name, role) = match name.split_once(':') {
        None => (name, Role::Own),
        Some((name, role)) => match ROLES.iter().find(|(known, _)| *known == role) {
            Some(&(_, role)) => (name, role),
            None => return Err(format!("there is no role `{role}`: use year, month, week, century or from")),
        },
    };
    let (name, value) = match name.split_once('=') {
        None => (name, None),
        Some((name, value)) => (name, Some(value.to_owned())),
    };
    match FIELDS.iter().find(|(known, _)| *known == name) {
        Some(&(_, field)) => match value {
            // `<unit=day|week>` is one of the two.
            Some(values) if values.contains('|') => {
                Ok(Item::Either(values.split('|').map(|v| vec![Item::Field(field, Some(v.to_owned()), role)]).collect()))
            }
            value => Ok(Item::Field(field, value, role)),
        },
        None if value.is_none() && role == Role::Own => Ok(Item::Phrase(name.to_owned())),
        None => Err(format!("there is no class `{name}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_as_a_sentence() {
        let items = parse("the? <weekday> (of|in the) <past:year> , <unit=week>").unwrap_or_default();
        assert_eq!(items.len(), 6);
        assert_eq!(items[0], Item::Either(vec![vec![Item::Word("the".into())], vec![]]));
        assert_eq!(items[3], Item::Field(Field::Past, None, Role::Year));
        assert!(parse("(a").is_err() && parse("a)").is_err() && parse("<x:nobody>").is_err());
    }
}
