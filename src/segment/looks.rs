//! What one line is, by its markers and its shape.

use super::lines::{End, Line};
use super::markers::{Hit, How, Markers};
use super::words::squash;
use crate::model::DropReason;

/// Most words a line of each kind may have: beyond that it is a paragraph that happens to begin alike.
fn most_words(reason: DropReason) -> usize {
    match reason {
        DropReason::Comment => 8,
        DropReason::SourceLine => 15,
        DropReason::Date => 16,
        DropReason::Byline => 30,
        DropReason::ReadAlso | DropReason::Related => 40,
        DropReason::Furniture => 60,
        DropReason::Tags | DropReason::Caption => 80,
    }
}

/// Most words of a line that is looked through for words no news have.
const SHORT: usize = 30;
/// Most words of a line that may be a date, a row of buttons or a heading with a number.
const FEW: usize = 16;

/// What a line is, if it is no news, and whether it says that somebody speaks, as readers' comments do ("Jane says:").
pub(super) fn look(line: &Line, first: bool, markers: &Markers) -> (Option<Hit>, bool) {
    let whole = |reason| Some(Hit { reason, how: How::Whole });
    if line.words == 0 || is_count(line) {
        return (whole(DropReason::Furniture), false);
    }
    if line.words > 80 {
        return (None, false);
    }
    if credits_a_picture(line, markers) {
        return (whole(DropReason::Caption), false);
    }
    let hit = markers.of(line.text);
    if let Some(hit) = hit.filter(|hit| holds(line, first, *hit)) {
        return (Some(hit), false);
    }
    let speaks =
        hit.is_some_and(|hit| hit.reason == DropReason::Comment && matches!(hit.how, How::End(_)) && line.words <= most_words(hit.reason));
    if line.words > SHORT {
        return (None, speaks);
    }
    let squashed = squash(line.text);
    if line.words > FEW {
        return (markers.inside(&squashed).filter(|_| !first), speaks);
    }
    let longer = || markers.longer_heading(&squashed).filter(|_| !first && line.end == End::Open);
    let hit = if let Some(hit) = markers.counted(&squashed).or_else(longer) {
        Some(hit)
    } else if !first && is_turn(line) {
        whole(DropReason::ReadAlso)
    } else if is_hashtags(line) {
        whole(DropReason::Tags)
    } else if markers.is_strip(&squashed) || is_form_field(line) || is_copyright(line) {
        whole(DropReason::Furniture)
    } else if markers.when.is_date(&squashed) {
        whole(DropReason::Date)
    } else if let Some(hit) = markers.inside(&squashed).filter(|_| !first) {
        Some(hit)
    } else if !first && line.words <= 8 && line.end == End::Open && line.text.contains(" | ") {
        // "Outlet | Writer".
        whole(DropReason::Byline)
    } else {
        None
    };
    (hit, speaks)
}

/// Whether what the markers say of a line is to be believed.
fn holds(line: &Line, first: bool, hit: Hit) -> bool {
    line.words <= most_words(hit.reason)
        // "… as he told Getty Images." is a sentence.
        && !(matches!(hit.how, How::End(_)) && line.end != End::Open && !matches!(hit.reason, DropReason::Byline | DropReason::Furniture))
        // "Comments: …" announces nothing, and who speaks is asked for elsewhere.
        && !(hit.reason == DropReason::Comment && matches!(hit.how, How::Label | How::End(_)))
        && (hit.reason != DropReason::Byline || is_byline(line, hit))
        // "Watch: leaders meet in Cairo", "Source: talks to resume" on top of a page are its headline.
        && !(first && hit.how == How::Label && !matches!(hit.reason, DropReason::Byline | DropReason::Caption))
        // Further down "Source: talks will resume on Monday" is a sentence, "Source: Agency" is not.
        && !(hit.reason == DropReason::SourceLine && hit.how == How::Label && (line.words > 6 || line.words > 4 && line.end == End::Stop))
        // "With information from the agency, the ministry confirmed …" is one too.
        && !(hit.reason == DropReason::SourceLine && hit.how == How::Start && line.words > 5 && line.text.contains([',', '،']))
}

/// Whether the end of a line says whose picture it is.
fn credits_a_picture(line: &Line, markers: &Markers) -> bool {
    let text = line.text;
    if let Some(inside) = text.trim_end_matches('.').strip_suffix([')', ']']) {
        let Some(open) = inside.rfind(['(', '[']) else { return false };
        let (before, inside) = (&inside[..open], &inside[open + 1..]);
        // "(Agency)" also stands at the end of a report's last paragraph, which is longer and has a full stop.
        let caption = line.words <= 16 && line.end == End::Open && !before.trim_end().ends_with(['.', '!', '?', '؟', '…', '"', '»', '”']);
        let named = || inside.split('/').any(|part| markers.is_agency(part)) || (text.ends_with(']') && inside.contains('/'));
        return markers.is_credit(inside) || (caption && !before.trim().is_empty() && inside.split_whitespace().count() <= 6 && named());
    }
    if line.end != End::Open {
        return false;
    }
    // "The port in May. Photo: Jane Doe".
    if let Some((before, after)) = text.rsplit_once([':', '：']) {
        let (caption, label) = before.rfind(['.', '|', '/', '–', '—', '…', '!', '?', '»']).map_or(("", before), |at| before.split_at(at));
        if after.split_whitespace().count() <= 6 && !caption.is_empty() && markers.is_caption(&squash(label)) {
            return true;
        }
    }
    // "The port in May. AGENCY - Jane Doe".
    if let Some((agency, name)) = text.rsplit_once(". ").and_then(|(_, credit)| credit.split_once(" - "))
        && markers.is_agency(agency)
        && name.split_whitespace().count() <= 4
    {
        return true;
    }
    // "The port in May © Jane Doe / Agency".
    if let Some((before, after)) = text.rsplit_once('©') {
        return !before.trim().is_empty() && after.split_whitespace().count() <= 7 && !after.contains(char::is_numeric);
    }
    // "Jane Doe/Reuters", "REUTERS/Jane Doe".
    let Some((before, after)) = text.rsplit_once('/') else { return false };
    let names = after.split_whitespace().count();
    names <= 4 && (markers.is_agency(after) || before.split_whitespace().next_back().is_some_and(|word| markers.is_agency(word)))
}

