//! Arabic inflection on unvocalised spelling: verbs from `past/present`, nouns with article, dual, tanwin and sound plurals' cases, nisba
//! adjectives in all forms. Proclitics and pronouns are not generated: the tokeniser splits them.

use super::inflect::{Inflected, form};

fn drop_last(word: &str) -> &str {
    word.char_indices().next_back().map_or(word, |(at, _)| &word[..at])
}

fn last(word: &str) -> char {
    word.chars().next_back().unwrap_or(' ')
}

/// The first word inflects, the rest is kept.
fn split_head(entry: &str) -> (&str, String) {
    entry.split_once(' ').map_or((entry, String::new()), |(h, r)| (h, format!(" {r}")))
}

pub(super) fn verb(entry: &str) -> Vec<Inflected> {
    let mut parts = entry.split('/').map(str::trim);
    let mut out = Vec::new();
    if let Some(past) = parts.next() {
        past_forms(past, 0, &mut out);
    }
    let past = entry.split('/').next().unwrap_or("").trim();
    if let Some(present) = parts.next() {
        present_forms(present, &mut out);
        participles(past, present, &mut out);
    }
    if let Some(passive) = parts.next() {
        past_forms(passive, form::PASSIVE, &mut out);
    }
    out
}

fn past_forms(past: &str, bits: u16, out: &mut Vec<Inflected>) {
    let (head, rest) = split_head(past);
    let bits = bits | form::PAST;
    let mut put = |word: String, more: u16| out.push(Inflected::new(format!("{word}{rest}"), bits | more));
    let defective = matches!(last(head), 'ى' | 'ا') && head.chars().count() >= 3;
    put(head.to_string(), 0);
    if defective {
        let stem = drop_last(head);
        put(format!("{stem}ت"), form::FEM);
        put(format!("{stem}تا"), form::FEM | form::PLURAL);
        put(format!("{stem}وا"), form::PLURAL);
        put(format!("{stem}يا"), form::PLURAL);
        put(format!("{stem}ينا"), form::SPEAKER);
    } else {
        put(format!("{head}ت"), form::FEM);
        put(format!("{head}تا"), form::FEM | form::PLURAL);
        let stem = if last(head) == 'ي' { drop_last(head) } else { head };
        put(format!("{stem}وا"), form::PLURAL);
        put(format!("{head}ا"), form::PLURAL);
        put(format!("{head}نا"), form::SPEAKER);
    }
}

fn present_forms(present: &str, out: &mut Vec<Inflected>) {
    let (head, rest) = split_head(present);
    let Some(body) = head.strip_prefix('ي') else {
        out.push(Inflected::new(present, form::PRES));
        return;
    };
    let mut put = |word: String, more: u16| out.push(Inflected::new(format!("{word}{rest}"), form::PRES | more));
    let weak = matches!(last(body), 'ي' | 'و' | 'ى') && body.chars().count() >= 2;
    let short = drop_last(body);
    // «نرفض», «ندعو»: the first person of quotations. «أرفض» and the shortest («نصر», «نقل») collide with common words.
    if body.chars().count() >= 3 {
        put(format!("ن{body}"), form::SPEAKER);
    }
    for (prefix, more) in [("ي", 0), ("ت", form::FEM)] {
        put(format!("{prefix}{body}"), more);
        // After لم the final weak letter goes («لم يجر»), and so does a hollow verb's long vowel («لم يزر»).
        if weak {
            put(format!("{prefix}{short}"), more | form::JUSSIVE);
        }
        let letters: Vec<char> = body.chars().collect();
        if let [front @ .., middle, end] = &letters[..]
            && !front.is_empty()
            && front.len() <= 2
            && matches!(middle, 'و' | 'ي' | 'ا')
            && !weak
        {
            put(format!("{prefix}{}{end}", front.iter().collect::<String>()), more | form::JUSSIVE);
        }
    }
    let stem = if weak { short } else { body };
    let plural = form::PLURAL;
    for prefix in ["ي", "ت"] {
        put(format!("{prefix}{stem}ون"), plural);
        put(format!("{prefix}{stem}وا"), plural);
        put(format!("{prefix}{body}ان"), plural);
        put(format!("{prefix}{body}ا"), plural);
    }
}

