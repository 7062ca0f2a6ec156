//! Collations of site databases.

use super::{
    Ask, Check, ERROR, Example, Fixes, Rule, Source, Verdict, broken, databases,
    expansion::is_expansion, fixes, must, need, read, saying,
};
use crate::{
    facts::{
        roles::RoleKind::SiteDatabase,
        said::databases::{COLLATION, MOVES_TO_COLLATION},
    },
    model::{RoleRef, SiteRef, Value},
};

const VERSIONS: Source =
    read("core/plan-design/configs/support-for-sql-server-versions", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");
const CHINA: Source = read("core/plan-design/hierarchy/international-support", "2026-11-25");
const MODIFY: Source = read("core/servers/manage/modify-your-infrastructure", "2026-11-25");

const USUAL: &str = "SQL_Latin1_General_CP1_CI_AS";
/// For the Chinese standard GB18030, in the whole hierarchy.
const CHINESE: [&str; 2] =
    ["Chinese_Simplified_Pinyin_100_CI_AI", "Chinese_Simplified_Stroke_Order_100_CI_AI"];

pub const RULES: &[Rule] = &[
    Rule {
        id: "SQL-COLLATION",
        levels: ERROR,
        title: "The site database has the collation that the product needs",
        why: "Instance and database need SQL_Latin1_General_CP1_CI_AS, or in China one of two \
              collations for GB18030; setup refuses others.",
        sources: &[VERSIONS, CHECKS, CHINA],
        bad: Example::Text(
            "
primary PS1
  server CM-SQL-01: db collation=Latin1_General_CI_AS
",
        ),
        good: Example::Text(
            "
primary PS1
  server CM-SQL-01: db collation=SQL_Latin1_General_CP1_CI_AS
",
        ),
        check: Check::Role(SiteDatabase, |role| {
            if role.said.text(COLLATION).is_none() && databases::is_made_by_setup(role) {
                return Ok(());
            }
            let collation = role.ask_text(COLLATION)?;
            must(is_valid(collation), || {
                format!("SQL Server on {} has the collation {collation}", role.server().name)
            })
        }),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
            saying::fix(format!("Use {USUAL}"), role.id, COLLATION, Value::Text(USUAL.into()))
        }),
    },
    Rule {
        id: "SQL-COLLATION-PARENT",
        levels: ERROR,
        title: "All sites of a hierarchy have the same collation",
        why: "Setup checks that the database of a new site has the collation of its parent site's \
              database.",
        sources: &[CHECKS, CHINA],
        bad: Example::Text(
            "
cas CS1
  server CM-SQL-01: db collation=SQL_Latin1_General_CP1_CI_AS
  primary PS1
    server CM-SQL-02: db collation=Chinese_Simplified_Pinyin_100_CI_AI
",
        ),
        good: Example::Text(
            "
cas CS1
  server CM-SQL-01: db collation=SQL_Latin1_General_CP1_CI_AS
  primary PS1
    server CM-SQL-02: db collation=SQL_Latin1_General_CP1_CI_AS
",
        ),
        check: Check::Site(has_its_parents_collation),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(site) = fixes::site_at(design, node) else { return Vec::new() };
            let above = site.parent().and_then(|parent| parent.database.text(COLLATION));
            let (Some(above), Some(role)) = (above, site.serving_as(SiteDatabase).next()) else {
                return Vec::new();
            };
            saying::fix(format!("Use {above}"), role.id, COLLATION, Value::Text(above.into()))
        }),
    },
];

/// What a second reading of the documentation added.
pub const ADDED: &[Rule] = &[Rule {
    id: "SQL-MOVE-COLLATION",
    levels: ERROR,
    title: "A site database moves to an instance with the same collation",
    why: "Setup does not check the collation when it changes the SQL Server of a site, and data \
          may be damaged in ways that show only later.",
    sources: &[MODIFY],
    bad: Example::Text(
        "
primary PS1
  server CM-SQL-01: db collation=SQL_Latin1_General_CP1_CI_AS movescollation=Latin1_General_CI_AS
",
    ),
    good: Example::Text(
        "
primary PS1
  server CM-SQL-01: db collation=SQL_Latin1_General_CP1_CI_AS \
         movescollation=SQL_Latin1_General_CP1_CI_AS
",
    ),
    check: Check::Role(SiteDatabase, |role| {
        let Some(next) = role.said.text(MOVES_TO_COLLATION) else { return Ok(()) };
        let is_same = match role.said.text(COLLATION) {
            Some(now) => same(now, next),
            None if is_valid(next) => return need(None, COLLATION),
            None => false,
        };
        must(is_same, || format!("The database moves to an instance with the collation {next}"))
    }),
    fixes: Fixes::Offer(|design, node, _| {
        let Some(role) = fixes::role_at(design, node) else { return Vec::new() };
        let now: std::sync::Arc<str> = role.said.text(COLLATION).unwrap_or(USUAL).into();
        let title = format!("Give the next instance {now}");
        let mut fix = saying::fix(title, role.id, MOVES_TO_COLLATION, Value::Text(now.clone()));
        if !role.said.has(COLLATION) {
            let say = saying::say(role.id, COLLATION, Value::Text(now));
            for fix in &mut fix {
                fix.commands.push(say.clone());
            }
        }
        fix
    }),
}];

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn is_valid(collation: &str) -> bool {
    same(collation, USUAL) || CHINESE.iter().any(|known| same(collation, known))
}

/// Silent where SQL-COLLATION speaks of one of them, and where setup installs SQL Server.
fn has_its_parents_collation(site: SiteRef<'_>) -> Verdict {
    let (Some(parent), Some(role)) = (site.parent(), site.serving_as(SiteDatabase).next()) else {
        return Ok(());
    };
    if is_expansion(site) {
        return Ok(());
    }
    let own = own_collation(role);
    if own.is_none() && databases::is_made_by_setup(role) {
        return Ok(());
    }
    let own = need(own, COLLATION)?;
    let above = need(parent.database.text(COLLATION), COLLATION)?;
    if !is_valid(own) || !is_valid(above) || same(own, above) {
        return Ok(());
    }
    Err(broken(format!("{} has the collation {own}, its parent site {above}", site.code)))
}

fn own_collation(role: RoleRef<'_>) -> Option<&str> {
    role.role().said.text(COLLATION)
}
