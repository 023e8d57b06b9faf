//! A whole export, batch by batch: first all articles, then all mentions, then the events; where the set has mentions, those again at the end.

use arrow_array::{Array, RecordBatch};
use rustc_hash::FxHashMap;

use super::choose::{self, Options, Summary};
use super::rows::{ArticleColumns, EventColumns, MentionColumns, WordColumns, text};
use super::sheet::Sheet;
use super::told::Memory;
use super::{Codes, ExportError, Set, Tools, World, gdelt, icews, petrarch, polecat};

/// An export under way.
pub struct Export<'w> {
    set: Set,
    options: Options,
    codes: Codes,
    world: &'w dyn World,
    memory: Memory,
    /// When each event written was added: what its mentions repeat.
    added: FxHashMap<i64, i64>,
    /// Rows of `events` so far.
    rows: i64,
    summary: Summary,
}

impl<'w> Export<'w> {
    /// Begins.
    pub fn new(set: Set, options: Options, codes: Codes, world: &'w dyn World) -> Self {
        let (memory, added, summary) = Default::default();
        Export { set, options, codes, world, memory, added, rows: 0, summary }
    }

    /// Columns of `articles` to read.
    pub fn article_columns(&self) -> &'static [&'static str] {
        ArticleColumns::NAMES
    }

    /// Columns of `mentions` to read.
    pub fn mention_columns(&self) -> Vec<&'static str> {
        let words = if self.wants_words() { WordColumns::NAMES } else { &[] };
        MentionColumns::NAMES.iter().chain(words).copied().collect()
    }

    /// Columns of `events` to read.
    pub fn event_columns(&self) -> &'static [&'static str] {
        EventColumns::NAMES
    }

    fn wants_words(&self) -> bool {
        matches!(self.set, Set::Polecat | Set::Petrarch)
    }

    /// Takes note of articles.
    ///
    /// # Errors
    /// [`ExportError::Column`].
    pub fn note_articles(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        self.memory.articles(batch)
    }

    /// Takes note of mentions.
    ///
    /// # Errors
    /// [`ExportError::Column`].
    pub fn note_mentions(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let (words, reports) = (self.wants_words(), self.set == Set::Petrarch);
        self.memory.mentions(batch, words, reports)
    }

    /// Events as rows of the set.
    ///
    /// # Errors
    /// [`ExportError::Column`].
    pub fn events(&mut self, batch: &RecordBatch) -> Result<RecordBatch, ExportError> {
        let columns = EventColumns::of(batch)?;
        let tools = Tools { codes: &self.codes, world: self.world, options: self.options };
        let mut sheet = Sheet::new(self.set.events().fields);
        for row in 0..batch.num_rows() {
            self.rows += 1;
            let event = columns.row(row);
            let Some(day) = choose::day_of(&event, self.set, self.options, &mut self.summary) else { continue };
            let first = self.memory.first(event.id);
            match self.set {
                Set::Gdelt1 | Set::Gdelt2 => {
                    let added = gdelt::added(&event, day);
                    self.summary.last_added = self.summary.last_added.max(Some(added));
                    if self.set == Set::Gdelt2 {
                        self.added.insert(event.id, added);
                    }
                    let told = first.map(|(told, _)| told);
                    gdelt::event(&mut sheet, &event, day, told, tools, self.set == Set::Gdelt2);
                }
                Set::Icews => icews::event(&mut sheet, &event, day, self.rows, first, tools),
                Set::Polecat => polecat::event(&mut sheet, &event, day, first, tools),
                Set::Petrarch => petrarch::event(&mut sheet, &event, day, first, &self.memory),
            }
        }
        sheet.take()
    }

    /// Mentions of the events written, as rows of the set; None where it has no such table.
    ///
    /// # Errors
    /// [`ExportError::Column`].
    pub fn mentions(&mut self, batch: &RecordBatch) -> Result<Option<RecordBatch>, ExportError> {
        let Some(layout) = self.set.mentions() else { return Ok(None) };
        let columns = MentionColumns::of(batch)?;
        let tools = Tools { codes: &self.codes, world: self.world, options: self.options };
        let mut sheet = Sheet::new(layout.fields);
        for row in (0..batch.num_rows()).filter(|&row| !columns.event_id.is_null(row)) {
            let Some(&added) = self.added.get(&columns.event_id.value(row)) else { continue };
            let article = text(columns.article_id, row).and_then(|id| self.memory.article(id)).map(|(_, article)| article);
            gdelt::mention(&mut sheet, &columns, row, added, article, tools);
            self.summary.mentions += 1;
        }
        sheet.take().map(Some)
    }

    /// What was written so far.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }
}
