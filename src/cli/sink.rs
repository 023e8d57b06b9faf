//! The writer's end of `dyads code`: coded pages become rows, in the order of the input.
use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;
use arrow_array::RecordBatch;

use super::code::CodedArticle;
use super::originals;
use super::seen::{PageKey, Seen};
use super::summary::{REASONS, Summary};
use crate::merge::{Copies, Known, Merge, Original, Signature, text_id};
use crate::model::{Article, Reject};
use crate::read::InputHash;
use crate::tables::{Articles, CodeInfo, Coded, Dataset, EventRow, Events, Input, Mentions, Offsets, Rejects, Run, States, Table};

/// Rows of `events` in one batch.
const EVENT_ROWS: usize = 8192;
/// Distinct events that are held in memory: past this they are put aside, sorted, until the end. About 40 MB.
const MOST_EVENTS: usize = 30_000;

/// A page's articles, each with what its copies are found by.
pub(super) struct CodedPage {
    pub input: String,
    pub key: PageKey,
    /// Another page had its id.
    pub renamed: bool,
    pub articles: Vec<(Option<Signature>, CodedArticle)>,
}

/// What became of a record.
pub(super) enum CodedRecord {
    Page(CodedPage),
    Reject(Reject),
    /// Read before; the input it came from.
    Known(String),
}

/// What the codebook says of a code.
type Info<'a> = &'a dyn Fn(&str) -> Option<CodeInfo>;

/// Writes articles, mentions and rejects as they come and keeps what the events need.
pub(super) struct Sink {
    dataset: Dataset,
    articles: Articles,
    mentions: Mentions,
    rejects: Rejects,
    /// The rejects that have a row, as numbers.
    rejected: HashSet<i64>,
    states: States,
    merge: Merge,
    copies: Copies,
    inputs: Inputs,
    summary: Summary,
}

impl Sink {
    /// The sink, and the pages that the dataset has already.
    pub(super) fn new(dataset: Dataset) -> anyhow::Result<(Self, Seen)> {
        let (mut seen, mut copies) = (Seen::default(), Copies::default());
        dataset.articles_before(|state| {
            seen.insert(PageKey { page: state.page, id: state.page_id });
            if let Some(original) = originals::unpack(state) {
                copies.push(original);
            }
        })?;
        copies.index_all();
        let mut rejected = HashSet::new();
        dataset.rejects_before(|input, record, reason| {
            rejected.insert(reject_id(input, record.unsigned_abs(), reason));
        })?;
        let sink = Sink {
            articles: Articles::new(dataset.layout().keep_text),
            dataset,
            mentions: Mentions::default(),
            rejects: Rejects::default(),
            rejected,
            states: States::default(),
            merge: Merge::default(),
            copies,
            inputs: Inputs::default(),
            summary: Summary::default(),
        };
        Ok((sink, seen))
    }

    /// What was written so far.
    pub(super) fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Writes one batch.
    pub(super) fn write(&mut self, batch: &[CodedRecord], info: Info) -> anyhow::Result<()> {
        for record in batch {
            match record {
                CodedRecord::Reject(reject) => {
                    self.inputs.named(&reject.input).rejects += 1;
                    self.summary.rejects += 1;
                    if self.summary.reasons.len() < REASONS {
                        self.summary.reasons.push(reject.clone());
                    }
                    // Read again, what can't be read is no news either.
                    if self.rejected.insert(reject_id(&reject.input, reject.record, &reject.reason)) {
                        self.rejects.push(reject);
                    }
                }
                CodedRecord::Known(input) => {
                    self.inputs.named(input).pages += 1;
                    self.summary.known += 1;
                }
                CodedRecord::Page(page) => {
                    self.inputs.named(&page.input).pages += 1;
                    self.summary.pages += 1;
                    self.summary.renamed += u64::from(page.renamed);
                    page.articles.iter().for_each(|(signature, article)| self.article(page.key, *signature, article));
                }
            }
        }
        self.dataset.write(Table::Articles, &self.articles.take()?)?;
        self.dataset.write(Table::Mentions, &self.mentions.take()?)?;
        self.dataset.write(Table::Rejects, &self.rejects.take()?)?;
        self.dataset.write_state(&self.states.take()?)?;
        if self.merge.len() >= MOST_EVENTS {
            let rows = self.event_rows(info)?;
            self.dataset.put_aside(&rows)?;
        }
        Ok(())
    }

