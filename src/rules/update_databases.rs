//! Where WSUS keeps its database and its content.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ADVICE, Ask, Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING,
    ask::by_place,
    broken, fixes,
    forests::forest,
    must, need, read,
    update_services::{reaches_internet, shareable_database},
    words::listed,
};
use crate::{
    commands::{Command, Field, Set},
    facts::{
        roles::RoleKind::{SiteDatabase, SiteServer, SoftwareUpdatePoint},
        said::{
            databases::INSTANCE,
            roles::{CONTENT_FOLDER, UPDATE_DATABASE, UPDATE_DATABASE_IN_GROUP, UPSTREAM},
            servers::REACHES_INTERNET,
            sites::PACKAGE_SOURCE,
        },
        sites::SiteKind,
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const PRACTICES: Source = read("sum/plan-design/software-updates-best-practices", "2026-11-25");
const PLAN: Source = read("sum/plan-design/plan-for-software-updates", "2026-11-25");
const INSTALL: Source = read("sum/get-started/install-a-software-update-point", "2026-11-25");
const AVAILABILITY: Source = read(
    "core/servers/deploy/configure/sql-server-alwayson-for-a-highly-available-site-database",
    "2026-11-25",
);

pub const RULES: &[Rule] = &[
    Rule {
        id: "SUP-SHARED-DB",
        levels: ADVICE,
        title: "Software update points of a site and forest share a database and content folder",
        why: "A client that switches between them then needs a much smaller scan.",
        sources: &[PRACTICES],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup contentfolder=\\\\CM-FS-01\\WSUS susdb=CM-SQL-02
  server CM-SUP-02: sup contentfolder=\\\\CM-FS-01\\WSUS susdb=wid
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup contentfolder=\\\\CM-FS-01\\WSUS susdb=CM-SQL-02
  server CM-SUP-02: sup contentfolder=\\\\CM-FS-01\\WSUS susdb=CM-SQL-02
",
        ),
        check: Check::Site(share_what_they_can),
        fixes: Fixes::Offer(|design, node, _| {
            fixes::site_at(design, node).and_then(share).into_iter().collect()
        }),
    },
    Rule {
        id: "SUP-DB-INSTANCE",
        levels: ADVICE,
        title: "The WSUS database is not in the instance of the site database",
        why: "In an instance of its own, it is easy to tell which of the two uses what.",
        sources: &[PRACTICES],
        bad: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SUP-01: sup susdb=CM-SITE-01
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SITE-01: site, db, prov
  server CM-SUP-01: sup susdb=CM-SITE-01\\WSUS
",
        ),
        check: Check::Nodes(keep_to_other_instances),
        fixes: Fixes::Offer(|design, node, _| move_to_an_instance(design, node)),
    },
    Rule {
        id: "SUP-AG",
        levels: ERROR,
        title: "The WSUS database is in no availability group",
        why: "Only the site database may be in one; the WSUS database is not supported there.",
        sources: &[AVAILABILITY],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup susdbag=yes
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01: sup susdbag=no
",
        ),
        check: Check::Role(SoftwareUpdatePoint, |point| {
            must(!point.said.is(UPDATE_DATABASE_IN_GROUP), || {
                format!("The SUSDB of {} is in an availability group", point.server().name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            let fix = |node| {
                let out = Field::Fact(UPDATE_DATABASE_IN_GROUP, Some(Value::Flag(false)));
                let title = "Take the SUSDB out of the availability group";
                Fix::new(title, vec![Set::of(node, out).into()])
            };
            node.map(fix).into_iter().collect()
        }),
    },
    Rule {
        id: "SUP-CONTENT-DIR",
        levels: WARNING,
        title: "WSUS content and package sources have folders of their own",
        why: "Where they overlap, files that WSUS needs are taken away.",
        sources: &[PLAN],
        bad: Example::Text(
            "
primary PS1 packagesource=\\\\CM-FS-01\\Sources
  server CM-SUP-01: sup contentfolder=\\\\CM-FS-01\\Sources\\Updates
",
        ),
        good: Example::Text(
            "
primary PS1 packagesource=\\\\CM-FS-01\\Sources
  server CM-SUP-01: sup contentfolder=\\\\CM-FS-01\\WSUS
",
        ),
        check: Check::Role(SoftwareUpdatePoint, keeps_to_its_folder),
        fixes: Fixes::Offer(|design, node, _| move_to_a_folder(design, node)),
    },
    Rule {
        id: "SUSDB-SHARED-INET",
        levels: WARNING,
        title: "Software update points of the top site that share a database all reach the internet",
        why: "The site may choose any of them to synchronize with Microsoft Update.",
        sources: &[INSTALL, PLAN],
        bad: Example::Text(
            "
primary PS1
  server CM-SUP-01 internetaccess=yes: sup susdb=CM-SQL-02
  server CM-SUP-02 internetaccess=no: sup susdb=CM-SQL-02
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SUP-01 internetaccess=yes: sup susdb=CM-SQL-02
  server CM-SUP-02 internetaccess=yes: sup susdb=CM-SQL-02
",
        ),
        check: Check::Site(all_reach_the_internet),
        fixes: Fixes::Offer(|design, node, _| open_the_internet(design, node)),
    },
];

/// The software update points of a site by forest. Those of one domain are in one forest, whichever
/// it is; of two domains nobody knows, until the plan says their forests.
fn by_forest(site: SiteRef<'_>) -> Vec<Vec<RoleRef<'_>>> {
    let design = site.design();
    let forest_of = |point: RoleRef<'_>| {
        let domain = point.server().server().domain()?;
        Some(forest(design, domain).unwrap_or(domain).to_lowercase())
    };
    let mut forests: BTreeMap<Option<String>, Vec<RoleRef<'_>>> = BTreeMap::new();
    for point in site.serving_as(SoftwareUpdatePoint) {
        forests.entry(forest_of(point)).or_default().push(point);
    }
    forests.into_values().filter(|points| points.len() > 1).collect()
}

fn names(points: &[RoleRef<'_>]) -> String {
    listed(&points.iter().map(|point| point.server().name.clone()).collect::<Vec<_>>())
}

fn share_what_they_can(site: SiteRef<'_>) -> Verdict {
    if site.kind != SiteKind::Primary {
        return Ok(());
    }
    let forests = by_forest(site);
    let apart = |points: &&Vec<RoleRef<'_>>| have_own_databases(points);
    if let Some(points) = forests.iter().find(apart) {
        return Err(broken(format!("{} have databases of their own", names(points))));
    }
    let apart = |points: &&Vec<RoleRef<'_>>| have_own_folders(points);
    if let Some(points) = forests.iter().find(apart) {
        let what = format!("{} share a database, but no content folder", names(points));
        return Err(broken(what));
    }
    for point in forests.iter().flatten() {
        point.ask_text(UPDATE_DATABASE)?;
        point.ask_text(CONTENT_FOLDER)?;
    }
    Ok(())
}

/// Whether two of them are known to have different databases.
fn have_own_databases(points: &[RoleRef<'_>]) -> bool {
    let said = points.iter().filter(|point| point.said.has(UPDATE_DATABASE));
    let mut known: Vec<_> = said.map(|point| shareable_database(*point)).collect();
    known.dedup();
    known.len() > 1 || known.contains(&None)
}

/// Whether two of them are known to have different folders: a local one is nobody else's.
fn have_own_folders(points: &[RoleRef<'_>]) -> bool {
    let said = points.iter().filter_map(|point| point.role().said.text(CONTENT_FOLDER));
    let mut known: Vec<_> = said.map(|folder| Folder::of(folder).0).collect();
    known.dedup();
    known.len() > 1 || known.iter().any(|folder| !folder.starts_with("\\\\"))
}

/// The first shared database and folder of each forest, for all in it.
fn share(site: SiteRef<'_>) -> Option<Fix> {
    let mut commands: Vec<Command> = Vec::new();
    for points in by_forest(site) {
        if have_own_databases(&points) {
            let database = points.iter().find(|point| shareable_database(**point).is_some())?;
            let database = database.role().said.text(UPDATE_DATABASE)?;
            let other = |point: &&RoleRef<'_>| point.said.text(UPDATE_DATABASE) != Some(database);
            commands.extend(points.iter().filter(other).map(|point| {
                let value = Value::Text(database.into());
                Set::of(point.id, Field::Fact(UPDATE_DATABASE, Some(value))).into()
            }));
        }
        if have_own_folders(&points) {
            let mut said = points.iter().filter_map(|it| it.role().said.text(CONTENT_FOLDER));
            let folder = said.find(|folder| folder.starts_with("\\\\"))?;
            let other = |point: &&RoleRef<'_>| point.said.text(CONTENT_FOLDER) != Some(folder);
            commands.extend(points.iter().filter(other).map(|point| {
                let value = Value::Text(folder.into());
                Set::of(point.id, Field::Fact(CONTENT_FOLDER, Some(value))).into()
            }));
        }
    }
    (!commands.is_empty()).then(|| Fix::new("Let them share database and folder", commands))
}

/// SERVER or SERVER\INSTANCE, and whether that is an instance of the role's server.
fn is_instance_of(place: &str, database: RoleRef<'_>) -> bool {
    let (host, instance) = place.split_once('\\').unwrap_or((place, "MSSQLSERVER"));
    let server = database.server().server();
    let short = host.split('.').next().unwrap_or(host);
    let same_host = match server.fqdn.as_deref().filter(|_| host.contains('.')) {
        Some(fqdn) => fqdn.eq_ignore_ascii_case(host),
        None => server.name.eq_ignore_ascii_case(short),
    };
    let own = database.role().said.text_or_assumed(INSTANCE).unwrap_or_default();
    same_host && own.eq_ignore_ascii_case(instance)
}

fn keep_to_other_instances(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let judge = |point: RoleRef<'_>| -> Verdict {
        let place = need(point.role().said.text(UPDATE_DATABASE), UPDATE_DATABASE)?;
        let shared = site.serving_as(SiteDatabase).any(|it| is_instance_of(place, it));
        must(!shared, || {
            let name = &point.server().server().name;
            format!("The SUSDB of {name} is in the instance of the site database, {place}")
        })
    };
    let points = site.roles_as(SoftwareUpdatePoint);
    points.filter_map(|point| Some((point.id.into(), judge(point).err()?))).collect()
}

fn move_to_an_instance(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let Some(place) = point.role().said.text(UPDATE_DATABASE) else { return Vec::new() };
    let (host, instance) = place.split_once('\\').unwrap_or((place, ""));
    let name = if instance.eq_ignore_ascii_case("WSUS") { "SUSDB" } else { "WSUS" };
    let own = format!("{host}\\{name}");
    let taken = point.site().serving_as(SiteDatabase).any(|it| is_instance_of(&own, it));
    let title = format!("Give the SUSDB an instance of its own, {own}");
    let value = Value::Text(own.into());
    let command = Set::of(point.id, Field::Fact(UPDATE_DATABASE, Some(value)));
    if taken { Vec::new() } else { vec![Fix::new(title, vec![command.into()])] }
}

/// A path as Windows compares it.
struct Folder(String);

impl Folder {
    fn of(path: &str) -> Self {
        Self(path.trim().replace('/', "\\").trim_end_matches('\\').to_lowercase())
    }

    /// Whether one is the other, or is in it.
    fn overlaps(&self, other: &Self) -> bool {
        let holds = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
        };
        holds(&self.0, &other.0) || holds(&other.0, &self.0)
    }
}

/// Local folders of different servers are not the same.
fn keeps_to_its_folder(point: RoleRef<'_>) -> Verdict {
    let site = point.server().site();
    if site.kind == SiteKind::Secondary {
        return Ok(());
    }
    let folder = need(point.role().said.text(CONTENT_FOLDER), CONTENT_FOLDER)?;
    let source = need(site.site().said.text(PACKAGE_SOURCE), PACKAGE_SOURCE)?;
    must(!overlap(point, folder, source), || {
        let name = &point.server().server().name;
        format!("WSUS on {name} keeps its content in {folder}; package sources are in {source}")
    })
}

fn overlap(point: RoleRef<'_>, folder: &str, source: &str) -> bool {
    let is_shared = |path: &str| path.starts_with("\\\\");
    let same_computer = is_shared(folder) && is_shared(source)
        || !is_shared(folder) && !is_shared(source) && point.server().has(SiteServer);
    same_computer && Folder::of(folder).overlaps(&Folder::of(source))
}

/// Beside the package sources: the first part of the path, or the share's server.
fn move_to_a_folder(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    let (folder, source) = (
        point.role().said.text(CONTENT_FOLDER),
        point.server().site().site().said.text(PACKAGE_SOURCE),
    );
    let (Some(folder), Some(source)) = (folder, source) else { return Vec::new() };
    let first = folder.trim_start_matches('\\').split('\\').next().unwrap_or_default();
    let root = if folder.starts_with("\\\\") { format!("\\\\{first}") } else { first.to_owned() };
    let own = ["WSUS", "WSUS-Content"].map(|name| format!("{root}\\{name}"));
    let Some(own) = own.into_iter().find(|own| !overlap(point, own, source)) else {
        return Vec::new();
    };
    let value = Value::Text(Arc::from(own.as_str()));
    let command = Set::of(point.id, Field::Fact(CONTENT_FOLDER, Some(value)));
    vec![Fix::new(format!("Keep WSUS content in {own}"), vec![command.into()])]
}

/// The software update points that share a database with another one.
fn sharing(site: SiteRef<'_>) -> Vec<RoleRef<'_>> {
    let mut shared: BTreeMap<String, Vec<RoleRef<'_>>> = BTreeMap::new();
    for point in site.serving_as(SoftwareUpdatePoint) {
        if let Some(database) = shareable_database(point) {
            shared.entry(database).or_default().push(point);
        }
    }
    shared.into_values().filter(|points| points.len() > 1).flatten().collect()
}

/// Where updates come from another WSUS or by hand, nobody asks Microsoft Update.
fn all_reach_the_internet(site: SiteRef<'_>) -> Verdict {
    by_place(site, all_ask_microsoft(site))
}

fn all_ask_microsoft(site: SiteRef<'_>) -> Verdict {
    let points: Vec<_> = site.serving_as(SoftwareUpdatePoint).collect();
    let elsewhere =
        points.iter().any(|point| matches!(point.said.word(UPSTREAM), Some("wsus" | "none")));
    if !site.is_top() || points.len() < 2 || elsewhere {
        return Ok(());
    }
    let sharing = sharing(site);
    let closed = sharing.iter().filter(|it| reaches_internet(it.server()) == Some(false));
    let closed: Vec<_> = closed.copied().collect();
    if !closed.is_empty() {
        let what = match closed.len() {
            1 => format!("{} shares its SUSDB and does not reach the internet", names(&closed)),
            _ => format!("{} share a SUSDB and do not reach the internet", names(&closed)),
        };
        return Err(broken(what));
    }
    for point in &sharing {
        need(reaches_internet(point.server()), REACHES_INTERNET)?;
    }
    points.iter().try_for_each(|point| point.ask_text(UPDATE_DATABASE).map(|_| ()))
}

fn open_the_internet(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
    let closed: Vec<_> = sharing(site)
        .into_iter()
        .filter(|point| reaches_internet(point.server()) == Some(false))
        .collect();
    let open = |point: &RoleRef<'_>| {
        let field = Field::Fact(REACHES_INTERNET, Some(Value::Flag(true)));
        Set::of(point.server().id, field).into()
    };
    let title = format!("Let {} reach the internet", names(&closed));
    vec![Fix::new(title, closed.iter().map(open).collect())]
}
