//! `sitewright rules`: the rule book, or one page of it.

use std::{fmt::Write as _, path::PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::{Failure, output::Output};
use crate::rules::catalogue::{self, Row};

#[derive(clap::Args)]
pub struct Arguments {
    /// The rule to explain; all of them without it
    id: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Where to write the result; standard output without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Md,
}
