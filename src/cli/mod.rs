//! The commands: one file each. Here only what they share.

pub mod code;
mod sink;
mod summary;

pub use summary::Summary;

/// Exit codes of every command.
pub mod exit {
    /// All went well.
    pub const FINE: u8 = 0;
    /// The command did its work and found something wrong with what it was given.
    pub const PROBLEMS: u8 = 1;
    /// The command line can't be understood.
    pub const USAGE: u8 = 2;
    /// Something can't be read or written.
    pub const FILES: u8 = 3;
}
