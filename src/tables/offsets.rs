//! Byte offsets to code points. The program works in bytes; analysts slice in Python, where an index is a code point.
use crate::model::Span;

/// Bytes between two checkpoints.
const STEP: usize = 128;

/// Where code points stand in one text. Built in one pass over the text; a look-up then counts a few bytes more.
pub struct Offsets<'a> {
    text: &'a str,
    /// Code points before every `STEP`th byte; empty for plain ASCII, where bytes are code points.
    checkpoints: Vec<u32>,
    count: u32,
}

impl<'a> Offsets<'a> {
    /// Reads `text` through once.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Offsets { text, checkpoints: Vec::new(), count: text.len() as u32 };
        }
        let mut count = 0;
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        for block in text.as_bytes().chunks(STEP) {
            checkpoints.push(count);
            count += starts(block);
        }
        Offsets { text, checkpoints, count }
    }

    /// Code points in the whole text.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Code points before byte `at`; all of them where `at` lies past the end.
    fn at(&self, at: u32) -> u32 {
        let at = at as usize;
        if at >= self.text.len() {
            return self.count;
        }
        match self.checkpoints.get(at / STEP) {
            Some(before) => before + starts(&self.text.as_bytes()[at - at % STEP..at]),
            None => at as u32,
        }
    }

    /// The words under `span` (bytes) with their first and one-past-last code point. None where the span is empty or
    /// does not lie in the text on character boundaries.
    pub fn slice(&self, span: Span) -> Option<(&'a str, u32, u32)> {
        let words = span.of(self.text);
        (!words.is_empty()).then(|| (words, self.at(span.start), self.at(span.end)))
    }
}

/// Code points that start in `bytes`: all bytes but continuation bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -64).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_on_every_boundary() {
        let text = "قُتل 5 جنود 🙂 in Djibo, e\u{301}té. ".repeat(20);
        let offsets = Offsets::new(&text);
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for (expected, at) in boundaries.iter().enumerate() {
            assert_eq!(offsets.at(*at as u32), expected as u32, "byte {at}");
        }
        assert_eq!(offsets.count() as usize, text.chars().count());
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_are_refused() {
        let offsets = Offsets::new("مالي");
        assert_eq!(offsets.slice(Span { start: 0, end: 4 }), Some(("ما", 0, 2)));
        assert_eq!(offsets.slice(Span { start: 1, end: 4 }), None);
        assert_eq!(offsets.slice(Span { start: 0, end: 90 }), None);
        assert_eq!(offsets.slice(Span { start: 2, end: 2 }), None);
    }
}
