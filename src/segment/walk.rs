//! From the first line to the last: where a new article begins, and which lines are dropped.

use super::likeness::likeness;
use super::lines::{End, Line};
use super::looks::may_be_names;
use super::markers::How;
use super::{Cut, comments, edges, stray};
use crate::model::{Drop, DropReason, Span};

/// Cuts the lines into articles.
pub(super) fn cut(lines: &[Line]) -> Vec<Cut> {
    if lines.len() < 2 {
        // A single line is what there is to code, whatever it looks like.
        let range = lines.first().map_or(Span::default(), |line| line.span);
        return vec![Cut { title: None, range, dropped: Vec::new() }];
    }
    let mut walk = Walk { lines, cuts: Vec::new(), dropped: Vec::new(), first: 0, prose: 0, ended: false, tidy: stray::is_tidy(lines) };
    let mut at = 0;
    while at < lines.len() {
        at = walk.step(at);
    }
    walk.close(lines.len());
    walk.cuts
}

/// How many lines below a headline its article must show itself in.
const NEAR: usize = 40;

struct Walk<'a> {
    lines: &'a [Line<'a>],
    cuts: Vec<Cut>,
    /// Furniture of the article that is open.
    dropped: Vec<Drop>,
    /// Its first line.
    first: usize,
    /// How many paragraphs it has had.
    prose: usize,
    /// A source, tags or comments came after its last paragraph: whatever prose follows is another story.
    ended: bool,
    /// The page's paragraphs end with full stops, so that lines without one mean something.
    tidy: bool,
}

