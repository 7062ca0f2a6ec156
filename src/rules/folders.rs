//! Where a site is installed.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, broken, derived, fixes, must, need,
    read, saying,
};
use crate::{
    facts::{said::sites::FOLDER, sites::SiteKind},
    model::{Design, NodeId, SiteRef, Value},
};

const WIZARD: Source =
    read("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-25");
/// Speaks of the partition of the operating system, which is drive C nearly everywhere.
const DRIVE: Source =
    derived("core/servers/deploy/install/setup-wizard-central-primary", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SITE-PATH",
        levels: ERROR,
        title: "The installation folder has a plain path",
        why: "Setup takes neither Unicode characters nor spaces at the end, and the folder cannot \
              be changed later.",
        sources: &[WIZARD],
        bad: Example::Text(
            "
primary PS1 folder=\"D:\\Verw\u{e4}ltning\"
",
        ),
        good: Example::Text(
            "
primary PS1 folder=\"D:\\ConfigMgr\"
",
        ),
        check: Check::Site(|site| {
            let Some(folder) = planned_folder(site)? else { return Ok(()) };
            let odd = folder.chars().find(|letter| !letter.is_ascii());
            if let Some(odd) = odd {
                let what = format!(
                    "The installation folder of {} has \u{201c}{odd}\u{201d} in it",
                    site.code
                );
                return Err(broken(what));
            }
            must(!folder.split('\\').any(|part| part.ends_with(' ')), || {
                format!("The installation folder of {} has a space at the end of a name", site.code)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let folder = said_folder(design, node).unwrap_or_default();
            let drive = folder.get(..2).filter(|drive| is_drive(drive)).unwrap_or("D:");
            install_in(node, format!("{drive}\\ConfigMgr"))
        }),
    },
    Rule {
        id: "SITE-PATH-OSDRIVE",
        levels: ADVICE,
        title: "A site is not installed on the drive of the operating system",
        why: "On a partition of its own, what it needs on disk cannot stop Windows, the disk can \
              be chosen for speed, and Windows can be serviced without it.",
        sources: &[DRIVE],
        bad: Example::Text(
            "
primary PS1 folder=\"C:\\ConfigMgr\"
",
        ),
        good: Example::Text(
            "
primary PS1 folder=\"D:\\ConfigMgr\"
",
        ),
        check: Check::Site(|site| {
            let Some(folder) = planned_folder(site)? else { return Ok(()) };
            must(!is_on_system_drive(folder), || format!("{} is installed in {folder}", site.code))
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let folder = said_folder(design, node).filter(|folder| is_on_system_drive(folder));
            let fix = |folder: String| install_in(node, format!("D:{}", &folder[2..]));
            folder.map(fix).unwrap_or_default()
        }),
    },
];

/// The folder of a site that is still to be installed.
fn planned_folder(site: SiteRef<'_>) -> Result<Option<&str>, super::Trouble> {
    if site.said.is_installed() || site.kind == SiteKind::Unknown {
        return Ok(None);
    }
    need(site.site().said.text(FOLDER), FOLDER).map(Some)
}

fn is_drive(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':')
}

fn is_on_system_drive(folder: &str) -> bool {
    folder.get(..2).is_some_and(|drive| drive.eq_ignore_ascii_case("c:"))
}

fn said_folder(design: &Design, node: Option<NodeId>) -> Option<String> {
    fixes::site_at(design, node)?.said.text(FOLDER).map(str::to_owned)
}

fn install_in(node: Option<NodeId>, folder: String) -> Vec<Fix> {
    let title = format!("Install it in {folder}");
    let fix = |node| saying::fix(title, node, FOLDER, Value::Text(folder.into()));
    node.map(fix).unwrap_or_default()
}
