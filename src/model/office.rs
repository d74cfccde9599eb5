//! What responsible units of several plans have in common.

use super::Names;
use serde::{Deserialize, Serialize};

/// One function of government, whatever the unit that serves it is called at each level: 市公安局, 县公安局.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// As in `assets/offices.toml`.
    pub id: String,
    /// What it is called.
    pub name: Names,
    /// What a unit's name holds that belongs to it; of the office of all other units, those units' names.
    pub words: Vec<String>,
    /// Names of the units of the corpus that belong to it, in the order of their characters.
    pub units: Vec<String>,
}
