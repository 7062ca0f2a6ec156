//! `sitewrightw`: the same program without a console, for Windows shortcuts and file associations.
#![cfg_attr(windows, windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    sitewright::cli::run()
}
