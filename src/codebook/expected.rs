//! An `expect` line of an example: `SOURCE -> CODE -> TARGET [on DATE]`.

/// An event as an example writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Actor code of the source; `---` for none.
    pub source: String,
    /// CAMEO code.
    pub code: String,
    /// Actor code of the target; `---` for none.
    pub target: String,
    /// When, where the example says so: 2024-01-23, 2024-01 or 2024.
    pub date: Option<String>,
}

/// What stands for a missing actor.
pub const NOBODY: &str = "---";

impl Expected {
    /// Reads a line; None where it is not of the shape.
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split("->").map(str::trim);
        let (source, code, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let rest = rest.split(" in ").next().unwrap_or(rest).trim();
        let (target, date) = match rest.split_once(" on ") {
            Some((target, date)) => (target.trim(), Some(date.trim().to_string())),
            None => (rest, None),
        };
        if parts.next().is_some() || [source, code, target].iter().any(|part| part.is_empty() || part.contains(' ')) {
            return None;
        }
        Some(Expected { source: source.into(), code: code.into(), target: target.into(), date })
    }
}

#[cfg(test)]
mod tests {
    use super::Expected;

    #[test]
    fn lines() {
        let event = Expected::parse("RUS -> 072 -> BFA on 2024-01-23").expect("a good line");
        assert_eq!((event.source.as_str(), event.code.as_str(), event.target.as_str()), ("RUS", "072", "BFA"));
        assert_eq!(event.date.as_deref(), Some("2024-01-23"));
        for bad in ["RUS 072 BFA", "RUS -> 072", "RUS -> 072 -> ", "RUS -> 072 -> BFA -> MLI", "RUS -> 072 -> BFA 2024-01-23"] {
            assert_eq!(Expected::parse(bad), None, "{bad}");
        }
    }
}
