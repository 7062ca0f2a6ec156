//! As much of SARIF 2.1.0 as a check has to say, member by member.

use std::collections::BTreeMap;

use serde::Serialize;

/// Where the schema of the format stands.
pub const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
pub const VERSION: &str = "2.1.0";

#[derive(Serialize)]
pub struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run; 1],
}

#[derive(Serialize)]
pub struct Run {
    pub tool: Tool,
    pub invocations: [Invocation; 1],
    /// None for a plan that came by standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artifacts: Option<[Artifact; 1]>,
    pub results: Vec<Outcome>,
    pub properties: About,
}

/// What the format has no member of its own for.
#[derive(Serialize)]
pub struct About {
    /// The product version that was checked against.
    pub target: &'static str,
    /// What house rules changed, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
}

#[derive(Serialize)]
pub struct Tool {
    pub driver: Driver,
}

#[derive(Serialize)]
pub struct Driver {
    pub name: &'static str,
    pub version: &'static str,
    pub rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    pub id: String,
    pub name: String,
    pub short_description: Text,
    pub full_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_uri: Option<String>,
    pub help: Help,
    pub default_configuration: Configuration,
    pub properties: Levels,
}

/// How bad breaking a rule is, by the version from which it is.
#[derive(Serialize)]
pub struct Levels {
    pub severity: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
pub struct Text {
    pub text: String,
}

#[derive(Serialize)]
pub struct Help {
    pub text: String,
    pub markdown: String,
}

#[derive(Serialize)]
pub struct Configuration {
    /// Not there where the rule is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    pub enabled: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    /// What house rules changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rule_configuration_overrides: Vec<Override>,
    pub tool_execution_notifications: Vec<Notification>,
}

/// A rule that is judged otherwise than its description says.
#[derive(Serialize)]
pub struct Override {
    pub configuration: Configuration,
    pub descriptor: Reference,
}

/// A rule that could not be judged, and where.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    pub level: &'static str,
    pub message: Text,
    pub associated_rule: Reference,
    pub locations: Vec<Location>,
}

#[derive(Serialize)]
pub struct Reference {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

#[derive(Serialize)]
pub struct Artifact {
    pub location: ArtifactLocation,
    pub roles: [&'static str; 1],
}

/// That the plan lives with a finding.
#[derive(Serialize)]
pub struct Suppression {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: String,
}

#[derive(Clone, Serialize)]
pub struct ArtifactLocation {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

/// What the format calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_index: Option<usize>,
    pub level: &'static str,
    pub message: Text,
    pub locations: [Location; 1],
    pub partial_fingerprints: Fingerprints,
    /// Always there: without it, nobody would know whether the plan lives with any finding.
    pub suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Cures::is_empty")]
    pub properties: Cures,
}

#[derive(Serialize)]
pub struct Cures {
    pub fixes: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_location: Option<PhysicalLocation>,
    pub logical_locations: [LogicalLocation; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogicalLocation {
    pub name: String,
    pub fully_qualified_name: String,
    pub kind: &'static str,
}

/// By what a finding of today is known again tomorrow.
#[derive(Serialize)]
pub struct Fingerprints {
    #[serde(rename = "ruleAndSubject/v1")]
    pub rule_and_subject: String,
}

impl Cures {
    pub fn is_empty(&self) -> bool {
        self.fixes.is_empty()
    }
}