    fn article(&mut self, key: PageKey, signature: Option<Signature>, coded: &CodedArticle) {
        let article = &coded.article;
        let offsets = Offsets::new(&article.text);
        let published = published(article);
        let original = signature.as_ref().and_then(|signature| self.copies.original(signature, published));
        let (mut mention_ids, mut event_ids, mut told) = (HashSet::new(), HashSet::new(), Vec::new());
        for mention in &coded.mentions {
            // Two readings that differ in nothing but date or place are one mention: the first stands.
            let own = crate::merge::mention_id(mention);
            if !mention_ids.insert(own) {
                continue;
            }
            let known = original.and_then(|original| original.event_of(mention));
            let event = self.merge.push(mention, own, article, known);
            if event_ids.insert(event) && original.is_none() {
                told.push(Known::of(mention, event));
            }
            self.mentions.push(own, event, mention, &article.language, &offsets);
        }
        let duplicate_of = original.map(|original| original.id.to_string());
        let facts =
            Coded { sentences: coded.sentences, events: event_ids.len(), duplicate_of: duplicate_of.as_deref(), flags: &coded.flags };
        self.articles.push(article, facts, &offsets);
        let own = signature.filter(|_| duplicate_of.is_none());
        self.states.push(&originals::pack(&article.id, key, published, own, &told));
        if let Some(signature) = own {
            self.copies.add(Original { id: article.id.as_str().into(), published, signature, events: told.into() });
        }

        self.summary.mentions += mention_ids.len() as u64;
        for (topic, sentences) in &coded.discarded {
            *self.summary.discarded.entry(topic.clone()).or_default() += u64::from(*sentences);
        }
        self.summary.duplicates += u64::from(duplicate_of.is_some());
        match self.summary.languages.get_mut(&article.language) {
            Some(count) => *count += 1,
            None => {
                self.summary.languages.insert(article.language.clone(), 1);
            }
        }
    }

    /// The events gathered so far as rows, sorted; none are left.
    fn event_rows(&mut self, info: Info) -> anyhow::Result<Vec<RecordBatch>> {
        let mut known: HashMap<String, Option<CodeInfo>> = HashMap::new();
        let (mut rows, mut batches) = (Events::default(), Vec::new());
        for chunk in self.merge.take().chunks(EVENT_ROWS) {
            for event in chunk {
                let info = known.entry(event.code.clone()).or_insert_with(|| info(&event.code));
                let first = event.first.as_ref();
                let row = EventRow {
                    id: event.id,
                    days: event.days,
                    first: first.map(|report| &report.mention),
                    code: &event.code,
                    confidence: event.confidence,
                    mentions: event.mentions,
                    articles: event.articles,
                    publishers: &event.publishers,
                    first_published: first.and_then(|report| report.published),
                    source_url: first.and_then(|report| report.url.as_deref()),
                };
                rows.push(&row, info.as_ref());
            }
            batches.push(rows.take()?);
        }
        Ok(batches)
    }

    /// Merges the mentions, writes the events and gives the dataset its name.
    pub(super) fn finish(
        mut self,
        options: BTreeMap<String, serde_json::Value>,
        hashes: &[InputHash],
        files: &[(String, Vec<u8>)],
        info: Info,
    ) -> anyhow::Result<Summary> {
        let rest = self.event_rows(info)?;
        let run = Run { inputs: self.inputs.with(hashes), options };
        let rows = self.dataset.finish(rest, run, files).context("the dataset could not be completed")?;
        self.summary.events = rows.events;
        Ok(self.summary)
    }
}

fn reject_id(input: &str, record: u64, reason: &str) -> i64 {
    text_id(&[input, &record.to_string(), reason])
}

/// First day on which an article may have been published, days since 1970.
fn published(article: &Article) -> Option<i32> {
    let known = article.published.map(|instant| instant.date_naive());
    known.or(article.published_when.first).map(|day| day.to_epoch_days())
}

/// The inputs in the order in which they were first met.
#[derive(Default)]
struct Inputs {
    list: Vec<Input>,
    places: HashMap<String, usize>,
    last: usize,
}

impl Inputs {
    fn named(&mut self, name: &str) -> &mut Input {
        // Records come file after file: nearly always it is the last one again.
        if self.list.get(self.last).is_none_or(|input| input.name != name) {
            self.last = match self.places.get(name) {
                Some(place) => *place,
                None => {
                    self.places.insert(name.to_owned(), self.list.len());
                    self.list.push(Input { name: name.to_owned(), ..Input::default() });
                    self.list.len() - 1
                }
            };
        }
        &mut self.list[self.last]
    }

    /// The inputs with their hashes; those without a single record come in at the end. Files in an archive count for the archive.
    fn with(mut self, hashes: &[InputHash]) -> Vec<Input> {
        for hash in hashes {
            let input = self.named(&hash.input);
            input.bytes = Some(hash.bytes);
            input.sha256 = Some(hash.sha256.clone());
        }
        let Inputs { mut list, mut places, .. } = self;
        for number in 0..list.len() {
            let name = &list[number].name;
            let whole = |place: &usize| list[*place].sha256.is_some();
            let archive = name.match_indices('/').rev().find_map(|(slash, _)| places.get(&name[..slash]).copied().filter(whole));
            if let (None, Some(archive)) = (&list[number].sha256, archive) {
                let own = std::mem::take(&mut list[number]);
                list[archive].pages += own.pages;
                list[archive].rejects += own.rejects;
                // The archive stands where its first file stood.
                if archive > number {
                    list.swap(archive, number);
                    places.insert(list[number].name.clone(), number);
                }
            }
        }
        list.retain(|input| !input.name.is_empty());
        list
    }
}
