//! From the checked book to what runs: names to numbers, entries to forms, patterns to valency frames. What can't be resolved becomes a
//! diagnostic and is left out, so that one run names every problem.

mod discards;
mod family;
mod led;
mod lists;
mod operators;
mod patterns;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use smallvec::SmallVec;

use super::compile_names::Names;
use super::compiled::{Action, CodeRow, Codebook, FrameId, Language, Lists};
use super::dates;
use super::expand::{self, ConceptsById, ExpandError, expand, words_of};
use super::lexicon::{Apart, Lexicon};
use super::load::{Book, Placer};
use super::text::{List, Text};
use crate::diagnostic::{Diagnostic, nearest};
use crate::language::{Lang, Profile, Vocabulary, inflect_verb, intern_words};
use crate::model::{ActorCode, Func, Part, Sense, WordId};

/// Compiles a book. Problems are added to `problems`; with an error among them the result must not be used to code.
pub fn compile(book: &Book, problems: &mut Vec<Diagnostic>) -> Codebook {
    // The first pass only learns which words there are, so that the second can split clitics inside phrases as the tokeniser will.
    let dates: ParsedDates = book.dates.iter().map(|&number| (number, dates::parse(&book.files[number].text))).collect();
    let mut stems = standalone(&pass(book, &dates, &mut Vec::new(), None));
    // The words of dates are never cut, and others are cut before them: «الاتحاد العام للشغل», where «عيد الشغل» is a day.
    for raw in dates.iter().filter_map(|(_, parsed)| parsed.as_ref().ok()) {
        if let Some(lang) = Lang::from_tag(&raw.language.value) {
            let _ = dates::compile(raw, &Profile::of(lang), &mut stems);
        }
    }
    pass(book, &dates, problems, Some(&stems))
}

/// The files of dates, by number, as parsed.
type ParsedDates = Vec<(usize, Result<dates::RawDates, dates::DateProblem>)>;

/// The words that are entries by themselves: a clitic is split off only before one of them.
fn standalone(codebook: &Codebook) -> Vocabulary {
    let mut out = Vocabulary::default();
    let word = |id: WordId| codebook.vocabulary.word(id);
    let begins = |id: WordId| codebook.languages.iter().any(|l| l.lexicon.begins(id));
    let proclitics =
        codebook.languages.iter().flat_map(|l| l.profile.proclitics.iter().filter(|c| l.prepositions.iter().any(|p| p == **c)));
    let leading: Vec<&str> = proclitics.copied().collect();
    for id in 1..=codebook.vocabulary.len() as WordId {
        // A word that only begins phrases is cut like any other where it is a preposition and a word of its own: «بطائرة مسيرة».
        let single = codebook.languages.iter().any(|l| !l.lexicon.so_far(&[id]).is_empty());
        let cut = || {
            leading.iter().filter_map(|clitic| word(id).strip_prefix(clitic)).any(|rest| {
                let rest_id = codebook.vocabulary.id(rest);
                rest.chars().count() >= 4 && rest_id != 0 && begins(rest_id)
            })
        };
        if begins(id) && (single || !cut()) {
            out.intern(word(id));
        }
    }
    out
}

