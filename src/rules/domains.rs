//! Active Directory: domains, forests, what they trust and what is prepared there.

use super::{
    ADVICE, Check, ERROR, Example, Fix, Fixes, Rule, Source, Verdict, WARNING, Wide, ask::Ask,
    broken, broken_because, fixes, forests::forest, must, need, read, saying,
};
use crate::{
    commands::{AddEntity, Command, Field, Set},
    facts::{
        roles::RoleKind,
        said::{
            EntityKind,
            across::{
                DISJOINT, FOREST, FUNCTIONAL_LEVEL, KERBEROS, SINGLE_LABEL, SUFFIXES, TRUST_KIND,
                TRUST_WAY, TRUSTED,
            },
            plan::{CONTAINER_RIGHTS, SCHEMA_EXTENDED},
            servers::DOMAIN,
        },
    },
    model::{Design, Entity, Ids, NodeId, RoleRef, SiteRef, Value},
};

const ACROSS: Source =
    read("core/plan-design/hierarchy/communications-between-endpoints", "2026-11-25");
const DIRECTORY: Source =
    read("core/plan-design/configs/support-for-active-directory-domains", "2026-11-25");
const CHECKS: Source =
    read("core/servers/deploy/install/list-of-prerequisite-checks", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "NET-TRUST-SITES",
        levels: ERROR,
        title: "Forests of parent and child sites trust each other both ways",
        why: "A child site in another forest needs a two-way forest trust with Kerberos; an \
              external trust does not do.",
        sources: &[ACROSS],
        bad: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain lab.fabrikam.com forest=fabrikam.com
trust contoso.com with=fabrikam.com trust=external way=two
primary PS1
  server PS1 domain=corp.contoso.com: site, db, prov
  secondary S01
    server S01 domain=lab.fabrikam.com: site, db, mp, dp
",
        ),
        good: Example::Text(
            "
domain corp.contoso.com forest=contoso.com
domain lab.fabrikam.com forest=fabrikam.com
trust contoso.com with=fabrikam.com trust=forest way=two
primary PS1
  server PS1 domain=corp.contoso.com: site, db, prov
  secondary S01
    server S01 domain=lab.fabrikam.com: site, db, mp, dp
",
        ),
        check: Check::Site(across),
        fixes: Fixes::Offer(trust_both_ways),
    },
    Rule {
        id: "NET-DFL",
        levels: WARNING,
        title: "Domains have the functional level of Windows Server 2008 R2 or later",
        why: "Lower functional levels of domain and forest are not supported.",
        sources: &[DIRECTORY, CHECKS],
        bad: Example::Text(
            "
domain corp.contoso.com level=2008
primary PS1
",
        ),
        good: Example::Text(
            "
domain corp.contoso.com level=2008r2
primary PS1
",
        ),
        check: Check::Entity(EntityKind::Domain, |_, domain| {
            let level = domain.ask_word(FUNCTIONAL_LEVEL)?;
            must(!matches!(level, "2003" | "2008"), || {
                format!("{} has the functional level of Windows Server {level}", domain.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Raise it", node, FUNCTIONAL_LEVEL, Value::Word("2008r2"))
        }),
    },
    Rule {
        id: "NET-SLD",
        levels: ERROR,
        title: "A domain with a single-label name has a disjoint namespace",
        why: "The product works there only if DNS has a disjoint namespace with a valid top-level \
              domain.",
        sources: &[DIRECTORY],
        bad: Example::Text(
            "
domain contoso singlelabel=yes disjoint=no suffixes=yes
primary PS1
",
        ),
        good: Example::Text(
            "
domain contoso singlelabel=yes disjoint=yes suffixes=yes
primary PS1
",
        ),
        check: Check::Entity(EntityKind::Domain, |_, domain| {
            if !domain.ask_flag(SINGLE_LABEL)? {
                return Ok(());
            }
            let disjoint = need(domain.said.flag(DISJOINT), DISJOINT)?;
            must(disjoint, || {
                format!("{} has a single-label name and no disjoint namespace", domain.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Give it a disjoint namespace in DNS", node, DISJOINT, Value::Flag(true))
        }),
    },
    Rule {
        id: "NET-DISJOINT",
        levels: WARNING,
        title: "A disjoint namespace is set up in Active Directory and DNS",
        why: "Without both suffixes in msDS-AllowedDNSSuffixes and in the suffix search list, \
              computers do not find each other by name.",
        sources: &[DIRECTORY],
        bad: Example::Text(
            "
domain corp.contoso.com disjoint=yes suffixes=no
primary PS1
",
        ),
        good: Example::Text(
            "
domain corp.contoso.com disjoint=yes suffixes=yes
primary PS1
",
        ),
        check: Check::Entity(EntityKind::Domain, |_, domain| {
            let holds = !domain.ask_flag(DISJOINT)? || domain.ask_flag(SUFFIXES)?;
            must(holds, || {
                format!("{} has a disjoint namespace whose suffixes are not set up", domain.name)
            })
        }),
        fixes: Fixes::Offer(|_, node, _| {
            saying::answer("Set them up", node, SUFFIXES, Value::Flag(true))
        }),
    },
    Rule {
        id: "NET-SCHEMA",
        levels: ADVICE,
        title: "The Active Directory schema is extended and the site may publish to it",
        why: "Clients find their site and management points there; without it they need other \
              ways.",
        sources: &[CHECKS],
        bad: Example::Text(
            "
plan schema=no
primary PS1
",
        ),
        good: Example::Text(
            "
plan schema=yes
primary PS1
",
        ),
        check: Check::Design(may_publish),
        fixes: Fixes::Offer(|design, _, _| {
            let head = design.head();
            let open = [SCHEMA_EXTENDED, CONTAINER_RIGHTS].into_iter();
            let open = open.filter(|fact| head.said.flag(*fact) == Some(false));
            let set = |fact| Set::plan(Field::Fact(fact, Some(Value::Flag(true)))).into();
            let commands: Vec<Command> = open.map(set).collect();
            vec![Fix::new("Add it to the preparation", commands)]
        }),
    },
];

/// The domain and the forest of a site server.
type Place<'a> = (&'a str, &'a str);

/// The places of both sites, where they lie in two forests.
fn places(site: SiteRef<'_>) -> Result<Option<(Place<'_>, Place<'_>)>, super::Trouble> {
    let mut own = site.serving_as(RoleKind::SiteServer).map(RoleRef::server);
    let (Some(parent), Some(own)) = (site.parent(), own.next()) else { return Ok(None) };
    if !parent.has(RoleKind::SiteServer) {
        return Ok(None);
    }
    let own = need(own.server().domain(), DOMAIN)?;
    let theirs = need(parent.domain.as_deref(), DOMAIN)?;
    if own.eq_ignore_ascii_case(theirs) {
        return Ok(None);
    }
    let design = site.design();
    let (here, there) = (need(forest(design, own), FOREST)?, need(forest(design, theirs), FOREST)?);
    Ok((!here.eq_ignore_ascii_case(there)).then_some(((own, here), (theirs, there))))
}

/// Holds where both sites are in one forest, or their forests have the trust that they need.
fn across(site: SiteRef<'_>) -> Verdict {
    let Some((own, theirs)) = places(site)? else { return Ok(()) };
    let mut lacks = None;
    for trust in trusts_between(site.design(), own, theirs) {
        let kind = trust.ask_word(TRUST_KIND)?;
        let both = trust.ask_word(TRUST_WAY)? == "two";
        let kerberos = trust.ask_flag(KERBEROS)?;
        lacks = match (kind, both, kerberos) {
            ("forest", true, true) => return Ok(()),
            ("forest", true, false) => Some("the trust between them has no Kerberos"),
            ("forest", false, _) => Some("the trust between them goes one way"),
            _ => Some("the trust between them is no forest trust"),
        };
    }
    let lacks = lacks.unwrap_or("they do not trust each other");
    Err(broken(format!(
        "{} is in forest {}, its parent in {}, and {lacks}",
        site.code, own.1, theirs.1
    )))
}

fn trusts_between<'a>(
    design: &'a Design,
    own: Place<'a>,
    theirs: Place<'a>,
) -> impl Iterator<Item = &'a Entity> {
    let is = |end: &str, place: Place<'_>| {
        end.eq_ignore_ascii_case(place.0) || end.eq_ignore_ascii_case(place.1)
    };
    design.entities_of(EntityKind::Trust).filter(move |trust| {
        let with = trust.said.text(TRUSTED).unwrap_or_default();
        is(&trust.name, own) && is(with, theirs) || is(&trust.name, theirs) && is(with, own)
    })
}

/// Makes a trust of what it has to be, or adds one.
fn trust_both_ways(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let places = fixes::site_at(design, node).and_then(|site| places(site).ok().flatten());
    let Some((own, theirs)) = places else { return Vec::new() };
    let mut commands: Vec<Command> = Vec::new();
    let known =
        trusts_between(design, own, theirs).next().map(|trust| (trust.id, trust.said.clone()));
    let (id, said) = known.unwrap_or_else(|| {
        let id = ids.fresh(design);
        let name = theirs.1.to_owned();
        commands.push(AddEntity { id, kind: EntityKind::Trust, name }.into());
        commands.push(saying::say(id, TRUSTED, Value::Text(own.1.into())));
        (id, crate::model::Said::default())
    });
    commands.push(saying::say(id, TRUST_KIND, Value::Word("forest")));
    commands.push(saying::say(id, TRUST_WAY, Value::Word("two")));
    if said.flag(KERBEROS) == Some(false) {
        commands.push(saying::say(id, KERBEROS, Value::Flag(true)));
    }
    vec![Fix::new(
        format!("Plan a two-way forest trust between {} and {}", theirs.1, own.1),
        commands,
    )]
}

fn may_publish(design: &Design) -> Wide {
    if design.site_count() == 0 {
        return Vec::new();
    }
    let publishes = || -> Verdict {
        let head = design.head();
        if !head.ask_flag(SCHEMA_EXTENDED)? {
            return Err(broken("The Active Directory schema is not extended"));
        }
        match head.ask_flag(CONTAINER_RIGHTS)? {
            true => Ok(()),
            false => Err(broken_because(
                "Site servers have no rights on the System Management container",
                "They publish what clients look for there.",
            )),
        }
    };
    publishes().err().map(|trouble| (None, trouble)).into_iter().collect()
}