/// How often a page was read: "👁 1 204", "2154".
fn is_count(line: &Line) -> bool {
    let text = line.text;
    if line.words > 3 || text.contains(char::is_alphabetic) {
        return false;
    }
    // A number alone may be that of a list's item, or a year.
    let alone = text.len() >= 3
        && text.chars().all(|c| c.is_ascii_digit())
        && !(text.len() == 4 && (text.starts_with("19") || text.starts_with("20")));
    alone || text.contains(|c: char| c > '\u{2600}' && !c.is_alphanumeric())
}

/// "← Talks resume", "Talks resume →": the page before and the one after.
fn is_turn(line: &Line) -> bool {
    line.words <= 20 && (line.text.starts_with(['←', '⟵', '⬅']) || line.text.ends_with(['→', '⟶', '➡']))
}

/// "#Chad #Niger".
fn is_hashtags(line: &Line) -> bool {
    line.text.split_whitespace().all(|word| word.starts_with('#') && word.len() > 1)
}

/// "Name *": the fields of a form that must be filled in.
fn is_form_field(line: &Line) -> bool {
    line.words <= 3 && line.text.ends_with('*') && !line.text.starts_with('*')
}

/// "Example News © 2024".
fn is_copyright(line: &Line) -> bool {
    let year = |after: &str| after.trim_start().starts_with(|c: char| c.is_numeric());
    line.words <= 12 && line.text.rsplit_once('©').is_some_and(|(_, after)| year(after))
}

/// A writer's line is short and names people: "By Jane Doe", not "By Monday the army had left".
fn is_byline(line: &Line, hit: Hit) -> bool {
    let bracketed = line.text.starts_with(['(', '[']);
    match hit.how {
        How::Heading | How::Whole => true,
        How::Label => bracketed || (line.words <= 9 && !line.text.contains(['"', '“', '«'])),
        // "… contributed to this report." in any case; "JANE DOE, Associated Press" by its comma.
        How::End(words) => words >= 3 || (line.end == End::Open && line.words <= 8 && line.text.contains(',')),
        How::Start if bracketed => true,
        How::Start => {
            let names = Names::of(line.text.split_whitespace().skip(1));
            let limit = if names.cased == 0 { 6 } else { 12 };
            line.end == End::Open
                && (1..=limit).contains(&names.all)
                && !line.text.chars().any(char::is_numeric)
                && names.capitals * 10 >= names.cased * 6
        }
    }
}

/// How many words look like names.
struct Names {
    all: usize,
    /// Words of a script that has capitals.
    cased: usize,
    capitals: usize,
}

impl Names {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Names {
        let mut names = Names { all: 0, cased: 0, capitals: 0 };
        for word in words.filter(|word| word.chars().any(char::is_alphabetic)) {
            names.all += 1;
            names.cased += usize::from(word.chars().any(|c| c.is_uppercase() || c.is_lowercase()));
            names.capitals += usize::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
        }
        names
    }
}

/// Whether a line without a marker may be a writer's name: two to five words, and where the script has capitals nothing but names ("à",
/// "de" and an office behind a comma aside). "Jane Doe", "Awa Traoré, à Bouaké", "Jane Doe / Kano", «القاهرة - سعاد بنعمر».
pub(super) fn may_be_names(line: &Line) -> bool {
    let agency = line.text.contains(" - ") && line.end == End::Colon && !line.text.contains(char::is_uppercase);
    if agency && line.words <= 5 {
        return true;
    }
    if line.hit.is_some() || line.end != End::Open || line.bullet || line.text.contains(|c: char| c.is_numeric() || "\"“«:".contains(c))
    {
        return false;
    }
    let name = line.text.split([',', '(', '/', '|', '،']).next().unwrap_or_default();
    let whole = Names::of(line.text.split_whitespace());
    if whole.cased == 0 {
        let set_off = line.text.contains(" - ") || line.text.contains(['/', '|', '،']);
        return whole.all >= 2 && whole.all <= if set_off { 5 } else { 3 };
    }
    let small = |word: &&str| word.chars().count() > 2 && !matches!(*word, "del" | "las" | "los" | "and" | "bin" | "von" | "van");
    let names = Names::of(name.split_whitespace().filter(small));
    (2..=5).contains(&whole.all) && (2..=4).contains(&names.all) && names.capitals == names.all && names.cased == names.all
}