/// The active participle as news uses it, in the accusative after a finished clause: «مؤكدا أن», «داعيا إلى», «منددة ب». A derived verb puts م before
/// its present stem; one of three letters may be of the first form (فاعل) or the second (مفعل): spelling does not tell, so both are made.
fn participles(past: &str, present: &str, out: &mut Vec<Inflected>) {
    let (head, _) = split_head(past);
    let (now, rest) = split_head(present);
    let Some(body) = now.strip_prefix('ي') else { return };
    let mut put = |word: String, more: u16| out.push(Inflected::new(format!("{word}{rest}"), form::ING | more));
    let body = body.strip_suffix('ى').map_or_else(|| body.to_string(), |b| format!("{b}ي"));
    let letters: Vec<char> = head.chars().collect();
    if let [a, b, c] = letters[..] {
        match (b, c) {
            (_, 'ا' | 'ى') => {
                put(format!("{a}ا{b}يا"), 0);
                put(format!("{a}ا{b}ية"), form::FEM);
            }
            ('ا', _) => put(format!("{a}ائ{c}ا"), 0),
            _ => {
                put(format!("{a}ا{b}{c}ا"), 0);
                put(format!("{a}ا{b}{c}ة"), form::FEM);
                put(format!("م{body}ا"), 0);
            }
        }
        return;
    }
    put(format!("م{body}ا"), 0);
    put(format!("م{body}ة"), form::FEM);
    let stem = body.strip_suffix('ي').unwrap_or(&body);
    put(format!("م{stem}ين"), form::PLURAL);
}

/// Words of a phrase that would take the article: all of a noun with adjectives; only the first of a chain that has ال already.
pub(super) fn noun(entry: &str) -> Vec<Inflected> {
    let mut out = Vec::new();
    for (i, text) in entry.split('/').map(str::trim).filter(|t| !t.is_empty()).enumerate() {
        noun_forms(text, form::NOUN | if i > 0 { form::PLURAL } else { 0 }, i == 0, &mut out);
    }
    out
}

fn noun_forms(text: &str, bits: u16, singular: bool, out: &mut Vec<Inflected>) {
    let words: Vec<&str> = text.split(' ').collect();
    let definite = |w: &str| w.starts_with("ال") && w.chars().count() > 4;
    let mut put = |text: String, more: u16| out.push(Inflected::new(text, bits | more));
    let first = words[0];
    let tail = |join: &dyn Fn(&str) -> String| words[1..].iter().map(|w| format!(" {}", join(w))).collect::<String>();
    if words.iter().any(|w| definite(w)) {
        // A fixed chain or a definite name: written as it is; a sound plural before it loses its nun.
        put(text.to_string(), form::DEFINITE);
        let rest = tail(&|w| w.to_string());
        for variant in case_variants(first, words.len() > 1) {
            put(format!("{variant}{rest}"), form::DEFINITE);
        }
        return;
    }
    put(text.to_string(), 0);
    put(format!("ال{first}{}", tail(&|w| format!("ال{w}"))), form::DEFINITE);
    // «مساعداتها المالية»: with its owner's pronoun, which is looked over, the noun has no article and its adjectives have.
    if words.len() > 1 {
        put(format!("{first}{}", tail(&|w| format!("ال{w}"))), form::DEFINITE);
    }
    // Before a definite noun of the text the head stands bare: «مساعدات روسيا».
    if words.len() == 1 {
        for variant in case_variants(first, false) {
            put(variant.clone(), 0);
            put(format!("ال{variant}"), form::DEFINITE);
        }
        for variant in case_variants(first, true) {
            put(variant, 0);
        }
    } else {
        let cased: Vec<String> = words.iter().map(|w| oblique(w)).collect();
        if cased.iter().zip(&words).any(|(a, b)| a != b) {
            put(cased.join(" "), 0);
            put(cased.iter().map(|w| format!("ال{w}")).collect::<Vec<_>>().join(" "), form::DEFINITE);
        }
    }
    // Accusative tanwin: «هجوما», «دعما عسكريا»; not after ة ات اء.
    let takes = |w: &str| {
        !(w.ends_with('ة')
            || w.ends_with("ات")
            || w.ends_with("اء")
            || w.ends_with('ا')
            || w.ends_with('ى')
            || w.ends_with("ين")
            || w.ends_with("ون"))
    };
    if words.iter().any(|w| takes(w)) {
        put(words.iter().map(|w| if takes(w) { format!("{w}ا") } else { (*w).to_string() }).collect::<Vec<_>>().join(" "), 0);
    }
    if singular && words.len() == 1 && !first.ends_with("ون") {
        dual(first, &mut put);
    }
}

