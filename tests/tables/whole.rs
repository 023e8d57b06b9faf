//! The folder is there whole or not at all, with the same bytes every time.
use std::fs;

use dyads::cli::code::{CodedArticle, Coder, run};
use dyads::model::Page;
use dyads::tables::{CodeInfo, Dataset, Layout, Mode, Run, TableError, hash_codebook};

use crate::disk::{all_files, args, code, codebook, files, folder, names, write_input};
use crate::toy::Toy;

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let dir = folder();
    let input = write_input(dir.path(), true);
    let written = |name: &str, jobs: u16| {
        let out = dir.path().join(name);
        let mut args = args(&input, &out);
        args.jobs = Some(jobs);
        let summary = code(&args).unwrap();
        assert_eq!((summary.exit_code(), summary.rejects), (1, 1), "a reject is told by the exit code and the dataset is written");
        all_files(&out)
    };
    let first = written("one", 1);
    assert_eq!(first.keys().filter(|path| path.extension().is_some_and(|end| end == "parquet")).count(), 5);
    for (name, jobs) in [("again", 1), ("four", 4)] {
        for (path, bytes) in written(name, jobs) {
            assert!(first[&path] == bytes, "{} differs", path.display());
        }
    }
}

#[test]
fn a_dataset_is_replaced_with_force_only_and_nothing_else_ever_is() {
    let dir = folder();
    let input = write_input(dir.path(), false);
    let out = dir.path().join("deep/er/data");
    let mut args = args(&input, &out);
    code(&args).unwrap();
    let before = all_files(&out);
    let refused = code(&args).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(TableError::Exists(_))), "{refused}");
    args.force = true;
    args.keep_text = false;
    code(&args).unwrap();
    assert_ne!(before, all_files(&out));
    assert_eq!(names(&dir.path().join("deep/er")), ["data"], "neither the older dataset nor a partial one is left");

    let home = dir.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("letter.txt"), "dear").unwrap();
    args.out = Some(home.clone());
    let refused = code(&args).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(TableError::NotOurs(..))), "{refused}");
    assert_eq!(names(&home), ["letter.txt"]);
}

#[test]
fn a_run_that_fails_leaves_nothing() {
    struct Crash;
    impl Coder for Crash {
        fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
            assert!(page.id != "p500", "a fault on one page");
            Toy.code_page(page)
        }
        fn code_info(&self, _: &str) -> Option<CodeInfo> {
            None
        }
    }
    let dir = folder();
    let input = write_input(dir.path(), false);
    let out = dir.path().join("data");
    let crashed = std::panic::catch_unwind(|| run(&args(&input, &out), "0.0.0", &codebook(), &files(), &Crash));
    assert!(crashed.is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // A codebook file that would be written outside the dataset: refused at the very end, and the partial folder goes.
    let outside = vec![("../evil.yaml".to_owned(), vec![])];
    assert!(run(&args(&input, &out), "0.0.0", &codebook(), &outside, &Toy).is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // An input that does not exist.
    assert!(code(&args("no/such/file", &out)).is_err());
    assert_eq!(names(dir.path()), ["in.jsonl"]);

    // Dropped halfway.
    drop(Dataset::create(&out, Mode::New, Layout::default(), "0.0.0", &codebook()).unwrap());
    assert_eq!(names(dir.path()), ["in.jsonl"]);
}

#[test]
fn the_summary_is_for_people() {
    let dir = folder();
    let summary = code(&args(&write_input(dir.path(), true), &dir.path().join("data"))).unwrap();
    let text = summary.to_string();
    assert!(text.starts_with("701 pages, 701 articles (und 701), 1 copy of an earlier article\n6 events in 1402 mentions\n"), "{text}");
    assert!(text.contains("1 record could not be read (all are in rejects/):\n"), "{text}");
    assert!(text.contains("in.jsonl, record 702: "), "{text}");
}

#[test]
fn the_hash_of_a_codebook_does_not_depend_on_the_order_of_its_files() {
    let mut files = files();
    let hash = hash_codebook(&files);
    files.reverse();
    assert_eq!(hash, hash_codebook(&files));
    files[0].1.push(b' ');
    assert_ne!(hash, hash_codebook(&files));
}

#[test]
fn what_appeared_in_the_meantime_is_not_replaced() {
    let dir = folder();
    let out = dir.path().join("data");
    let dataset = Dataset::create(&out, Mode::New, Layout::default(), "0.0.0", &codebook()).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("letter.txt"), "dear").unwrap();
    let refused = dataset.finish(Vec::new(), Run::default(), &files()).unwrap_err();
    assert!(matches!(refused, TableError::Exists(_)), "{refused}");
    assert_eq!((names(&out), names(dir.path())), (vec!["letter.txt".to_owned()], vec!["data".to_owned()]));
}