fn pass(book: &Book, dates: &ParsedDates, problems: &mut Vec<Diagnostic>, stems: Option<&Vocabulary>) -> Codebook {
    let mut hash = Sha256::new();
    for file in &book.files {
        hash.update(file.rule_file.as_bytes());
        hash.update([0]);
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    let sha256 = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    let disabled: Vec<&str> = book.disabled.iter().map(|t| t.value.as_str()).collect();
    let mut compiler = Compiler {
        book,
        places: Placer { files: &book.files },
        problems,
        vocabulary: Vocabulary::default(),
        stems,
        dates,
        of_dates: Vec::new(),
        led: Vec::new(),
        led_concepts: Vec::new(),
        concepts: book.body.concepts.0.iter().map(|(id, concept)| (id.value.as_str(), concept)).collect(),
        concept_ids: book.body.concepts.0.iter().enumerate().map(|(i, (id, _))| (id.value.as_str(), i as u32)).collect(),
        frames: std::iter::once("assert".to_string()).chain(book.body.frames.0.iter().map(|(id, _)| id.value.clone())).collect(),
        disabled,
    };
    // The article's tokens need the clitics numbered whatever the codebook says.
    for lang in Lang::ALL {
        let profile = Profile::of(lang);
        for clitic in profile.proclitics.iter().chain(&profile.enclitics) {
            compiler.vocabulary.intern(clitic);
        }
    }
    let mut names = Names::default();
    let (actors, roles, cities) = names.collect(book, &compiler.places, &compiler.disabled, compiler.problems);
    let actions = compiler.actions();
    // The first pass is about the languages that write words together.
    let wanted = |lang: &Lang| stems.is_some() || Profile::of(*lang).article.is_some();
    let languages = Lang::ALL.into_iter().filter(wanted).map(|lang| compiler.language(lang, &mut names, &actions)).collect();
    let codes = compiler.codes();
    let (discards, topics, gate) = compiler.discards();
    if let Some(stems) = stems {
        let dated = |id: WordId| compiler.of_dates.iter().any(|range| range.contains(&id));
        compiler.vocabulary.set_inner(|id, word| stems.id(word) == 0 && !dated(id));
    }
    Codebook {
        id: book.header.id.value.clone(),
        version: book.header.version.value.clone(),
        sha256,
        undated: book.undated,
        vocabulary: compiler.vocabulary,
        languages,
        actors,
        roles,
        cities,
        written_concepts: book.body.concepts.0.len(),
        concepts: book.body.concepts.0.iter().map(|(id, _)| id.value.clone()).chain(compiler.led_concepts).collect(),
        default_action: actions.iter().position(|action| action.id == "default").map(|number| number as u32),
        actions,
        codes,
        frames: compiler.frames,
        discards,
        topics,
        gate,
        suffixes: names.suffixes,
    }
}

/// Splits an actor code into its three-letter parts and says what each is, by the tables of `actor_codes.yaml`.
///
/// # Errors
/// The first part no table knows.
pub fn parse_actor_code(book: &Book, code: &str, group: Option<&str>) -> Result<ActorCode, String> {
    let tables = &book.actor_codes;
    let has = |table: &super::text::Entries<Text>, part: &str| table.0.iter().any(|(id, _)| id.value == part);
    let mut out = ActorCode { group: group.map(Part::from), ..ActorCode::default() };
    let letters: Vec<char> = code.chars().collect();
    for (i, chunk) in letters.chunks(3).enumerate() {
        let part: String = chunk.iter().collect();
        if i == 0 && has(&tables.countries, &part) {
            out.country = Some(part.into());
        } else if has(&tables.roles, &part)
            && !(i > 0 && out.roles.iter().any(|r| matches!(r.as_str(), "IGO" | "NGO" | "IMG")) && has(&tables.groups, &part))
        {
            out.roles.push(part.into());
        } else if has(&tables.groups, &part) {
            let before = out.group.replace(part.into());
            out.parent = before.filter(|before| group.is_none_or(|own| own != before) && Some(before) != out.group.as_ref());
        } else if has(&tables.religion, &part) {
            out.religion = Some(part.into());
        } else if has(&tables.ethnic, &part.to_lowercase()) || has(&tables.ethnic, &part) {
            out.ethnic = Some(part.into());
        } else if has(&tables.countries, &part) {
            // IGOEUR, IGOWST: a region after the international prefix.
            out.group = Some(part.into());
        } else {
            return Err(part);
        }
    }
    Ok(out)
}

struct Compiler<'a> {
    book: &'a Book,
    places: Placer<'a>,
    problems: &'a mut Vec<Diagnostic>,
    vocabulary: Vocabulary,
    stems: Option<&'a Vocabulary>,
    dates: &'a ParsedDates,
    /// Numbers of the words that only the date tables name: they are never cut.
    of_dates: Vec<std::ops::RangeInclusive<WordId>>,
    /// Verb phrases of the language at hand that end in a preposition.
    led: Vec<led::Led>,
    /// Names of the concepts of verbs with a preposition; their numbers follow those of the codebook's own.
    led_concepts: Vec<String>,
    concepts: ConceptsById<'a>,
    concept_ids: FxHashMap<&'a str, u32>,
    frames: Vec<String>,
    disabled: Vec<&'a str>,
}

