//! Certificates of distribution points, and moving them to other sites.

use super::{
    Check, ERROR, Example, Fix, Fixes, Rule, Source, Trouble, Verdict, WARNING, broken, fixes,
    known, need, read, words::listed,
};
use crate::{
    commands::{Field, Set},
    facts::{
        choices::Choice,
        roles::RoleKind::{DistributionPoint, ManagementPoint},
        said::{
            lifecycle::{STATE, WAS_CODE, WAS_SITE},
            roles::POINT_CERTIFICATE,
        },
        sites::{Communication, SiteKind},
    },
    model::{Design, NodeId, RoleRef, SiteRef, Value},
};

const POINTS: Source =
    read("core/servers/deploy/configure/install-and-configure-distribution-points", "2026-11-25");

pub const RULES: &[Rule] = &[
    Rule {
        id: "DP-CERT",
        levels: WARNING,
        title: "Distribution points have the certificate that their management points expect",
        why: "Where management points use HTTPS, it is one from a PKI: with a self-signed one, \
              status and PXE can fail. Where all of them use HTTP, a self-signed one is meant.",
        sources: &[POINTS],
        bad: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01: mp https
  server CM-MP-02: mp https
  server CM-DP-01: dp https certificate=self
",
        ),
        good: Example::Text(
            "
primary PS1 comm=https
  server CM-MP-01: mp https
  server CM-MP-02: mp https
  server CM-DP-01: dp https certificate=pki
",
        ),
        check: Check::Nodes(fit_their_management_points),
        fixes: Fixes::Offer(|design, node, _| {
            let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
            let (word, title) = match point.said.word(POINT_CERTIFICATE) {
                Some("self") => ("pki", "Import a certificate from a PKI"),
                _ => ("self", "Create a self-signed certificate"),
            };
            let field = Field::Fact(POINT_CERTIFICATE, Some(Value::Word(word)));
            vec![Fix::new(title, vec![Set::of(point.id, field).into()])]
        }),
    },
    Rule {
        id: "DP-REASSIGN",
        levels: ERROR,
        title: "Only a server that is nothing but a distribution point is reassigned to a primary \
                site",
        why: "A distribution point takes its content along to another primary site. Other roles on \
              its server keep it from that; they are removed first.",
        sources: &[POINTS],
        bad: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
    server CM-DP-01 wassite=PS1: dp state=installed, smp state=installed
",
        ),
        good: Example::Text(
            "
cas CS1
  primary PS1
  primary PS2
    server CM-DP-01 wassite=PS1: dp state=installed, smp state=leaving
",
        ),
        check: Check::Role(DistributionPoint, can_be_reassigned),
        fixes: Fixes::Offer(|design, node, _| let_the_others_go(design, node)),
    },
];

/// Whether the management points of a site use HTTPS: all of them, none of them; nothing where
/// they differ or there are none.
fn https_of(site: SiteRef<'_>) -> Result<Option<bool>, Trouble> {
    let points: Vec<_> = site.serving_as(ManagementPoint).collect();
    let above = || site.parent().filter(|_| site.kind == SiteKind::Secondary)?.communication;
    let communication = site.communication.or_else(above);
    let secure = points.iter().filter(|point| point.is(Choice::Https)).count();
    if points.is_empty() {
        return Ok(None);
    }
    if secure == points.len() || communication == Some(Communication::Https) {
        return Ok(Some(true));
    }
    if secure > 0 {
        return Ok(None);
    }
    known(communication, "The plan does not say how the site communicates.").map(|_| Some(false))
}

/// Where management points use HTTP, nobody has to say what is so by itself.
fn fit_their_management_points(site: SiteRef<'_>) -> Vec<(NodeId, Trouble)> {
    let expected = https_of(site);
    let judge = |point: RoleRef<'_>| -> Verdict {
        let said = point.said.word(POINT_CERTIFICATE);
        let https = match (&expected, said) {
            (Ok(Some(https)), _) => *https,
            (Ok(None), _) | (Err(_), None) => return Ok(()),
            (Err(trouble), Some(_)) => return Err(trouble.clone()),
        };
        let name = &point.server().server().name;
        match (https, said) {
            (true, None) => need(None, POINT_CERTIFICATE),
            (true, Some("self")) => Err(broken(format!(
                "{name} has a self-signed certificate, and the management points of {} use HTTPS",
                site.code
            ))),
            (false, Some("pki")) => Err(broken(format!(
                "{name} has a certificate from a PKI, and the management points of {} use HTTP",
                site.code
            ))),
            _ => Ok(()),
        }
    };
    let points = site.roles_as(DistributionPoint);
    points.filter_map(|point| Some((point.id.into(), judge(point).err()?))).collect()
}

/// The site to which the server of an installed distribution point belonged, if it is another
/// one: not where only the code of the site has changed.
fn moved_from(point: RoleRef<'_>) -> Option<&str> {
    let server = point.server().server();
    let site = point.server().site().site();
    let was = server.said.text(WAS_SITE).filter(|_| point.role().said.is_installed())?;
    let same = |code: &str| code.eq_ignore_ascii_case(was);
    let stayed = same(&site.code) || site.said.text(WAS_CODE).is_some_and(same);
    (!stayed).then_some(was)
}

/// What is there beside it and stays; roles that leave go first, new ones come later.
fn others(point: RoleRef<'_>) -> impl Iterator<Item = RoleRef<'_>> {
    let stays = |role: &RoleRef<'_>| {
        role.kind != DistributionPoint && role.said.word(STATE) == Some("installed")
    };
    point.server().roles().filter(stays)
}

fn can_be_reassigned(point: RoleRef<'_>) -> Verdict {
    let Some(was) = moved_from(point) else { return Ok(()) };
    let (name, site) = (&point.server().server().name, point.server().site());
    let others: Vec<_> = others(point).map(|role| role.kind.spoken()).collect();
    if !others.is_empty() {
        return Err(broken(format!(
            "{name} is reassigned from {was} to {}, but is a {} as well",
            site.code,
            listed(&others)
        )));
    }
    match site.kind {
        SiteKind::Secondary => Err(broken(format!(
            "{name} is reassigned from {was} to {}, a secondary site",
            site.code
        ))),
        _ => Ok(()),
    }
}

fn let_the_others_go(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(point) = fixes::role_at(design, node) else { return Vec::new() };
    if point.server().site().kind == SiteKind::Secondary {
        return Vec::new();
    }
    let leave = |role: RoleRef<'_>| {
        Set::of(role.id, Field::Fact(STATE, Some(Value::Word("leaving")))).into()
    };
    let commands: Vec<_> = others(point).map(leave).collect();
    let title = match commands.len() {
        0 => return Vec::new(),
        1 => "Remove the other role first",
        _ => "Remove the other roles first",
    };
    vec![Fix::new(title, commands)]
}
