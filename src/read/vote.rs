//! Day or month first? Where a table writes its days in digits, the first few hundred values of the column decide: one with a part above
//! 12 tells the order of all. Where none does, such days stay unread: a guess would be wrong for half of the world.

use std::collections::VecDeque;

use compact_str::CompactString;

use super::dates::{Ballot, DayOrder, ballot};
use super::fields::{self, Field, Fields};
use super::mapping::Role;
use super::record::{self, DayOrders};
use super::values::scalar;
use super::{Format, Notes, reject};
use crate::model::Record;

/// Rows that are read ahead for the vote.
const AHEAD: usize = 500;
/// Bytes of them at most.
const AHEAD_BYTES: usize = 16 << 20;

/// A row of a table.
pub(super) struct Row {
    /// From 1.
    pub(super) number: u64,
    /// Its fields, or why it can't be read.
    pub(super) fields: Result<Fields, String>,
}

/// A table, row by row.
pub(super) trait Rows: Send {
    /// The next row; None at the end.
    fn row(&mut self, notes: &mut Notes) -> Option<Row>;
}

/// A table whose days can be read.
pub(super) struct Voted<T> {
    rows: T,
    ahead: VecDeque<Row>,
    orders: DayOrders,
    /// Columns on which there was a vote.
    asked: Vec<CompactString>,
    /// What rows said before there was one.
    seen: DayOrders,
}

impl<T: Rows> Voted<T> {
    pub(super) fn new(rows: T) -> Self {
        Voted { rows, ahead: VecDeque::new(), orders: DayOrders::new(), asked: Vec::new(), seen: DayOrders::new() }
    }

    /// Holds a vote on each column in which this row has a day that can be read in two ways.
    fn vote(&mut self, row: &Row, notes: &mut Notes) {
        let Ok(own) = &row.fields else { return };
        let mut asked: Vec<CompactString> = Vec::new();
        for field in dates(own).filter(|field| !self.asked.contains(&field.path)) {
            match scalar(&field.value).and_then(|value| ballot(&value)) {
                Some(Ballot::Open) if !asked.contains(&field.path) => asked.push(field.path.clone()),
                Some(Ballot::For(order)) if !self.seen.contains(&(field.path.clone(), order)) => {
                    self.seen.push((field.path.clone(), order))
                }
                _ => {}
            }
        }
        if asked.is_empty() {
            return;
        }
        let mut bytes: usize = self.ahead.iter().map(size).sum();
        while self.ahead.len() < AHEAD && bytes < AHEAD_BYTES {
            let Some(next) = self.rows.row(notes) else { break };
            bytes += size(&next);
            self.ahead.push_back(next);
        }
        for path in asked {
            let fields = self.ahead.iter().filter_map(|row| row.fields.as_ref().ok()).flat_map(dates).filter(|field| field.path == path);
            let orders = fields.filter_map(|field| match ballot(&scalar(&field.value)?)? {
                Ballot::For(order) => Some(order),
                Ballot::Open => None,
            });
            let seen = self.seen.iter().filter(|(own, _)| *own == path).map(|(_, order)| *order);
            if let Some(order) = agreed(seen.chain(orders)) {
                self.orders.push((path.clone(), order));
            }
            self.asked.push(path);
        }
    }
}

/// The order that all of them have.
fn agreed(mut orders: impl Iterator<Item = DayOrder>) -> Option<DayOrder> {
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// Fields that may hold a day.
fn dates(fields: &Fields) -> impl Iterator<Item = &Field> {
    let mapped = fields.mapped.iter().filter(|(role, _)| matches!(role, Role::Published | Role::Crawled)).flat_map(|(_, fields)| fields);
    let known = fields.known.iter().filter(|field| fields::PUBLISHED.contains(&field.name) || fields::CRAWLED.contains(&field.name));
    mapped.chain(known)
}

fn size(row: &Row) -> usize {
    let text = |field: &Field| field.value.as_str().map_or(64, str::len);
    row.fields.as_ref().map_or(0, |fields| fields.known.iter().map(text).sum())
}

impl<T: Rows> Format for Voted<T> {
    fn next(&mut self, input: &str, notes: &mut Notes) -> Option<Record> {
        let row = match self.ahead.pop_front() {
            Some(row) => row,
            None => self.rows.row(notes)?,
        };
        self.vote(&row, notes);
        Some(match row.fields {
            Ok(fields) => record::from_fields(input, row.number, fields, &self.orders, notes),
            Err(reason) => reject(input, row.number, reason),
        })
    }
}
