//! Folders of `events` by year or month, named as Hive names them. Never by a code: readers turn "01" into 1.
use chrono::{Datelike, NaiveDate};

/// What readers of Hive folders take for a missing value.
const MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// How `events` is cut into folders, by the first day of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionBy {
    /// `year=2024`.
    Year,
    /// `year=2024/month=01`.
    Month,
}

impl PartitionBy {
    /// As the command line and `run.json` write it.
    pub fn as_str(self) -> &'static str {
        match self {
            PartitionBy::Year => "year",
            PartitionBy::Month => "year,month",
        }
    }

    /// The folder of a day, which counts from 1970.
    pub(super) fn folder(self, day: Option<i32>) -> String {
        let day = day.and_then(NaiveDate::from_epoch_days);
        let year = day.map_or_else(|| MISSING.to_owned(), |day| format!("{:04}", day.year()));
        match self {
            PartitionBy::Year => format!("year={year}"),
            PartitionBy::Month => {
                let month = day.map_or_else(|| MISSING.to_owned(), |day| format!("{:02}", day.month()));
                format!("year={year}/month={month}")
            }
        }
    }
}

impl std::str::FromStr for PartitionBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.replace(' ', "").as_str() {
            "year" => Ok(PartitionBy::Year),
            "year,month" => Ok(PartitionBy::Month),
            _ => Err("write year or year,month: the events go into folders by their first day".to_owned()),
        }
    }
}
