use crate::codebook::dates::{Field, From, Kind, Role, Unit};

/// What an expression says, before it is counted from a day: the fields its words filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// What the rule means.
    pub kind: Kind,
    /// What it is counted from.
    pub from: From,
    /// The whole unit is meant: "the following week".
    pub whole: bool,
    /// Year of our era.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31.
    pub day: Option<u32>,
    /// First of two days: "3 to 9 May".
    pub from_day: Option<u32>,
    /// First of two by their number: "from the first to the third quarter".
    pub from_ordinal: Option<i32>,
    /// 1 Monday to 7 Sunday.
    pub weekday: Option<u32>,
    /// 1 Muharram to 12 Dhu al-Hijja.
    pub hijri_month: Option<u8>,
    /// Year of the Hijra.
    pub hijri_year: Option<i32>,
    /// 1 spring to 4 winter.
    pub season: Option<u32>,
    /// Which unit is counted or meant.
    pub unit: Option<Unit>,
    /// How many.
    pub count: Option<i32>,
    /// Which of them; -1 the last.
    pub ordinal: Option<i32>,
    /// First year of a decade (1980), or its years in the century (80).
    pub decade: Option<i32>,
    /// Days from the anchor.
    pub offset: Option<i32>,
    /// 1 start, 2 middle, 3 end: kept as said, the interval stays whole.
    pub part: Option<u32>,
    /// A part of a day is named.
    pub time: bool,
    /// -1 last, 0 this, 1 next: of the unit, weekday or month.
    pub shift: Option<i32>,
    /// The same of the year.
    pub year_shift: Option<i32>,
    /// The same of the month.
    pub month_shift: Option<i32>,
    /// The same of the week.
    pub week_shift: Option<i32>,
    /// The same of the century.
    pub century_shift: Option<i32>,
    /// The number is not said: "several".
    pub vague: bool,
    /// Its only word is often something else.
    pub weak: bool,
    /// Day and month are digits that could be read the other way round.
    pub ambiguous: bool,
    /// Tokens of the first and the second day, for stretches and lists.
    pub(crate) from_at: u32,
    pub(crate) day_at: u32,
}

impl When {
    pub(crate) const EMPTY: When = When {
        kind: Kind::Nothing,
        from: From::Publication,
        whole: false,
        year: None,
        month: None,
        day: None,
        from_day: None,
        from_ordinal: None,
        weekday: None,
        hijri_month: None,
        hijri_year: None,
        season: None,
        unit: None,
        count: None,
        ordinal: None,
        decade: None,
        offset: None,
        part: None,
        time: false,
        shift: None,
        year_shift: None,
        month_shift: None,
        week_shift: None,
        century_shift: None,
        vague: false,
        weak: false,
        ambiguous: false,
        from_at: 0,
        day_at: 0,
    };

    /// Takes in one matched word. `at` is its first token.
    pub(crate) fn fill(&mut self, field: Field, role: Role, value: i32, at: usize) {
        let positive = value.unsigned_abs();
        match field {
            Field::Weekday => self.weekday = Some(positive),
            Field::Month | Field::MonthNumber => self.month = Some(positive),
            Field::HijriMonth => self.hijri_month = u8::try_from(value).ok(),
            Field::Season => self.season = Some(positive),
            Field::Unit => self.unit = Unit::from_number(value),
            Field::Two => (self.unit, self.count) = (Unit::from_number(value), Some(2)),
            Field::Number | Field::Count => self.count = Some(value),
            Field::Ordinal if role == Role::From => (self.from_ordinal, self.from_at) = (Some(value), at as u32),
            Field::Ordinal if self.from_ordinal.is_some() => (self.ordinal, self.day_at) = (Some(value), at as u32),
            Field::Ordinal => self.ordinal = Some(value),
            Field::Decade | Field::DecadeWord | Field::TensYear | Field::Tens => {
                (self.decade, self.unit) = (Some(value), Some(Unit::Decade))
            }
            Field::Offset => self.offset = Some(value),
            Field::Holiday => (self.month, self.day) = (Some(positive / 100), Some(positive % 100)),
            Field::Part => self.part = Some(positive),
            Field::Time => self.time = true,
            Field::Past => self.shift_by(role, -1),
            Field::This => self.shift_by(role, 0),
            Field::Next => self.shift_by(role, 1),
            Field::BeforeLast => self.shift_by(role, -2),
            Field::AfterNext => self.shift_by(role, 2),
            Field::Some => self.vague = true,
            Field::Day if role == Role::From => (self.from_day, self.from_at) = (Some(positive), at as u32),
            Field::Day => (self.day, self.day_at) = (Some(positive), at as u32),
            Field::Year | Field::AnyYear => self.year = Some(value),
            // 69 and later are of the last century.
            Field::ShortYear => self.year = Some(if value >= 50 { 1900 + value } else { 2000 + value }),
            Field::HijriYear => self.hijri_year = Some(value),
        }
    }

    fn shift_by(&mut self, role: Role, by: i32) {
        match role {
            Role::Own | Role::From => self.shift = Some(by),
            Role::Year => self.year_shift = Some(by),
            Role::Month => self.month_shift = Some(by),
            Role::Week => self.week_shift = Some(by),
            Role::Century => self.century_shift = Some(by),
        }
    }

    /// Counted in units or days from the day of publication: "a week ago", "last month", "yesterday".
    pub(crate) fn is_counted(&self) -> bool {
        self.from == From::Publication && (matches!(self.kind, Kind::Ago | Kind::Ahead | Kind::Unit) || self.offset.is_some())
    }

    /// Only a year.
    pub(crate) fn is_bare_year(&self) -> bool {
        self.year.is_some() && self.month.is_none() && self.unit.is_none() && self.season.is_none() && self.part.is_none()
    }

    /// Says past or future by itself: "last", "ago", "tomorrow".
    pub(crate) fn own_direction(&self) -> Option<super::Direction> {
        use super::Direction::{Future, Past};
        match self.kind {
            _ if self.from != From::Publication => return None,
            Kind::Ago | Kind::SpanBack => return Some(Past),
            Kind::Ahead | Kind::SpanAhead => return Some(Future),
            _ => {}
        }
        let by = self.offset.or(self.shift).or(self.week_shift).or(self.month_shift).or(self.year_shift)?;
        match by {
            0 => None,
            by if by < 0 => Some(Past),
            _ => Some(Future),
        }
    }
}