fn items(list: &List<Text>) -> impl Iterator<Item = &Text> {
    list.replace.iter().flatten()
}

impl Compiler<'_> {
    fn codes(&mut self) -> FxHashMap<String, CodeRow> {
        let scheme = self.book.quad_class.as_str();
        let text = |t: &Option<Text>| t.as_ref().map(|t| t.value.clone());
        let row = |code: &super::raw::RawCode| CodeRow {
            label: code.label.value.clone(),
            goldstein: code.goldstein,
            quad_class: match scheme {
                "gdelt" => code.quad.gdelt,
                "phoenix" => code.quad.phoenix,
                _ => code.quad.conventional,
            },
            plover_event: text(&code.plover.event),
            plover_mode: text(&code.plover.mode),
            plover_context: text(&code.plover.context),
        };
        self.book.codes.codes.0.iter().map(|(id, code)| (id.value.clone(), row(code))).collect()
    }

    /// Actions with the cells they inherit: from their parents by dotted id, then from `default`.
    fn actions(&mut self) -> Vec<Action> {
        let all = &self.book.body.actions.0;
        let by_id: FxHashMap<&str, usize> = all.iter().enumerate().map(|(i, (id, _))| (id.value.as_str(), i)).collect();
        let mut out = Vec::new();
        for (id, raw) in all {
            let mut chain = vec!["default"];
            let mut end = 0;
            while let Some(dot) = id[end..].find('.') {
                end += dot;
                chain.push(&id[..end]);
                end += 1;
            }
            let mut cells = FxHashMap::default();
            for parent in chain.into_iter().filter_map(|p| by_id.get(p)).map(|&i| &all[i].1).chain(std::iter::once(raw)) {
                for (frame, code) in &parent.codes.0 {
                    cells.insert(frame.value.clone(), Some(code.value.clone()).filter(|c| c != "none"));
                }
            }
            for (frame, code) in &raw.codes.0 {
                for word in frame.split(' ') {
                    if !self.frames.iter().any(|f| f == word) {
                        let mut problem = Diagnostic::error("unknown-frame", self.places.at(frame), format!("there is no frame `{word}`"));
                        if let Some(near) = nearest(word, self.frames.iter().map(String::as_str)) {
                            problem = problem.help(format!("did you mean `{near}`?"));
                        }
                        self.problems.push(problem);
                    }
                }
                self.known_code(code);
            }
            if let Some(code) = &raw.politicians {
                self.known_code(code);
            }
            out.push(Action {
                id: id.value.clone(),
                family: family::family(id, |action| by_id.get(action).and_then(|&i| all[i].1.merge)).into(),
                reciprocal: raw.reciprocal.unwrap_or(false),
                default_source: raw.default_source.as_ref().map(|t| t.value.as_str().into()),
                politicians: raw.politicians.as_ref().map(|t| t.value.clone()),
                cells,
            });
        }
        out
    }

    fn known_code(&mut self, code: &Text) {
        if code.value != "none" && !self.book.codes.codes.0.iter().any(|(known, _)| known.value == code.value) {
            let mut problem = Diagnostic::error("unknown-code", self.places.at(code), format!("there is no CAMEO code `{}`", code.value));
            problem = problem.help(match nearest(code, self.book.codes.codes.0.iter().map(|(known, _)| known.value.as_str())) {
                Some(near) => format!("did you mean \"{near}\"? Codes are quoted and keep their zeros"),
                None => "codes.yaml lists them; write `none` for no event".to_string(),
            });
            self.problems.push(problem);
        }
    }

    fn language(&mut self, lang: Lang, names: &mut Names, actions: &[Action]) -> Language {
        let mut language = Language {
            profile: Profile::of(lang),
            lexicon: Lexicon::default(),
            by_head: vec![Vec::new(); self.concept_ids.len()],
            sourced: vec![false; self.concept_ids.len()],
            marked: 0,
            patterns: Vec::new(),
            written: 0,
            operators: Vec::new(),
            prepositions: Vec::new(),
            lists: Lists::default(),
            of: SmallVec::new(),
            negate: self.frame_id("negate"),
            intend: self.frame_id("intend"),
            suppose: self.frame_id("suppose"),
            that: self.intern(if lang == Lang::Ar { "أن" } else { "that" }, &Profile::of(lang)).first().copied(),
            dates: self.stems.and_then(|_| self.dates(lang)),
        };
        self.function_words(lang, &mut language);
        names.insert(lang, &language.profile, &mut language.lexicon, &mut self.vocabulary, self.stems);
        self.concept_words(lang, &mut language);
        self.patterns(lang, &mut language, actions);
        language.written = language.patterns.len();
        self.operators(lang, &mut language);
        self.led_patterns(&mut language);
        let number = |word: &&str| language.prepositions.iter().position(|p| p == word).map(|i| i as u16);
        language.of = language.profile.of.iter().filter_map(number).collect();
        self.discarded_words(lang, &mut language);
        // The first pass only asks which words begin a phrase.
        if self.stems.is_some() {
            language.lexicon.freeze(&language.sourced);
        }
        language
    }

    fn frame_id(&self, name: &str) -> Option<FrameId> {
        self.frames.iter().position(|frame| frame == name).map(|at| at as FrameId)
    }

    /// The date tables of a language; the last file that names it holds.
    fn dates(&mut self, lang: Lang) -> Option<dates::DateTables> {
        let mut out = None;
        for (number, parsed) in self.dates {
            let file = &self.book.files[*number];
            let problem = |p: dates::DateProblem| {
                let at = crate::diagnostic::At { file: file.shown.clone(), line: p.line as u32, column: p.column as u32, length: 1 };
                Diagnostic::error("bad-dates", at, p.message)
            };
            match parsed {
                Ok(raw) if Lang::from_tag(&raw.language.value) == Some(lang) => {
                    let known = self.vocabulary.len() as WordId;
                    match dates::compile(raw, &Profile::of(lang), &mut self.vocabulary) {
                        Ok(tables) => out = Some(dates::DateTables { file: file.rule_file.clone(), ..tables }),
                        Err(problems) => self.problems.extend(problems.into_iter().map(problem)),
                    }
                    self.of_dates.push(known + 1..=self.vocabulary.len() as WordId);
                }
                Ok(_) => {}
                // Reported once, with the first language.
                Err(p) if lang == Lang::ALL[0] => self.problems.push(problem(p.clone())),
                Err(_) => {}
            }
        }
        out
    }

    fn intern(&mut self, phrase: &str, profile: &Profile) -> Vec<WordId> {
        intern_words(phrase, profile, &mut self.vocabulary, self.stems)
    }

    fn preposition(&mut self, word: &str, language: &mut Language) -> u16 {
        if let Some(i) = language.prepositions.iter().position(|p| p == word) {
            return i as u16;
        }
        language.prepositions.push(word.to_string());
        let number = (language.prepositions.len() - 1) as u16;
        let words = self.intern(word, &language.profile);
        language.lexicon.insert(&words, Sense::Func { func: Func::Preposition, sub: number });
        number
    }

    fn function_words(&mut self, lang: Lang, language: &mut Language) {
        // A codebook that extends another adds its words to those that are there.
        for raw in self.book.languages.iter().filter(|raw| Lang::from_tag(&raw.language) == Some(lang)) {
            self.words_of_file(lang, raw, language);
            self.lists(&raw.lists, language);
        }
    }

    fn words_of_file(&mut self, lang: Lang, raw: &super::raw::RawLanguage, language: &mut Language) {
        for (class, list) in &raw.words.0 {
            let Some(&(_, func)) = Func::NAMES.iter().find(|(name, _)| *name == class.value) else {
                let near = nearest(class, Func::NAMES.iter().map(|(name, _)| *name)).unwrap_or("preposition");
                let problem =
                    Diagnostic::error("unknown-word-class", self.places.at(class), format!("there is no word class `{}`", class.value));
                self.problems.push(problem.help(format!("did you mean `{near}`?")));
                continue;
            };
            for word in list {
                let words = self.intern(word, &language.profile);
                let sub = if matches!(func, Func::Preposition | Func::Of | Func::Agent | Func::To) {
                    match language.prepositions.iter().position(|p| *p == word.value) {
                        Some(i) => i as u16,
                        None => {
                            language.prepositions.push(word.value.clone());
                            (language.prepositions.len() - 1) as u16
                        }
                    }
                } else {
                    0
                };
                language.lexicon.insert(&words, Sense::Func { func, sub });
            }
        }
        for (list, saying) in [(&raw.verbs, false), (&raw.saying, true)] {
            for entry in list {
                for inflected in inflect_verb(lang, entry) {
                    let words = self.intern(&inflected.text, &language.profile);
                    language.lexicon.insert(&words, Sense::Verb { form: inflected.form, saying });
                }
            }
        }
    }

    fn concept_words(&mut self, lang: Lang, language: &mut Language) {
        for (number, (_, concept)) in self.book.body.concepts.0.iter().enumerate() {
            let Some(words) = words_of(concept, lang) else { continue };
            for (part, list) in [(expand::Part::Verb, &words.verb), (expand::Part::Noun, &words.noun), (expand::Part::Word, &words.word)] {
                for entry in items(list) {
                    match expand(entry, part, lang, &self.concepts) {
                        Ok(forms) => {
                            for inflected in forms {
                                let sense = Sense::Concept { concept: number as u32, form: inflected.form };
                                self.insert_phrase(&inflected.text, part == expand::Part::Verb, sense, inflected.form, language);
                            }
                        }
                        // What is wrong with a phrase inside this one is reported there.
                        Err(ExpandError::Unknown(name) | ExpandError::Empty(name)) if !entry.contains(&format!("<{name}")) => {}
                        Err(error) => self.expand_problem(entry, error),
                    }
                }
            }
        }
    }

    /// «وفي» is "and in" long before it is any form of a verb: a form spelled like a proclitic and a function word is left out.
    fn is_function_word(&self, words: &[WordId], language: &Language) -> bool {
        let [word] = words else { return false };
        let text = self.vocabulary.word(*word);
        // The first proclitic is "and"; the others make real verbs («فتحت»).
        language.profile.proclitics.iter().take(1).filter_map(|clitic| text.strip_prefix(clitic)).any(|rest| {
            let rest = self.vocabulary.id(rest);
            rest != 0 && language.lexicon.so_far(&[rest]).iter().any(|s| matches!(s, Sense::Func { .. }))
        })
    }

    /// Inserts a phrase; an Arabic verb of several words also as one whose words stand apart.
    fn insert_phrase(&mut self, phrase: &str, verb: bool, sense: Sense, bits: u16, language: &mut Language) {
        let words = self.intern(phrase, &language.profile);
        if verb && self.is_function_word(&words, language) {
            return;
        }
        language.lexicon.insert(&words, sense);
        let last = phrase.rsplit(' ').next().unwrap_or("");
        let preposition = language.prepositions.iter().position(|p| p == last).map(|i| i as u16);
        if let Some(preposition) = preposition.filter(|_| verb && words.len() >= 2) {
            self.keep_led(&words, preposition);
        }
        if !verb || words.len() < 2 || language.profile.article.is_none() || self.is_function_word(&words[..1], language) {
            return;
        }
        let rest = if preposition.is_some() { &words[1..words.len() - 1] } else { &words[1..] };
        let apart = Apart { sense, rest: rest.into(), preposition };
        let number = match language.lexicon.apart.iter().rposition(|known| *known == apart) {
            Some(i) => i,
            None => {
                language.lexicon.apart.push(apart);
                language.lexicon.apart.len() - 1
            }
        };
        language.lexicon.insert(&words[..1], Sense::Apart { apart: number as u32, form: bits });
    }

    fn expand_problem(&mut self, entry: &Text, error: ExpandError) {
        let at = self.places.at(entry);
        let problem = match error {
            ExpandError::Unknown(name) => {
                let problem = Diagnostic::error("unknown-concept", at, format!("there is no concept `{name}`"));
                match nearest(&name, self.concept_ids.keys().copied()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem,
                }
            }
            ExpandError::Empty(name) => Diagnostic::error("empty-concept", at, format!("`{name}` has no nouns or words in this language"))
                .help("only nouns and words of a concept can stand inside a phrase"),
            ExpandError::Deep => Diagnostic::error("circular-concept", at, "concepts name each other in a circle".to_string()),
            ExpandError::Many(n) => Diagnostic::error("too-many-forms", at, format!("this phrase makes {n} forms"))
                .help("split it into two concepts that a pattern names side by side"),
        };
        self.problems.push(problem);
    }
}
