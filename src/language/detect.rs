//! Which language a text is in. whichlang tells sixteen languages apart very fast but knows no Persian, Urdu, Kurdish or Ukrainian;
//! letters that Arabic and Russian do not have veto its answer.

use whichlang::Lang as Guess;

use super::{Lang, Profile};

/// How much of the text is looked at, in bytes.
const LOOK: usize = 2000;
/// Letters below which the guess is checked: of a sentence or two it is often wrong.
const SHORT: usize = 200;

/// BCP 47 tag of the text's language; "und" where there are too few letters to tell.
pub fn detect(text: &str) -> &'static str {
    let mut end = LOOK.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let (mut letters, mut arabic, mut persian, mut urdu, mut kurdish, mut cyrillic, mut ukrainian) = (0, 0, 0, 0, 0, 0, 0);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' => urdu += 1,
            'ۆ' | 'ێ' | 'ڕ' => kurdish += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            'і' | 'ї' | 'є' | 'ґ' => ukrainian += 1,
            '\u{0600}'..='\u{06ff}' | '\u{fb50}'..='\u{feff}' => arabic += 1,
            '\u{0400}'..='\u{04ff}' => cyrillic += 1,
            _ => {}
        }
    }
    if letters < 3 {
        return "und";
    }
    let script = arabic + persian + urdu + kurdish;
    if script * 2 > letters {
        let foreign = script / 20;
        return match () {
            () if urdu > foreign / 2 && urdu > 0 => "ur",
            () if kurdish > foreign / 2 && kurdish > 0 => "ckb",
            () if persian > foreign => "fa",
            () => "ar",
        };
    }
    if (cyrillic + ukrainian) * 2 > letters && ukrainian * 50 > letters {
        return "uk";
    }
    let guess = tag(whichlang::detect_language(sample));
    if letters < SHORT { corrected(sample, guess) } else { guess }
}

fn tag(guess: Guess) -> &'static str {
    match guess {
        Guess::Ara => "ar",
        Guess::Cmn => "zh",
        Guess::Deu => "de",
        Guess::Eng => "en",
        Guess::Fra => "fr",
        Guess::Hin => "hi",
        Guess::Ita => "it",
        Guess::Jpn => "ja",
        Guess::Kor => "ko",
        Guess::Nld => "nl",
        Guess::Por => "pt",
        Guess::Rus => "ru",
        Guess::Spa => "es",
        Guess::Swe => "sv",
        Guess::Tur => "tr",
        Guess::Vie => "vi",
    }
}

/// A guess on a short text, put right where the common words of another of our languages say so. A language that is not ours keeps the text
/// unless two words speak against it: they share words with ours.
fn corrected(sample: &str, guess: &'static str) -> &'static str {
    let words: Vec<String> = sample.split(|c: char| !c.is_alphanumeric()).map(super::normalise).collect();
    let hits = |lang: &Lang| {
        let common = Profile::of(*lang).common;
        words.iter().filter(|word| common.contains(&word.as_str())).count()
    };
    let own = Lang::from_tag(guess).map_or(1, |lang| hits(&lang));
    let best = Lang::ALL.iter().map(|lang| (hits(lang), lang)).max_by_key(|(hits, lang)| (*hits, std::cmp::Reverse(*lang)));
    match best {
        Some((hits, lang)) if hits > own => lang.tag(),
        _ => guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_told_by_their_common_words() {
        assert_eq!(detect("Elections are due next month."), "en");
        assert_eq!(detect("Les élections auront lieu le mois prochain."), "fr");
        assert_eq!(detect("Las elecciones son el mes próximo."), "es");
        assert_eq!(detect("Выборы пройдут в следующем месяце."), "ru");
        assert_eq!(detect("As eleições serão no próximo mês em todo o país."), "pt");
    }
}
