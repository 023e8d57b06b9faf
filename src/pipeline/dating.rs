//! When the events of a sentence took place: what is known of how each is told goes to `dates`, which chooses.

use std::cell::OnceCell;

use super::{Engine, Prepared};
use crate::codebook::Language;
use crate::dates::{Anchor, DateChoice, Direction, Ground, Layout, Tagger, Told, date_for};
use crate::frame::Cell;
use crate::language::{Order, form};
use crate::model::{Framing, Parse, Trigger, Undated};

/// Quad classes of words: verbal cooperation and verbal conflict, in every scheme.
const WORDS: [i8; 2] = [1, 3];

/// The dates of one sentence.
pub(super) struct Dating<'a> {
    prepared: &'a Prepared,
    parse: &'a Parse<'a>,
    language: &'a Language,
    /// Made when the first event is found: most sentences have none.
    layout: OnceCell<Layout>,
    tagger: Option<&'a Tagger>,
    anchor: Anchor,
    undated: Undated,
}

impl<'a> Dating<'a> {
    pub(super) fn new(engine: &'a Engine, prepared: &'a Prepared, language: &'a Language, parse: &'a Parse<'a>) -> Self {
        let anchor = Anchor::within(&prepared.article.published_when);
        let tagger = engine.taggers[language.profile.lang.index()].as_ref();
        Dating { prepared, parse, language, layout: OnceCell::new(), tagger, anchor, undated: engine.codebook.undated }
    }

    /// The date of an event coded as `code` in the frame of `cell`.
    pub(super) fn of(&self, engine: &Engine, trigger: Trigger, framing: &Framing, cell: &Cell, code: &str) -> DateChoice {
        // What is dated is the announcement: "will send arms next month" was said on the day of publication.
        let announced = matches!(cell.frame.as_str(), "intend" | "request" | "demand" | "threaten" | "refuse");
        let quad = engine.codebook.codes.get(code).map(|row| row.quad_class);
        let words = announced || quad.is_some_and(|quad| WORDS.contains(&quad));
        self.choose(trigger, framing, announced.then_some(Direction::Future), words)
    }

    /// Whether a verb in the present is dated after the day of publication: "visits Ankara on Friday".
    pub(super) fn comes(&self, trigger: Trigger) -> bool {
        let Some(published) = self.prepared.article.published_when.last else { return false };
        let comes = |choice: DateChoice| choice.mention.is_some() && choice.value.first.is_some_and(|first| first > published);
        self.is_present(trigger) && comes(self.choose(trigger, &Framing::default(), None, false))
    }

    fn is_present(&self, trigger: Trigger) -> bool {
        let Trigger::Verb(v) = trigger else { return false };
        let form = self.parse.predicates[v].form;
        form & (form::S | form::BASE | form::PRES | form::ING) != 0 && form & (form::PAST | form::PART) == 0
    }

    /// The clauses of the sentence.
    pub(super) fn layout(&self) -> &Layout {
        let Prepared { dates, tokens, article, .. } = self.prepared;
        let locative = |p: u16| self.language.lists.locatives.contains(&p);
        self.layout.get_or_init(|| {
            let verb_first = self.language.profile.order == Order::VerbFirst;
            let since = |word| self.tagger.is_some_and(|tagger| tagger.tables().says_since(word));
            let unit = |word| self.tagger.is_some_and(|tagger| tagger.tables().names_unit(word));
            let (parse, text) = (self.parse, article.text.as_str());
            Layout::of(&Ground { parse, mentions: dates, tokens, text, verb_first, locative: &locative, since: &since, unit: &unit })
        })
    }

    fn choose(&self, trigger: Trigger, framing: &Framing, tense: Option<Direction>, words: bool) -> DateChoice {
        let locative = |p: u16| self.language.lists.locatives.contains(&p);
        let during = match trigger {
            Trigger::Noun(n) => {
                let np = &self.parse.nps[n];
                np.agent || np.preposition.is_none_or(locative)
            }
            Trigger::Verb(_) => true,
        };
        let carried = framing.carried || framing.introduced;
        let told = Told {
            parse: self.parse,
            trigger,
            tense,
            words,
            carried,
            referred: framing.referred,
            coming: self.is_present(trigger),
            during,
        };
        let news = self.prepared.dateline.map_or(self.anchor, Anchor::day);
        date_for(self.layout(), &self.prepared.dates, &told, &self.anchor, &news, self.undated)
    }
}
