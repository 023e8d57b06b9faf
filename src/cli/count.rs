//! `dyads codebook count`: how many entries a codebook has of each kind, and how many names in each language.

use std::collections::BTreeMap;
use std::io::Write as _;

use super::{engine, exit};
use crate::codebook::{List, Name, RawNames};
use crate::language::Lang;
use crate::model::PlaceType;
use crate::places::Gazetteer;

/// Count a codebook's entries and names, by kind and language
#[derive(Clone, Debug, clap::Args)]
pub struct CountArgs {
    /// Codebook to count instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
}

/// Entries, and names by language.
#[derive(Default)]
struct Row {
    entries: usize,
    names: [usize; Lang::ALL.len()],
}

/// Runs the command.
///
/// # Errors
/// A codebook that can't be read, or has errors: what it holds of them would be counted or not by chance.
pub fn command(args: &CountArgs) -> anyhow::Result<u8> {
    let book = engine::open_sound(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?.book;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let listed = |list: &List<Name>| list.replace.as_ref().map_or(0, Vec::len);
    let of_actor = |names: &RawNames| listed(&names.names) + listed(&names.demonyms) + listed(&names.capital);
    for (_, actor) in &book.body.actors.0 {
        let kind = actor.kind.as_ref().map_or("other", |kind| kind.value.as_str());
        let row = rows.entry(kind.to_owned()).or_default();
        row.entries += 1;
        for lang in Lang::ALL {
            row.names[lang.index()] += actor.names(lang).map_or(0, of_actor);
        }
    }
    for (_, person) in &book.body.people.0 {
        let row = rows.entry("person".to_owned()).or_default();
        row.entries += 1;
        for lang in Lang::ALL {
            row.names[lang.index()] += listed(person.names(lang)) + person.in_office.of(lang).map_or(0, Vec::len);
        }
    }
    for (_, role) in &book.body.roles.0 {
        let row = rows.entry("role".to_owned()).or_default();
        row.entries += 1;
        for (lang, list) in [(Lang::En, &role.en), (Lang::Ar, &role.ar)] {
            row.names[lang.index()] += list.replace.as_ref().map_or(0, Vec::len);
        }
    }
    let mut out = format!("{:12} {:>8}", "kind", "entries");
    Lang::ALL.iter().for_each(|lang| out.push_str(&format!(" {:>7}", lang.tag())));
    out.push('\n');
    for (kind, row) in &rows {
        out.push_str(&format!("{kind:12} {:>8}", row.entries));
        row.names.iter().for_each(|count| out.push_str(&format!(" {count:>7}")));
        out.push('\n');
    }
    for kind in [PlaceType::Country, PlaceType::Admin1, PlaceType::City] {
        let (places, [latin, arabic, cyrillic]) = Gazetteer::count(kind);
        out.push_str(&format!(
            "gazetteer, {}: {places} places; names in Latin letters {latin}, Arabic {arabic}, Cyrillic {cyrillic}\n",
            kind.as_str()
        ));
    }
    anstream::stdout().lock().write_all(out.as_bytes())?;
    Ok(exit::FINE)
}
