//! The command line: reads, asks the core, writes. It decides nothing.

mod check;
mod collector;
mod export;
mod facts;
mod fmt;
mod import;
mod input;
mod new;
mod output;
mod rules;

use std::{ffi::OsString, io, path::PathBuf, process::ExitCode};

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

use output::{Output, complain};

/// Version and commit, as `--version` says them.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("SITEWRIGHT_COMMIT"), ")");

#[derive(Parser)]
#[command(
    name = "sitewright",
    version = VERSION,
    about = "Plans Configuration Manager hierarchies: one picture that knows the rules",
    after_help = "Without a command, Sitewright opens its window. `-` stands for standard input or output."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The plan, outline, export or server list to open in the window
    file: Option<PathBuf>,
    /// Say nothing but results and errors
    #[arg(long, global = true)]
    quiet: bool,
    /// Never color the output
    #[arg(long, global = true)]
    no_color: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Check a plan against the rules
    Check(check::Arguments),
    /// Write a diagram or document of a plan
    Export(export::Arguments),
    /// Make a plan of what was exported from a live hierarchy, or of a server list
    Import(import::Arguments),
    /// Write a plan from a built-in template
    New(new::Arguments),
    /// List every rule, or explain one
    Rules(rules::Arguments),
    /// List what a plan can say of its nodes, as an outline spells it
    Facts(facts::Arguments),
    /// Write the script that gathers a live hierarchy on a server with the SMS Provider
    Collector(collector::Arguments),
    /// Print the JSON Schema of the plan file
    Schema(SchemaArguments),
    /// Rewrite a plan in its canonical form, the original kept beside it
    Fmt(fmt::Arguments),
}

#[derive(clap::Args)]
struct SchemaArguments {
    /// Where to write it; standard output without it
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// How a command ended, apart from having done all.
enum Failure {
    /// Findings at or above the level asked for.
    Findings,
    /// What was given cannot be used; says what, where, and what would mend it.
    Input(String),
    /// The result could not be written.
    Output(String),
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Input(_) => 2,
            Self::Output(_) => 3,
        }
    }
}

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let command = Arguments::command().color(match arguments.iter().any(|it| it == "--no-color") {
        true => ColorChoice::Never,
        false => ColorChoice::Auto,
    });
    let matches = command.try_get_matches_from(&arguments);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, &arguments),
    };
    let output = Output::new(arguments.quiet, arguments.no_color);
    let done = match arguments.command {
        Some(command) => command.run(&output),
        None => open_window(arguments.file),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Failure::Input(message) | Failure::Output(message) = &failure {
                complain(message);
            }
            ExitCode::from(failure.code())
        }
    }
}

impl Command {
    fn run(self, output: &Output) -> Result<(), Failure> {
        match self {
            Self::Check(arguments) => arguments.run(output),
            Self::Export(arguments) => arguments.run(output),
            Self::Import(arguments) => arguments.run(output),
            Self::New(arguments) => arguments.run(),
            Self::Rules(arguments) => arguments.run(),
            Self::Facts(arguments) => arguments.run(),
            Self::Collector(arguments) => arguments.run(output),
            Self::Schema(arguments) => {
                Output::write(arguments.output.as_deref(), crate::file::schema().as_bytes())
            }
            Self::Fmt(arguments) => arguments.run(output),
        }
    }
}

/// Help and version are results; everything else is wrong usage.
fn usage(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if let Some(message) = unknown_command(arguments).filter(|_| !asked) {
        complain(&message);
        return ExitCode::from(2);
    }
    match error.print() {
        Err(error) if asked && error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&format!("standard output: {error}"));
            ExitCode::from(3)
        }
        _ if asked => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

/// What to say where the first word is neither a command nor alone: clap takes it for the FILE of
/// the window, and would complain of the word behind it.
fn unknown_command(arguments: &[OsString]) -> Option<String> {
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    let first = words.by_ref().find(|word| !word.starts_with('-'))?;
    let commands = Arguments::command();
    let names: Vec<_> = commands.get_subcommands().map(clap::Command::get_name).collect();
    let is_file = std::path::Path::new(&*first).exists();
    if names.contains(&&*first) || first == "help" || is_file || words.next().is_none() {
        return None;
    }
    let near = crate::model::outline::nearest(&first, names.iter().copied());
    let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    let names = names.join(", ");
    Some(format!("\u{201c}{first}\u{201d} is no command; there are {names}{hint}"))
}

#[cfg(feature = "gui")]
fn open_window(file: Option<PathBuf>) -> Result<(), Failure> {
    crate::app::run(file).map_err(|error| Failure::Input(no_window(&error.to_string())))
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Option<PathBuf>) -> Result<(), Failure> {
    Err(Failure::Input(no_window("this program was built without a window")))
}

/// Two lines: why there is no window, and what works without one.
fn no_window(reason: &str) -> String {
    // The last link of the chain is the cause; those before it name sources of libraries.
    let reason = reason.lines().next().unwrap_or_default();
    let reason = reason.rsplit(": ").next().unwrap_or(reason).trim_end_matches('.');
    format!(
        "Sitewright cannot open a window here: {reason}.\n\
         Without a display: sitewright check, export, import, new, rules, schema and fmt (see sitewright --help)."
    )
}
