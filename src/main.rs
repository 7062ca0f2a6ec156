//! `sitewright`: the window, or the command line.

fn main() {
    #[cfg(feature = "gui")]
    {
        _ = sitewright::app::run(None);
    }
}
