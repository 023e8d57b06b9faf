//! Sets of CAMEO role codes that the engine tells apart. What each code means is in `codes.yaml`; what a set is for is said here.

use super::Part;

/// Codes that only say whose side of life somebody is on: another role beside them says more.
pub const GENERAL: &[&str] = &["GOV", "CVL"];
/// International actors, whose code stands where a country would.
pub const INTERNATIONAL: &[&str] = &["IGO", "NGO", "IMG", "INT", "MNC", "NGM"];
/// Offices of a state; who has left one is of its elite.
pub const OFFICES: &[&str] = &["GOV", "LEG", "JUD", "MIL", "COP", "SPY"];
/// Parts an international organisation has of its own: its peacekeepers, its court, its assembly.
pub const OF_ORGANISATIONS: &[&str] = &["PKO", "MIL", "JUD", "LEG", "SPY", "REF", "CVL"];
/// Those whose country, where it is not said, is the one the article is about.
pub const AT_HOME: &[&str] = &["GOV", "MIL", "COP", "JUD", "LEG", "OPP", "SPY"];
/// Those that deal with their own country's people, and not with another's.
pub const DOMESTIC: &[&str] = &["JUD", "COP", "LEG", "OPP", "LAB", "EDU", "AGR"];
/// Roles that are a side of a conflict without a country's name.
pub const SIDES: &[&str] = &["GOV", "OPP", "REB", "COP"];
/// Armed people whose country is not told by where they shot.
pub const UNNAMED_GUNMEN: &[&str] = &["UAF", "CRM"];
/// Groups in arms.
pub const ARMED_GROUPS: &[&str] = &["REB", "IMG"];
/// Those whose quarrels inside one country are its politics.
pub const POLITICIANS: &[&str] = &["GOV", "LEG", "OPP", "ELI", "JUD", "MED", "BUS", "PTY", "EDU"];

/// Whether all of `roles` are in `set`; true of none.
pub fn all_in(roles: &[Part], set: &[&str]) -> bool {
    roles.iter().all(|role| set.contains(&role.as_str()))
}

/// Whether one of `roles` is in `set`.
pub fn any_in(roles: &[Part], set: &[&str]) -> bool {
    roles.iter().any(|role| set.contains(&role.as_str()))
}
