//! House rules: what the people who plan here make of the documentation's rules.

use std::collections::BTreeMap;

use crate::facts::{practice::Practice, severity::Severity};

/// Severities and recommended limits of a consultancy, a company or one plan. A design carries
/// them, so that rules read them as they read all else; they come from files beside the plan, and
/// are never saved with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Who speaks; may be empty.
    pub name: String,
    /// The names of the files that said so, the one that counts most last.
    pub files: Vec<String>,
    /// By rule; nothing where the rule is off.
    pub severities: BTreeMap<String, Option<Severity>>,
    pub limits: BTreeMap<Practice, u32>,
}

impl House {
    /// Whether nobody has said anything.
    pub fn is_silent(&self) -> bool {
        self.files.is_empty() && self.severities.is_empty() && self.limits.is_empty()
    }

    /// The recommended limit for what is counted, if there is one.
    pub fn practice(&self, practice: Practice) -> Option<u32> {
        self.limits.get(&practice).copied()
    }

    /// Who speaks: a name, else the files.
    pub fn speaker(&self) -> String {
        match self.name.as_str() {
            "" => self.files.join(" and "),
            name => name.to_owned(),
        }
    }

    /// Both together; where both speak, `closer` counts.
    pub fn under(mut self, closer: Self) -> Self {
        if !closer.name.is_empty() {
            self.name = closer.name;
        }
        self.files.extend(closer.files);
        self.severities.extend(closer.severities);
        self.limits.extend(closer.limits);
        self
    }
}
