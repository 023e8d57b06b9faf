//! What `--map` says: which column is for what, in place of the names that are known.

use std::fmt;
use std::str::FromStr;

/// What a column of a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The article's text.
    Text,
    /// The headline.
    Title,
    /// When it was published.
    Published,
    /// When it was fetched: published on that day at the latest.
    Crawled,
    /// The address.
    Url,
    /// The outlet.
    Publisher,
    /// The language.
    Language,
    /// The record's own id.
    Id,
}

impl Role {
    /// All of them, in the order in which people want to see them.
    pub const ALL: [Role; 8] =
        [Role::Text, Role::Title, Role::Published, Role::Crawled, Role::Url, Role::Publisher, Role::Language, Role::Id];

    /// The word used on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Title => "title",
            Role::Published => "published",
            Role::Crawled => "crawled",
            Role::Url => "url",
            Role::Publisher => "publisher",
            Role::Language => "language",
            Role::Id => "id",
        }
    }
}

/// One `--map`: a role and the columns that are joined to fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// What for.
    pub role: Role,
    /// Names, in the order in which their values are joined. `meta.url` is the field `url` in the field `meta`; in a table without a
    /// header a name is a number, counted from 1.
    pub columns: Vec<String>,
}

impl FromStr for Assignment {
    type Err = String;

    /// Reads `text=body` or `text=lead+body`.
    fn from_str(written: &str) -> Result<Self, String> {
        let (role, columns) = written.split_once('=').ok_or("write it as ROLE=COLUMN, for instance text=body")?;
        let role = role.trim().to_lowercase();
        let role = Role::ALL.into_iter().find(|known| known.as_str() == role).ok_or_else(|| {
            let all: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
            let meant = nearest(&role, all.iter().copied()).map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
            format!("no role `{role}`{meant}: the roles are {}", all.join(", "))
        })?;
        let columns: Vec<String> = columns.split('+').map(|column| column.trim().to_string()).collect();
        if columns.iter().any(String::is_empty) {
            return Err(format!("names no column; write for instance {}=COLUMN, or {0}=FIRST+SECOND", role.as_str()));
        }
        Ok(Assignment { role, columns })
    }
}

impl fmt::Display for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.role.as_str(), self.columns.join("+"))
    }
}

/// All that `--map` says. Of two for one role the later counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<Assignment>);

impl Mapping {
    /// From the options, in their order.
    pub fn new(assignments: &[Assignment]) -> Self {
        let later = |number: usize, role: Role| assignments[number + 1..].iter().any(|other| other.role == role);
        Mapping(assignments.iter().enumerate().filter(|(number, own)| !later(*number, own.role)).map(|(_, own)| own.clone()).collect())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it says, one a role.
    pub fn assignments(&self) -> &[Assignment] {
        &self.0
    }

    /// Whether it says what fills a role.
    pub fn has(&self, role: Role) -> bool {
        self.0.iter().any(|own| own.role == role)
    }
}

/// The name that is spelled most like this one, if any is near.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let scored = known.map(|other| (strsim::jaro_winkler(&lower, &other.to_lowercase()), other));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}

/// How such a message begins.
pub(super) const ABSENT: &str = "no column ";

/// Why a column that `--map` names is not to be had, with the one that is meant and all there are.
pub(super) fn absent<'a>(column: &str, role: Role, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let meant = nearest(column, known.clone()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_else(|| ".".into());
    format!("{ABSENT}`{column}` (--map {}={column}){meant} There are: {}", role.as_str(), listed(known))
}

/// Names for a message, the first dozen.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 12;
    let mut all: Vec<&str> = names.collect();
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    match (all.is_empty(), more) {
        (true, _) => "none".into(),
        (_, 0) => all.join(", "),
        (_, more) => format!("{} and {more} more", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_and_what_is_wrong_with_it() {
        let read: Assignment = "Text = lead+body".parse().expect("an assignment");
        assert_eq!((read.role, read.to_string().as_str()), (Role::Text, "text=lead+body"));
        let wrong = |text: &str| text.parse::<Assignment>().expect_err("wrong");
        assert!(wrong("body").contains("ROLE=COLUMN"));
        assert!(wrong("publisched=when").contains("did you mean `published`?"), "{}", wrong("publisched=when"));
        assert!(wrong("text=lead+").contains("names no column"));
    }

    #[test]
    fn the_later_of_two_counts() {
        let all = ["text=a", "url=u", "text=b"].map(|text| text.parse().expect("an assignment"));
        let mapping = Mapping::new(&all);
        assert_eq!(mapping.assignments().iter().map(Assignment::to_string).collect::<Vec<_>>(), ["url=u", "text=b"]);
    }
}
