//! What a clause is called everywhere: `PLAN/PATH`.
//!
//! Invariant: what asks a clause's id for its plan, its path or whether it stands in an annex asks here.

use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, fmt, ops::Deref};

/// A clause's id, for instance `dehua-2025/2.3`; `dehua-2025/annex.2.3` is the row of the annex that breaks it down.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(String);

impl ClauseId {
    /// The id as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The clause at a path of a plan.
    pub fn new(plan: &str, path: &str) -> Self {
        Self([plan, "/", path].concat())
    }

    /// Id of the plan: `dehua-2025`.
    pub fn plan(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(plan, _)| plan)
    }

    /// The plan's own numbering: `2.3`. Empty where the id has none.
    pub fn path(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, path)| path)
    }

    /// Whether it is a row of an annex.
    pub fn is_annex(&self) -> bool {
        row_of(self.path()).is_some()
    }
}

/// The path of the body that a path of an annex breaks down: `2.3` of `annex.2.3`; none for a path of the body.
pub fn row_of(path: &str) -> Option<&str> {
    path.strip_prefix("annex.")
}

/// The path in the annex of what breaks down a path of the body.
pub fn annex_path(path: &str) -> String {
    ["annex.", path].concat()
}

impl From<String> for ClauseId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&str> for ClauseId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<ClauseId> for String {
    fn from(id: ClauseId) -> Self {
        id.0
    }
}

impl Deref for ClauseId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A map by id is asked with a text.
impl Borrow<str> for ClauseId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for ClauseId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for ClauseId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_knows_its_plan_its_path_and_the_annex() {
        let check = |id: &str, plan: &str, path: &str, annex: bool| {
            let id = ClauseId::from(id);
            assert_eq!((id.plan(), id.path(), id.is_annex()), (plan, path, annex), "{id}");
        };
        check("dehua-2025/2.3", "dehua-2025", "2.3", false);
        check("dehua-2025/annex.2.3", "dehua-2025", "annex.2.3", true);
        check("dehua-2025/closing", "dehua-2025", "closing", false);
        check("dehua-2025", "dehua-2025", "", false);
        check("", "", "", false);
        assert_eq!(ClauseId::new("dehua-2025", "2.3"), *"dehua-2025/2.3");
        assert_eq!(row_of(&annex_path("2.3")), Some("2.3"));
    }
}
