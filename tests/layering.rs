//! A file imports only from its own layer's folder or from lower layers; stages are strangers to each other.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the bottom up. Only in the third are there strangers; elsewhere a layer's modules may know each other.
const LAYERS: &[&[&str]] = &[
    &["model", "diagnostic"],
    &["language"],
    &["codebook"],
    &["read", "segment", "annotate", "clause", "frame", "actors", "dates", "places", "event", "merge", "tables", "export"],
    &["pipeline"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

#[test]
fn layers() {
    let mut offences = Vec::new();
    for path in sources(Path::new("src")) {
        let below = path.strip_prefix("src").expect("below src");
        let own = module(below);
        if matches!(own.as_str(), "lib" | "main") {
            continue;
        }
        let Some(height) = layer(&own) else {
            offences.push(format!("{}: `{own}` stands in no layer", path.display()));
            continue;
        };
        let text = fs::read_to_string(&path).expect("a source file");
        for (number, named) in named(&text, depth(below)) {
            let fine = named == own || layer(&named).is_some_and(|other| other < height);
            if !fine {
                offences.push(format!("{}:{number}: `{own}` imports `{named}`", path.display()));
            }
        }
    }
    assert!(offences.is_empty(), "imports against the layers (see the modules' order in src/lib.rs):\n{}", offences.join("\n"));
}

/// The top module a file belongs to: `pipeline` for `pipeline.rs` and `pipeline/telling.rs`.
fn module(below: &Path) -> String {
    let first = below.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// How many `super::` lead from a file to the crate's root: 1 from `dates.rs` and `dates/mod.rs`, 2 from `dates/tag.rs`.
fn depth(below: &Path) -> usize {
    below.iter().count() - usize::from(below.ends_with("mod.rs"))
}

/// Top modules that a file's paths name, with the line: `crate::x`, `crate::{x, y::z}`, `dyads::x`, and as many `super::` as lead to the root.
fn named(text: &str, depth: usize) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let supers = "super::".repeat(depth);
    // Within the unit tests at a file's bottom `super` is the file itself.
    let code = &text[..text.find("#[cfg(test)]").unwrap_or(text.len())];
    for (offset, _) in text.match_indices("crate::").chain(code.match_indices(supers.as_str())) {
        let line_start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let line = &text[line_start..];
        let before = &text[line_start..offset];
        if line.trim_start().starts_with("//") || before.ends_with("super::") || before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            continue;
        }
        let prefix = if text[offset..].starts_with("crate::") { "crate::" } else { supers.as_str() };
        let number = text[..offset].matches('\n').count() + 1;
        out.extend(heads(&text[offset + prefix.len()..]).into_iter().map(|name| (number, name)));
    }
    out
}

/// First parts of the paths that start here: one name, or those of a `{…}` group.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    if !rest.starts_with('{') {
        // A macro or an item of the root itself has no `::` after it and is none of the layers.
        let first = name(rest);
        return if first.is_empty() || first.starts_with("super") { Vec::new() } else { vec![first] };
    }
    let (mut out, mut depth, mut start) = (Vec::new(), 0, 1);
    for (i, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth == 1 => {
                out.push(name(&rest[start..i]));
                start = i + 1;
            }
            '}' => {
                depth -= 1;
                if depth == 0 {
                    out.push(name(&rest[start..i]));
                    break;
                }
            }
            _ => {}
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

#[test]
fn names_are_found() {
    let text = "use crate::model::Page;\nuse crate::{annotate, clause::{self, x}, segment};\n// crate::cli\nlet x = super::super::dates::y();\nuse super::tag;";
    let found: Vec<String> = named(text, 2).into_iter().map(|(_, name)| name).collect();
    assert_eq!(found, ["model", "annotate", "clause", "segment", "dates"]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}