impl Walk<'_> {
    /// Deals with the line `at`; the next line to look at.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let Some(hit) = line.hit else { return self.unmarked(at) };
        let reason = hit.reason;
        self.ended |= matches!(reason, DropReason::SourceLine | DropReason::Tags);
        let pointer = matches!(reason, DropReason::ReadAlso | DropReason::Related);
        if hit.how != How::Heading {
            self.drop(at, if pointer { DropReason::ReadAlso } else { reason });
            return at + 1;
        }
        if reason == DropReason::Comment {
            return self.comments(at);
        }
        // The heading itself is furniture; what it announces has the reason.
        let below = match reason {
            DropReason::ReadAlso | DropReason::Related => self.list_below(at, reason),
            DropReason::Tags => self.run(at + 1, 20, |line| line.words <= 4 && line.hit.is_none() && !line.is_prose()),
            DropReason::SourceLine => self.run(at + 1, 1, |line| line.words <= 5 && line.hit.is_none() && !line.is_prose()),
            DropReason::Byline => self.writer_below(at),
            DropReason::Caption => self.run(at + 1, 1, |line| line.hit.is_none() && !line.is_prose()),
            DropReason::Furniture | DropReason::Comment | DropReason::Date => at + 1,
        };
        let alone = below == at + 1 && !pointer;
        self.drop(at, if alone { reason } else { DropReason::Furniture });
        if pointer {
            return self.stories(at + 1, below, reason);
        }
        (at + 1..below).for_each(|line| self.drop(line, reason));
        below
    }

    /// One past the last line from `from` on that is like `wanted`, `most` at most.
    fn run(&self, from: usize, most: usize, wanted: impl Fn(&Line) -> bool) -> usize {
        from + self.lines[from..].iter().take(most).take_while(|line| wanted(line)).count()
    }

    /// One past the name below "Written by", and what is said of the writer below "About the author" when the story is over.
    fn writer_below(&self, at: usize) -> usize {
        let name = self.run(at + 1, 1, |line| line.words <= 5 && line.hit.is_none() && !line.is_prose());
        let life = self.run(name, 1, |line| line.words <= 60 && line.hit.is_none() && line.is_prose());
        let over = self.lines.get(life).is_none_or(|line| line.hit.is_some());
        if self.prose > 0 && over { life } else { name }
    }

    /// The heading of comments and what readers wrote below it.
    fn comments(&mut self, at: usize) -> usize {
        self.drop(at, DropReason::Furniture);
        let Some(to) = comments::below(self.lines, at, self.prose) else { return at + 1 };
        for line in at + 1..to {
            let own = match self.lines[line].hit {
                Some(hit) if hit.reason == DropReason::Comment && hit.how == How::Heading => DropReason::Furniture,
                Some(hit) if matches!(hit.reason, DropReason::Furniture | DropReason::ReadAlso) => hit.reason,
                _ => DropReason::Comment,
            };
            self.drop(line, own);
        }
        self.ended = true;
        to
    }

    /// One past the last headline below a "Read also" or "Most read".
    fn list_below(&self, at: usize, reason: DropReason) -> usize {
        let item = |at: usize| {
            let line = &self.lines[at];
            match reason {
                // Lists of stories come with times, sections and numbers between the headlines.
                DropReason::Related => {
                    (line.hit.is_none() && !line.is_prose())
                        || line.is(DropReason::Date)
                        || (line.is(DropReason::ReadAlso) && line.heading().is_none())
                }
                _ => {
                    let section = || line.hit.is_none() && line.words <= 2 && self.lines.get(at + 1).is_some_and(Line::is_headline);
                    line.is_headline() || line.is(DropReason::Date) || (line.bullet && line.hit.is_none()) || section()
                }
            }
        };
        (at + 1..self.lines.len()).find(|&line| !item(line)).unwrap_or(self.lines.len())
    }

    /// Headlines of other stories from `from` to `to`: dropped, but for the last where its story follows.
    fn stories(&mut self, from: usize, to: usize, reason: DropReason) -> usize {
        let undated = |line: &usize| !self.lines[*line].is(DropReason::Date);
        let reason = if (from..to).filter(undated).count() > 1 { DropReason::Related } else { reason };
        let mut last = (from..to).rev().filter(undated);
        let mut begins = last.next();
        // Above the page's first story the last headline is its own, and a writer's name may stand below it.
        if let Some(line) = begins.filter(|_| self.prose == 0) {
            let own = last.next().filter(|_| self.lines[line].words <= 4 && may_be_names(&self.lines[line])).unwrap_or(line);
            let followed = self.lines[to..].iter().any(Line::is_prose);
            (from..if followed { own } else { to }).for_each(|line| self.drop(line, reason));
            return to;
        }
        // A writer's name may stand below the headline.
        if let Some(line) = begins.filter(|&line| !self.begins_article(line)) {
            begins = last.next().filter(|&above| may_be_names(&self.lines[line]) && self.begins_article(above));
        }
        (from..begins.unwrap_or(to)).for_each(|line| self.drop(line, reason));
        if let Some(line) = begins {
            self.open(line);
            return line + 1;
        }
        to
    }

    /// A line the markers say nothing of.
    fn unmarked(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if line.is_prose() {
            (self.prose, self.ended) = (self.prose + 1, false);
            return at + 1;
        }
        if self.opens_here(at) {
            self.open(at);
            return at + 1;
        }
        // A heading nobody foresaw may stand above it.
        let short = self.run(at, usize::MAX, |line| line.hit.is_none() && !line.is_prose());
        if let Some(opening) = (at + 1..short).find(|&line| self.opens_here(line)) {
            if self.lines[opening - 1].words <= 3 && self.lines[opening - 1].end == End::Open {
                self.drop(opening - 1, DropReason::Furniture);
            }
            self.open(opening);
            return opening + 1;
        }
        let (to, drops) = stray::headlines(self.lines, self.prose > 0, at, self.tidy);
        drops.into_iter().for_each(|(line, reason)| self.drop(line, reason));
        to
    }

    /// Whether an article begins here with no word before it that says so: the one above has ended, or writer or day stand below.
    fn opens_here(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let signed =
            || self.lines.get(at + 1).is_some_and(|next| (next.is(DropReason::Byline) && next.words <= 12) || next.is(DropReason::Date));
        at > self.first && line.is_headline() && (self.ended || (line.words >= 5 && signed())) && self.begins_article(at)
    }

    /// Whether the line is the headline of an article that follows here, and no pointer to one elsewhere. Says yes where a byline
    /// stands below it, or the open article had ended, or the paragraphs below speak of what the headline says and those above do not.
    fn begins_article(&self, headline: usize) -> bool {
        let line = &self.lines[headline];
        if line.bullet || line.words < 4 || self.prose == 0 {
            return false;
        }
        // Writer, picture, a name or a time may stand between a headline and its text.
        let signature = self.run(headline + 1, 4, |line| match line.hit {
            Some(hit) => matches!(hit.reason, DropReason::Byline | DropReason::Date | DropReason::Caption | DropReason::Furniture),
            None => line.words <= 3 && !line.is_prose(),
        });
        let dated = self.lines[headline + 1..signature].iter().any(|line| line.is(DropReason::Date));
        let byline = self.lines[headline + 1..signature].iter().any(|line| line.is(DropReason::Byline));
        let body = |line: &&Line| line.heading().is_none_or(|reason| !matches!(reason, DropReason::ReadAlso | DropReason::Related));
        let below: Vec<&Line> = self.lines[signature..].iter().take(NEAR).take_while(body).filter(|line| line.is_prose()).take(4).collect();
        let words: usize = below.iter().map(|line| line.words).sum();
        if words < (if byline || dated { 15 } else { 25 }) || (below.len() < 2 && !byline && words < 50) {
            return false;
        }
        // An article's headline is followed by its text at once: between them no other headlines.
        if !byline && !self.lines.get(signature).is_some_and(Line::is_prose) {
            return false;
        }
        let alike = likeness(line.text, below.iter().take(2).map(|line| line.text));
        let above = self.lines[self.first..headline].iter().filter(|line| line.is_prose());
        byline
            || (self.ended && (alike >= 0.1 || words >= 80))
            || (dated && alike >= 0.25 && alike >= likeness(line.text, above.clone().map(|line| line.text)))
            || (alike >= 0.4 && alike >= likeness(line.text, above.map(|line| line.text)) + 0.25)
    }

    fn drop(&mut self, line: usize, reason: DropReason) {
        self.dropped.push(Drop { span: self.lines[line].span, reason });
    }

    /// Closes the open article before this line and opens another with it.
    fn open(&mut self, line: usize) {
        self.close(line);
        self.first = line;
        (self.prose, self.ended) = (0, false);
    }

    fn close(&mut self, end: usize) {
        let own = &self.lines[self.first..end];
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        let mut dropped = std::mem::take(&mut self.dropped);
        dropped.sort_by_key(|drop| drop.span);
        let is_kept = |line: &Line| dropped.binary_search_by_key(&line.span, |drop| drop.span).is_err();
        let mut kept: Vec<usize> = (0..own.len()).filter(|&line| is_kept(&own[line])).collect();
        let (title, edges) = edges::trim(own, &mut kept);
        dropped.extend(edges.into_iter().map(|(line, reason)| Drop { span: own[line].span, reason }));
        dropped.sort_by_key(|drop| drop.span);
        self.cuts.push(Cut { title: title.map(|line| own[line].span), range: first.span.join(last.span), dropped });
    }
}
