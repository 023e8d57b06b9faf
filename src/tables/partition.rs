//! Folders of `events` by year or month, named as Hive names them. Never by a code: readers turn "01" into 1.
use chrono::{Datelike, NaiveDate};

/// How `events` is cut into folders, by the first day of the event; those without a day lie in `year=0000`.
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

    /// The folder of a day, which counts from 1970. Without a day year and month are 0: pandas can't read Hive's own word for a missing
    /// value beside numbers.
    pub(super) fn folder(self, day: Option<i32>) -> String {
        let day = day.and_then(NaiveDate::from_epoch_days);
        let (year, month) = day.map_or((0, 0), |day| (day.year(), day.month()));
        match self {
            PartitionBy::Year => format!("year={year:04}"),
            PartitionBy::Month => format!("year={year:04}/month={month:02}"),
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
