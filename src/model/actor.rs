use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::roles;

/// A part of a code, or a name: copied with every noun phrase that names it, and nearly always short enough to need no memory of its own.
pub type Part = CompactString;

/// Role codes in order; most actors have one or none.
pub type Parts = SmallVec<[Part; 2]>;

/// A CAMEO actor code in its parts. [`ActorCode::code`] joins them in CAMEO's order: country, roles, ethnic and religious codes (`RUSGOV`,
/// `SYRREBkur`); for international actors the prefix, then of intergovernmental ones the group (`IGOUNOHCR`), and of others what they are before
/// who they are (`NGOHRIAMN`, `IMGMOSALQ`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorCode {
    /// Three-letter country or region.
    pub country: Option<Part>,
    /// Known-group code (`UNO`, `ALQ`).
    pub group: Option<Part>,
    /// The group that this one is part of: `UNO` of the United Nations' own bodies (`IGOUNOHCR`).
    pub parent: Option<Part>,
    /// Role codes in order (`GOV`, `MIL`, `REB`; `IGO`, `NGO`, `IMG` for international actors).
    pub roles: Parts,
    /// CAMEO ethnic code.
    pub ethnic: Option<Part>,
    /// CAMEO religion code.
    pub religion: Option<Part>,
}

impl ActorCode {
    /// The parts joined in CAMEO's order; "" for an actor nothing is known of. A group inside a country is known by its roles (`PSEREB`); its own
    /// code is a column apart. International prefixes (IGO, NGO, IMG, INT, MNC) stand where a country would.
    pub fn code(&self) -> String {
        let (prefix, roles): (SmallVec<[&Part; 4]>, SmallVec<[&Part; 4]>) =
            self.roles.iter().partition(|role| roles::INTERNATIONAL.contains(&role.as_str()));
        let group = || self.parent.iter().chain(&self.group).filter(|_| self.country.is_none());
        let of_states = prefix.iter().any(|part| *part == "IGO");
        let (before, after) = if of_states || prefix.is_empty() { (Some(group()), None) } else { (None, Some(group())) };
        let parts = self.country.iter().chain(prefix).chain(before.into_iter().flatten()).chain(roles);
        let parts = parts.chain(&self.ethnic).chain(&self.religion).chain(after.into_iter().flatten());
        parts.map(Part::as_str).collect()
    }

    /// Whether no part is known.
    pub fn is_empty(&self) -> bool {
        *self == ActorCode::default()
    }
}

/// Who a noun phrase names.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    /// The code; only roles where no country is named.
    pub code: ActorCode,
    /// Canonical name; None for a bare role.
    pub name: Option<Part>,
    /// Units that gave it.
    pub units: (usize, usize),
    /// How sure: 1 for a name or a role with its country, less for a country's unknown thing.
    pub weight: f32,
    /// One person.
    pub person: bool,
    /// A place that stands for its country as a target ("shelled Kharkiv"); it does nothing itself.
    pub place: bool,
    /// Media, a source more often than an actor.
    pub media: bool,
}

impl Who {
    /// Whether another is the same, or may be: the same code, unless each has a name of its own.
    pub fn same(&self, other: &Who) -> bool {
        let two = self.person && other.person && self.name.is_some() && other.name.is_some() && self.name != other.name;
        self.code == other.code && !two
    }
}

/// Several: "Russian and Turkish officials", "France and Germany".
///
/// No small vector: most phrases name nobody, and a sentence has many.
pub type Whos = Vec<Who>;

#[cfg(test)]
mod tests {
    use super::ActorCode;

    #[test]
    fn parts_are_joined_as_cameo_joins_them() {
        let some = |part: &str| Some(part.into());
        let roles = |all: &[&str]| all.iter().map(|part| (*part).into()).collect();
        let none = ActorCode::default;
        for (code, joined) in [
            (ActorCode { country: some("RUS"), roles: roles(&["GOV"]), ..none() }, "RUSGOV"),
            (ActorCode { country: some("PSE"), group: some("HMS"), roles: roles(&["REB"]), ..none() }, "PSEREB"),
            (ActorCode { country: some("SYR"), roles: roles(&["REB"]), ethnic: some("kur"), ..none() }, "SYRREBkur"),
            (ActorCode { group: some("HCR"), parent: some("UNO"), roles: roles(&["IGO"]), ..none() }, "IGOUNOHCR"),
            (ActorCode { group: some("UNO"), roles: roles(&["IGO", "PKO"]), ..none() }, "IGOUNOPKO"),
            (ActorCode { group: some("AMN"), roles: roles(&["NGO", "HRI"]), ..none() }, "NGOHRIAMN"),
            (ActorCode { group: some("ALQ"), roles: roles(&["IMG"]), religion: some("MOS"), ..none() }, "IMGMOSALQ"),
            (none(), ""),
        ] {
            assert_eq!(code.code(), joined);
        }
    }
}
