//! Days with the name of a month, in the languages that news databases write them: "March 3, 2021 Wednesday", "3 mars 2021", "3 марта 2021".

use chrono::NaiveDate;

/// How each month begins, in lower case: English, French, Spanish, Portuguese, Italian, German, Russian, Arabic (both sets of names).
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "янв", "يناير", "كانون الثاني", "جانفي"],
    &["feb", "fév", "fev", "fevr", "févr", "фев", "فبراير", "شباط", "فيفري"],
    &["mar", "mär", "мар", "مارس", "آذار", "اذار"],
    &["apr", "avr", "abr", "апр", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل"],
    &["may", "mai", "mag", "май", "мая", "مايو", "أيار", "ايار", "ماي"],
    &["jun", "juin", "giu", "июн", "يونيو", "حزيران", "جوان"],
    &["jul", "juil", "lug", "июл", "يوليو", "تموز", "جويلية"],
    &["aug", "aoû", "aou", "ago", "авг", "أغسطس", "اغسطس", "آب", "أوت"],
    &["sep", "set", "сен", "سبتمبر", "أيلول", "ايلول"],
    &["oct", "okt", "out", "ott", "окт", "أكتوبر", "اكتوبر", "تشرين الأول"],
    &["nov", "ноя", "نوفمبر", "تشرين الثاني"],
    &["dec", "déc", "dez", "dic", "дек", "ديسمبر", "كانون الأول"],
];
/// Longest line that is a date: a line of a text may name a day, too.
const LONGEST: usize = 60;

/// The day a line names; None where it says more than a day.
pub(super) fn day(line: &str) -> Option<NaiveDate> {
    let line = line.trim();
    if line.chars().count() > LONGEST {
        return None;
    }
    let lower: String = line.to_lowercase().chars().map(ascii_digit).collect();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (mut month, mut day, mut year, mut strange) = (None, None, None, 0);
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let pair = words.get(at + 1).map(|next| format!("{word} {next}"));
        if let Some(found) = pair.and_then(|pair| MONTHS.iter().position(|names| names.contains(&pair.as_str()))) {
            month = month.or(Some(found));
            at += 2;
            continue;
        }
        let number = word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u32>().ok();
        match number {
            Some(number) if (1900..=2100).contains(&number) => year = year.or(Some(number)),
            Some(number) if (1..=31).contains(&number) && day.is_none() => day = Some(number),
            // A time of day.
            Some(_) => {}
            None => match MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name) && word.chars().count() <= 10)) {
                Some(found) if month.is_none() => month = Some(found),
                _ => strange += 1,
            },
        }
        at += 1;
    }
    // A weekday, "de", the abbreviation of a zone: three words, no more.
    let month = u32::try_from(month?).ok()? + 1;
    if strange > 3 { None } else { NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month, day?) }
}

fn ascii_digit(c: char) -> char {
    match c {
        '٠'..='٩' => char::from_digit(c as u32 - 0x0660, 10).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_in_several_languages() {
        for line in [
            "3 March 2021",
            "March 3, 2021 Wednesday",
            "Wednesday, March 3, 2021 10:45 AM EST",
            "mercredi 3 mars 2021",
            "3 de marzo de 2021 miércoles",
            "3 марта 2021",
            "3 مارس 2021",
            "٣ آذار ٢٠٢١",
            "3. März 2021",
            "3 Mar 2021 14:05",
        ] {
            assert_eq!(day(line).map(|day| day.to_string()).as_deref(), Some("2021-03-03"), "{line}");
        }
        assert_eq!(day("15 تشرين الثاني 2021").map(|day| day.to_string()).as_deref(), Some("2021-11-15"));
        assert_eq!(day("1er août 2021").map(|day| day.to_string()).as_deref(), Some("2021-08-01"));
    }

    #[test]
    fn what_is_no_day() {
        for line in
            ["", "2021", "March 2021", "523 words", "Pg. 3", "The mayor said on 3 March 2021 that he would not go", "31 February 2021"]
        {
            assert_eq!(day(line), None, "{line}");
        }
    }
}
