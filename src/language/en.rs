//! English inflection by rule and a list of irregular verbs and nouns (facts of the language, written for this project).

use super::inflect::{Inflected, form};

/// base, past, participle; several of each parted by `|`.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("arise", "arose", "arisen"),
    ("be", "was|were", "been"),
    ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bend", "bent", "bent"),
    ("bet", "bet", "bet"),
    ("bid", "bid", "bid"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("bleed", "bled", "bled"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("breed", "bred", "bred"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burn", "burned|burnt", "burned|burnt"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("flee", "fled", "fled"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forget", "forgot", "forgotten"),
    ("forgive", "forgave", "forgiven"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got|gotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("hang", "hung|hanged", "hung|hanged"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("kneel", "knelt", "knelt"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lay|lied", "lain|lied"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("mistake", "mistook", "mistaken"),
    ("offset", "offset", "offset"),
    ("overcome", "overcame", "overcome"),
    ("override", "overrode", "overridden"),
    ("oversee", "oversaw", "overseen"),
    ("overtake", "overtook", "overtaken"),
    ("overthrow", "overthrew", "overthrown"),
    ("overrun", "overran", "overrun"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("retake", "retook", "retaken"),
    ("rewrite", "rewrote", "rewritten"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shine", "shone", "shone"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown|showed"),
    ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("slay", "slew", "slain"),
    ("sleep", "slept", "slept"),
    ("slide", "slid", "slid"),
    ("speak", "spoke", "spoken"),
    ("speed", "sped", "sped"),
    ("spend", "spent", "spent"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("strike", "struck", "struck|stricken"),
    ("string", "strung", "strung"),
    ("strive", "strove", "striven"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swing", "swung", "swung"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("undergo", "underwent", "undergone"),
    ("undermine", "undermined", "undermined"),
    ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"),
    ("undo", "undid", "undone"),
    ("uphold", "upheld", "upheld"),
    ("upset", "upset", "upset"),
    ("wage", "waged", "waged"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("weep", "wept", "wept"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("withstand", "withstood", "withstood"),
    ("write", "wrote", "written"),
    ("foresee", "foresaw", "foreseen"),
    ("outlaw", "outlawed", "outlawed"),
    ("mislead", "misled", "misled"),
    ("forgo", "forwent", "forgone"),
    ("behead", "beheaded", "beheaded"),
    ("hijack", "hijacked", "hijacked"),
    ("panic", "panicked", "panicked"),
];

/// Verbs of more than one syllable whose last consonant doubles (stress on the last).
const DOUBLING: &[&str] = &[
    "abet", "abhor", "admit", "allot", "commit", "compel", "confer", "control", "defer", "deter", "embed", "emit", "equip", "excel",
    "expel", "forget", "incur", "infer", "kidnap", "occur", "omit", "outwit", "patrol", "permit", "prefer", "program", "propel", "rebel",
    "rebut", "recur", "refer", "regret", "remit", "repel", "submit", "transfer", "transmit", "unplug", "cancel", "label", "quarrel",
    "signal", "travel", "fuel", "counsel", "dispel", "handicap", "worship", "airlift", "wiretap", "overlap", "model", "channel", "total",
    "level",
];

/// Doubling is optional or only British here: both spellings are made.
const BOTH: &[&str] =
    &["cancel", "label", "quarrel", "signal", "travel", "fuel", "counsel", "worship", "model", "channel", "total", "level"];

const IRREGULAR_PLURALS: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("foot", "feet"),
    ("crisis", "crises"),
    ("aircraft", "aircraft"),
    ("troops", "troops"),
    ("police", "police"),
    ("wife", "wives"),
    ("life", "lives"),
    ("knife", "knives"),
    ("thief", "thieves"),
    ("leaf", "leaves"),
    ("hypothesis", "hypotheses"),
    ("medium", "media"),
    ("personnel", "personnel"),
    ("clergy", "clergy"),
    ("personnel", "personnel"),
];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// "stop" doubles; "visit", "attack", "fix", "show" do not.
fn doubles(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let [.., before, vowel, last] = chars[..] else { return false };
    let shape = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before)
        || (before == 'u' && chars.len() > 3 && chars[chars.len() - 4] == 'q' && !is_vowel(last) && is_vowel(vowel));
    let groups = chars.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
    shape && (groups == 1 || DOUBLING.contains(&word))
}

fn s_form(word: &str) -> String {
    let b = word.as_bytes();
    let ends = |tail: &str| word.ends_with(tail);
    if ends("y") && b.len() > 1 && !is_vowel(b[b.len() - 2] as char) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ends("s")
        || ends("x")
        || ends("z")
        || ends("ch")
        || ends("sh")
        || matches!(word, "go" | "do" | "veto" | "undergo" | "forgo" | "hero" | "echo")
    {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn ed_form(word: &str, double: bool) -> String {
    let b = word.as_bytes();
    if word.ends_with('e') {
        format!("{word}d")
    } else if word.ends_with('y') && b.len() > 1 && !is_vowel(b[b.len() - 2] as char) {
        format!("{}ied", &word[..word.len() - 1])
    } else if double {
        format!("{word}{}ed", &word[word.len() - 1..])
    } else {
        format!("{word}ed")
    }
}

fn ing_form(word: &str, double: bool) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        format!("{stem}ying")
    } else if word == "be" {
        "being".into()
    } else if word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("oe") && !word.ends_with("ye") {
        format!("{}ing", &word[..word.len() - 1])
    } else if double {
        format!("{word}{}ing", &word[word.len() - 1..])
    } else if word == "panic" {
        "panicking".into()
    } else {
        format!("{word}ing")
    }
}

pub(super) fn verb(entry: &str) -> Vec<Inflected> {
    let entry = entry.split('/').next().unwrap_or(entry).trim();
    let (head, rest) = entry.split_once(' ').map_or((entry, String::new()), |(h, r)| (h, format!(" {r}")));
    let mut out = Vec::new();
    let mut put = |word: &str, bits: u16| out.push(Inflected::new(format!("{word}{rest}"), bits));
    put(head, form::BASE);
    // "air-strike", "re-open": what stands after the hyphen inflects.
    let (prefix, stem) = head.rsplit_once('-').map_or(("", head), |(p, s)| (&head[..p.len() + 1], s));
    let with = |word: &str| format!("{prefix}{word}");
    if head == "be" {
        for word in ["am", "is", "are"] {
            put(word, form::S);
        }
    } else if head == "have" {
        put("has", form::S);
    } else {
        put(&with(&s_form(stem)), form::S);
    }
    let spellings: &[bool] = if BOTH.contains(&stem) {
        &[true, false]
    } else if doubles(stem) {
        &[true]
    } else {
        &[false]
    };
    let irregular = IRREGULAR.iter().find(|(base, ..)| *base == stem);
    for &double in spellings {
        put(&with(&ing_form(stem, double)), form::ING);
        if irregular.is_none() {
            put(&with(&ed_form(stem, double)), form::PAST | form::PART);
        }
    }
    if let Some((_, past, part)) = irregular {
        past.split('|').for_each(|word| put(&with(word), form::PAST));
        part.split('|').for_each(|word| put(&with(word), form::PART));
    }
    out
}

pub(super) fn noun(entry: &str) -> Vec<Inflected> {
    let (singular, plural) = entry.split_once('/').map_or((entry, None), |(s, p)| (s, Some(p)));
    let singular = singular.trim();
    let mut out = vec![Inflected::new(singular, form::NOUN)];
    match plural {
        Some(plural) => out.push(Inflected::new(plural.trim(), form::NOUN | form::PLURAL)),
        None => {
            // "minister of defence", "chief of staff": the word before "of" takes the plural.
            let (head, tail) = singular.find(" of ").map_or((singular, ""), |at| singular.split_at(at));
            let (front, last) = head.rsplit_once(' ').map_or(("", head), |(f, l)| (&head[..f.len() + 1], l));
            let plural = IRREGULAR_PLURALS.iter().find(|(s, _)| *s == last).map_or_else(|| s_form(last), |(_, p)| (*p).to_string());
            out.push(Inflected::new(format!("{front}{plural}{tail}"), form::NOUN | form::PLURAL));
        }
    }
    out
}

pub(super) fn demonym(entry: &str) -> Vec<Inflected> {
    // "Russians", "Frenchmen" are people; "Russian" is an adjective first, and "Swiss", "Chinese" too.
    let plural = entry.ends_with('s') && !entry.ends_with("ss") || entry.ends_with("men") || entry.ends_with("women");
    vec![Inflected::new(entry, if plural { form::NOUN | form::PLURAL } else { form::ADJ })]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(entry: &str) -> String {
        super::super::inflect_verb(super::super::Lang::En, entry).into_iter().map(|f| f.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn verbs() {
        assert_eq!(forms("stop"), "stop stopped stopping stops");
        assert_eq!(forms("visit"), "visit visited visiting visits");
        assert_eq!(forms("deny"), "denied denies deny denying");
        assert_eq!(forms("send"), "send sending sends sent");
        assert_eq!(forms("hand over"), "hand over handed over handing over hands over");
        assert_eq!(forms("cancel"), "cancel canceled canceling cancelled cancelling cancels");
        assert_eq!(forms("free"), "free freed freeing frees");
        assert_eq!(forms("expel"), "expel expelled expelling expels");
        assert_eq!(forms("meet"), "meet meeting meets met");
        assert_eq!(forms("raid"), "raid raided raiding raids");
    }

    #[test]
    fn nouns() {
        let plural = |entry: &str| noun(entry).pop().map(|f| f.text);
        assert_eq!(plural("minister of defence").as_deref(), Some("ministers of defence"));
        assert_eq!(plural("embassy").as_deref(), Some("embassies"));
        assert_eq!(plural("policeman").as_deref(), Some("policemans"), "irregular compounds are written out in the codebook");
        assert_eq!(plural("aid/aid").as_deref(), Some("aid"));
    }
}