fn dual(word: &str, put: &mut impl FnMut(String, u16)) {
    let stem = if let Some(stem) = word.strip_suffix('ة') { format!("{stem}ت") } else { word.to_string() };
    for ending in ["ان", "ين"] {
        put(format!("{stem}{ending}"), form::PLURAL);
        put(format!("ال{stem}{ending}"), form::PLURAL | form::DEFINITE);
    }
}

/// The oblique case of a sound masculine plural.
fn oblique(word: &str) -> String {
    word.strip_suffix("ون").filter(|stem| stem.chars().count() >= 3).map_or_else(|| word.to_string(), |stem| format!("{stem}ين"))
}

/// «متظاهرون» is also «متظاهرين», and before its owner «متظاهرو», «متظاهري».
fn case_variants(word: &str, construct: bool) -> Vec<String> {
    let Some(stem) = word.strip_suffix("ون").filter(|stem| stem.chars().count() >= 3) else { return Vec::new() };
    if construct { vec![format!("{stem}و"), format!("{stem}ي")] } else { vec![format!("{stem}ين")] }
}

/// The nisba adjective «روسي» in all forms: gender, number, article, the accusative.
pub(super) fn demonym(entry: &str) -> Vec<Inflected> {
    let word = entry.strip_prefix("ال").filter(|_| entry.chars().count() > 5).unwrap_or(entry);
    // «كوري شمالي»: both words take the article and the ending; «جنوب أفريقي» is inflected as one.
    let words: Vec<&str> = if word.split(' ').all(|w| last(w) == 'ي') { word.split(' ').collect() } else { vec![word] };
    let formed = |article: &str, ending: &str| words.iter().map(|w| format!("{article}{w}{ending}")).collect::<Vec<_>>().join(" ");
    let mut out = Vec::new();
    let mut put = |ending: &str, bits: u16| {
        out.push(Inflected::new(formed("", ending), form::ADJ | bits));
        out.push(Inflected::new(formed("ال", ending), form::ADJ | form::DEFINITE | bits));
    };
    put("", 0);
    if last(word) == 'ي' {
        put("ة", form::FEM);
        for ending in ["ون", "ين", "ان"] {
            put(ending, form::PLURAL);
        }
        for ending in ["ات", "تين", "تان"] {
            put(ending, form::FEM | form::PLURAL);
        }
        // The accusative «روسيا» is spelled like the country: the lexicon leaves it out where a name is spelled so.
        out.push(Inflected::new(formed("", "ا"), form::ADJ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, inflect_demonym, inflect_noun, inflect_verb};

    fn has(forms: Vec<super::Inflected>, wanted: &[&str]) {
        let texts: Vec<String> = forms.into_iter().map(|f| f.text).collect();
        for want in wanted {
            assert!(texts.iter().any(|t| t == want), "{want} is not among {texts:?}");
        }
    }

    #[test]
    fn verbs() {
        has(inflect_verb(Lang::Ar, "أجرى/يجري"), &["أجرى", "أجرت", "أجروا", "أجريا", "يجري", "تجري", "يجرون", "يجر"]);
        has(inflect_verb(Lang::Ar, "زار/يزور"), &["زار", "زارت", "زاروا", "يزور", "تزور", "يزر", "يزورون"]);
        has(inflect_verb(Lang::Ar, "أقال/يقيل/أقيل"), &["أقالت", "أقيل", "أقيلت"]);
        has(inflect_verb(Lang::Ar, "ألقى القبض على/يلقي القبض على"), &["ألقت القبض على", "تلقي القبض على"]);
    }

    #[test]
    fn nouns() {
        has(inflect_noun(Lang::Ar, "هجوم/هجمات"), &["هجوم", "الهجوم", "هجوما", "هجومين", "هجمات", "الهجمات"]);
        has(inflect_noun(Lang::Ar, "متظاهر/متظاهرون"), &["المتظاهرين", "متظاهرو", "متظاهري"]);
        has(inflect_noun(Lang::Ar, "دعم عسكري"), &["دعم عسكري", "الدعم العسكري", "دعما عسكريا"]);
        has(inflect_noun(Lang::Ar, "غارة/غارات"), &["غارتين", "الغارتان"]);
        has(inflect_noun(Lang::Ar, "وقف إطلاق النار"), &["وقف إطلاق النار"]);
    }

    #[test]
    fn nisba() {
        has(inflect_demonym(Lang::Ar, "روسي"), &["روسي", "الروسية", "روسيين", "الروسيون", "روسيات"]);
        has(inflect_demonym(Lang::Ar, "كوري شمالي"), &["الكوري الشمالي", "كورية شمالية", "الكوريين الشماليين"]);
    }
}
