//! Words that change what an event is: operators of frames, and light verbs that carry an event noun.

use super::{Compiler, items};
use crate::codebook::compiled::{Language, Operator, OperatorKind};
use crate::codebook::raw::RawFrame;
use crate::codebook::text::Text;
use crate::language::{Lang, form, inflect_noun, inflect_verb};
use crate::model::{LightKind, Sense};

impl Compiler<'_> {
    pub(super) fn operators(&mut self, lang: Lang, language: &mut Language) {
        for (number, (_, frame)) in self.book.body.frames.0.iter().enumerate() {
            let Some((_, raw)) = frame.iter().find(|(tag, _)| Lang::from_tag(tag) == Some(lang)) else { continue };
            let frame = (number + 1) as u8;
            for (kind, list) in [
                (OperatorKind::Aux, &raw.aux),
                (OperatorKind::Subject, &raw.subject_control),
                (OperatorKind::Object, &raw.object_control),
                (OperatorKind::Noun, &raw.noun),
                (OperatorKind::EventObject, &raw.object),
                (OperatorKind::Word, &raw.word),
            ] {
                for entry in items(list) {
                    self.operator(lang, entry, frame, kind, raw, language);
                }
            }
        }
        let Some(light) = &self.book.body.light else { return };
        let Some((_, raw)) = light.iter().find(|(tag, _)| Lang::from_tag(tag) == Some(lang)) else { return };
        for entry in items(&raw.noun) {
            for inflected in inflect_noun(lang, entry) {
                let sense = Sense::Light { kind: LightKind::Do, form: inflected.form };
                self.insert_phrase(&inflected.text, false, sense, inflected.form, language);
            }
        }
        for (kind, list) in [
            (LightKind::Do, &raw.r#do),
            (LightKind::Undergo, &raw.undergo),
            (LightKind::Occur, &raw.occur),
            (LightKind::Result, &raw.result),
        ] {
            for entry in items(list) {
                for inflected in inflect_verb(lang, entry) {
                    let sense = Sense::Light { kind, form: inflected.form };
                    self.insert_phrase(&inflected.text, true, sense, inflected.form, language);
                }
            }
        }
    }

    /// One operator: its words, the marker that ends them, and where X stands.
    fn operator(&mut self, lang: Lang, entry: &Text, frame: u8, kind: OperatorKind, raw: &RawFrame, language: &mut Language) {
        let silent = items(&raw.silent).any(|text| text.value == entry.value);
        // "call for X to" beside "call for": the preposition leads X, and is no part of the verb.
        let alone = |front: &str| items(&raw.object).any(|text| text.value == front);
        let (front, after_x) = match entry.split_once(" X") {
            Some((front, after)) => (front, Some(after.trim())),
            None => (entry.value.as_str(), None),
        };
        let is_preposition = |language: &Language, word: &str| language.prepositions.iter().any(|p| p == word);
        let conjunction = |word: &str| matches!(word, "that" | "أن");
        // Each of past/present ends in the same preposition; it is no part of the inflected phrase.
        let mut preposition = None;
        let mut marker = after_x.filter(|m| !m.is_empty()).map(str::to_string);
        let single = !front.contains('/');
        let mut stripped = Vec::new();
        for variant in front.split('/') {
            let variant = variant.trim();
            match variant.rsplit_once(' ') {
                Some((head, last))
                    if matches!(kind, OperatorKind::Subject | OperatorKind::Object | OperatorKind::EventObject)
                        && (is_preposition(language, last) || conjunction(last)) =>
                {
                    if after_x.is_some() && (language.profile.article.is_some() || alone(front)) {
                        preposition = Some(self.preposition(last, language));
                        stripped.push(head.to_string());
                    } else if after_x.is_some() && conjunction(last) {
                        marker = Some(last.to_string());
                        stripped.push(head.to_string());
                    } else if after_x.is_some() {
                        stripped.push(variant.to_string());
                    } else {
                        marker = Some(last.to_string());
                        stripped.push(head.to_string());
                    }
                }
                _ => stripped.push(variant.to_string()),
            }
        }
        let marker = marker.map(|m| m.split(' ').next().unwrap_or("").to_string());
        let marker = marker.and_then(|m| self.intern(&m, &language.profile).first().copied());
        let number = language.operators.len() as u32;
        let asks = matches!(self.frames[frame as usize].as_str(), "request" | "demand" | "accuse");
        let rule = format!("{}/{}/{}", self.frames[frame as usize], lang.tag(), entry.value);
        let file = self.book.files[entry.file as usize].rule_file.clone();
        language.operators.push(Operator {
            frame,
            kind,
            asks,
            silent,
            marker,
            object_preposition: preposition,
            rule,
            file,
            line: entry.line,
        });
        let phrase = stripped.join("/");
        let forms = match kind {
            OperatorKind::Aux | OperatorKind::Word => vec![crate::language::Inflected { text: phrase, form: 0 }],
            OperatorKind::Noun => inflect_noun(lang, &phrase),
            _ if lang == Lang::Ar && single => vec![crate::language::Inflected { text: phrase, form: form::PRES }],
            _ => inflect_verb(lang, &phrase),
        };
        for inflected in forms {
            let sense = Sense::Operator { operator: number, form: inflected.form };
            let verb = !matches!(kind, OperatorKind::Aux | OperatorKind::Word | OperatorKind::Noun);
            self.insert_phrase(&inflected.text, verb, sense, inflected.form, language);
        }
    }
}
