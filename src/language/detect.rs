//! Which language a text is in. whichlang tells sixteen languages apart very fast but knows no Persian, Urdu, Kurdish or Ukrainian;
//! letters that Arabic and Russian do not have veto its answer.

use whichlang::Lang as Guess;

/// How much of the text is looked at, in bytes.
const LOOK: usize = 2000;

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
    match whichlang::detect_language(sample) {
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
