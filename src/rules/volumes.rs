//! What kind of disks site systems are on.

use super::{Ask, Check, ERROR, Example, Fixes, Rule, Source, Verdict, must, read, saying};
use crate::{
    facts::{
        roles::RoleKind,
        said::servers::{
            DEDUPLICATED, FILE_SYSTEM, REMOVABLE, SHARED_VOLUME, SINGLE_INSTANCE_STORE,
        },
    },
    model::{ServerRef, Value},
};

const FEATURES: Source =
    read("core/plan-design/configs/support-for-windows-features-and-networks", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "SRV-SHARED-VOL",
        levels: ERROR,
        title: "Site systems have volumes of their own",
        why: "Configuration Manager owns a logical drive as a whole: two computers cannot share \
              one, whatever storage it is on. Separate partitions of one device are fine.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 sharedvolume=yes: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 sharedvolume=no: dp
",
        ),
        check: Check::Server(|server| {
            let shares = works(server) && server.ask_flag(SHARED_VOLUME)?;
            must(!shares, || format!("{} shares a volume with another site system", server.name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Give it a volume of its own", node, SHARED_VOLUME, Value::Flag(false))
        }),
    },
    Rule {
        id: "SRV-NTFS",
        levels: ERROR,
        title: "Site systems use NTFS volumes",
        why: "Site system roles set permissions on folders and files, which they need NTFS for; \
              ReFS does for files of SQL Server.",
        sources: &[FEATURES, CHECKS],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 filesystem=refs: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01 filesystem=ntfs: dp
",
        ),
        check: Check::Server(has_the_right_file_system),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Use an NTFS volume", node, FILE_SYSTEM, Value::Word("ntfs"))
        }),
    },
    Rule {
        id: "SRV-REMOVABLE",
        levels: ERROR,
        title: "Nothing of the site is on a removable disk",
        why: "Site systems on removable disk drives are not supported.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 removable=yes: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Server(|server| {
            let is_removable = works(server) && server.ask_flag(REMOVABLE)?;
            must(!is_removable, || format!("{} installs on a removable disk", server.name))
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Install on a fixed disk", node, REMOVABLE)
        }),
    },
    Rule {
        id: "SRV-DEDUP-SRC",
        levels: ERROR,
        title: "Package sources are on volumes without data deduplication",
        why: "Deduplication turns files into reparse points, from which the site does not take \
              content. The content library of a distribution point may be deduplicated.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server CM-SRC-01 dedup=yes: smp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SRC-01: smp
",
        ),
        check: Check::Server(|server| {
            must(!server.ask_flag(DEDUPLICATED)?, || {
                format!("The package sources on {} are on a deduplicated volume", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Turn deduplication of the sources off", node, DEDUPLICATED)
        }),
    },
    Rule {
        id: "SRV-SIS",
        levels: ERROR,
        title: "Distribution points are on volumes without Single Instance Storage",
        why: "Package and signature folders of a distribution point are not supported on such a \
              volume.",
        sources: &[FEATURES],
        bad: Example::Text(
            "
primary PS1
  server CM-DP-01 sis=yes: dp
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-DP-01: dp
",
        ),
        check: Check::Server(|server| {
            let is_single = server.has(RoleKind::DistributionPoint)
                && server.ask_flag(SINGLE_INSTANCE_STORE)?;
            must(!is_single, || {
                format!("The distribution point on {} uses Single Instance Storage", server.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::take_back("Use another volume", node, SINGLE_INSTANCE_STORE)
        }),
    },
];

fn works(server: ServerRef<'_>) -> bool {
    !server.roles.is_empty()
}

fn has_the_right_file_system(server: ServerRef<'_>) -> Verdict {
    if !works(server) {
        return Ok(());
    }
    let system = server.ask_word(FILE_SYSTEM)?;
    let only_data = server.roles.iter().all(|role| role.kind == RoleKind::SiteDatabase);
    must(system == "ntfs" || system == "refs" && only_data, || {
        let shown = if system == "refs" { "ReFS" } else { "FAT32" };
        format!("{} has its roles on a {shown} volume", server.name)
    })
}
