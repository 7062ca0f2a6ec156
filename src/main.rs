//! `sitewright`: the window, or the command line.

fn main() {
    _ = sitewright::app::run(None);
}
