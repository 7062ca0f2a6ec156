//! `sitewright`: opens the window, or runs a command of the command line.

fn main() -> std::process::ExitCode {
    sitewright::cli::run()
}
