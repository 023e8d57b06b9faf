//! The writer's end of `dyads code`: coded pages become rows, in the order of the input.
use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;

use super::code::CodedArticle;
use super::summary::{REASONS, Summary};
use crate::merge::{Duplicates, Merge};
use crate::model::Reject;
use crate::read::InputHash;
use crate::tables::{Articles, CodeInfo, Coded, Dataset, EventRow, Events, Input, Mentions, Offsets, Rejects, Run, Table};

/// Rows of `events` handed to the writer at once.
const EVENT_ROWS: usize = 8192;

/// A page's articles, each with the fingerprint of its text.
pub(super) struct CodedPage {
    pub input: String,
    pub articles: Vec<(Option<u128>, CodedArticle)>,
}

/// What became of a record.
pub(super) enum CodedRecord {
    Page(CodedPage),
    Reject(Reject),
}

/// Writes articles, mentions and rejects as they come and keeps what the events need.
pub(super) struct Sink {
    dataset: Dataset,
    articles: Articles,
    mentions: Mentions,
    rejects: Rejects,
    merge: Merge,
    duplicates: Duplicates,
    inputs: Inputs,
    summary: Summary,
}

impl Sink {
    pub(super) fn new(dataset: Dataset, keep_text: bool) -> Self {
        Sink {
            dataset,
            articles: Articles::new(keep_text),
            mentions: Mentions::default(),
            rejects: Rejects::default(),
            merge: Merge::default(),
            duplicates: Duplicates::default(),
            inputs: Inputs::default(),
            summary: Summary::default(),
        }
    }

    /// What was written so far.
    pub(super) fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Writes one batch.
    pub(super) fn write(&mut self, batch: &[CodedRecord]) -> anyhow::Result<()> {
        for record in batch {
            match record {
                CodedRecord::Reject(reject) => {
                    self.inputs.named(&reject.input).rejects += 1;
                    self.summary.rejects += 1;
                    if self.summary.reasons.len() < REASONS {
                        self.summary.reasons.push(reject.clone());
                    }
                    self.rejects.push(reject);
                }
                CodedRecord::Page(page) => {
                    self.inputs.named(&page.input).pages += 1;
                    self.summary.pages += 1;
                    page.articles.iter().for_each(|(fingerprint, article)| self.article(*fingerprint, article));
                }
            }
        }
        self.dataset.write(Table::Articles, &self.articles.take()?)?;
        self.dataset.write(Table::Mentions, &self.mentions.take()?)?;
        self.dataset.write(Table::Rejects, &self.rejects.take()?)?;
        Ok(())
    }

    fn article(&mut self, fingerprint: Option<u128>, coded: &CodedArticle) {
        let article = &coded.article;
        let offsets = Offsets::new(&article.text);
        let (mut mention_ids, mut event_ids) = (HashSet::new(), HashSet::new());
        for mention in &coded.mentions {
            // Two readings that differ in nothing but date or place are one mention: the first stands.
            let own = crate::merge::mention_id(mention);
            if !mention_ids.insert(own) {
                continue;
            }
            let event = self.merge.push(mention, own, article);
            event_ids.insert(event);
            self.mentions.push(own, event, mention, &article.language, &offsets);
        }
        let duplicate_of = self.duplicates.earlier(fingerprint, &article.id);
        let facts =
            Coded { sentences: coded.sentences, events: event_ids.len(), duplicate_of: duplicate_of.as_deref(), flags: &coded.flags };
        self.articles.push(article, facts, &offsets);

        self.summary.mentions += mention_ids.len() as u64;
        for (topic, sentences) in &coded.discarded {
            match self.summary.discarded.get_mut(topic) {
                Some(count) => *count += u64::from(*sentences),
                None => {
                    self.summary.discarded.insert(topic.clone(), u64::from(*sentences));
                }
            }
        }
        self.summary.duplicates += u64::from(duplicate_of.is_some());
        match self.summary.languages.get_mut(&article.language) {
            Some(count) => *count += 1,
            None => {
                self.summary.languages.insert(article.language.clone(), 1);
            }
        }
    }

    /// Merges the mentions, writes the events and gives the dataset its name.
    pub(super) fn finish(
        mut self,
        options: BTreeMap<String, serde_json::Value>,
        hashes: &[InputHash],
        files: &[(String, Vec<u8>)],
        code_info: impl Fn(&str) -> Option<CodeInfo>,
    ) -> anyhow::Result<Summary> {
        let merged = self.merge.finish()?;
        let mut known: HashMap<&str, Option<CodeInfo>> = HashMap::new();
        let mut rows = Events::default();
        for chunk in merged.chunks(EVENT_ROWS) {
            for event in chunk {
                let code = event.first.code.as_str();
                let info = known.entry(code).or_insert_with(|| code_info(code));
                let row = EventRow {
                    id: event.id,
                    first: &event.first,
                    confidence: event.confidence,
                    mentions: event.mentions,
                    articles: event.articles,
                    publishers: event.publishers,
                    first_published: event.first_published,
                    source_url: event.source_url.as_deref(),
                };
                rows.push(&row, info.as_ref());
            }
            self.dataset.write(Table::Events, &rows.take()?)?;
        }
        self.summary.events = merged.len() as u64;
        let run = Run { inputs: self.inputs.with(hashes), options };
        self.dataset.finish(&run, files).context("the dataset could not be completed")?;
        Ok(self.summary)
    }
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
