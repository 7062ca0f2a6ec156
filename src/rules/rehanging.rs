//! Fixes that change a site's type or hang it elsewhere.

use super::{Fix, additions::new_site};
use crate::{
    commands::{Command, Field, MoveSite, Remove, Set},
    facts::sites::SiteKind,
    model::{Design, Ids, NodeId, SiteId, SiteRef},
};

/// More buttons than this are no help.
const OFFERED: usize = 4;

/// Says of what type the site is.
pub fn make(node: Option<NodeId>, kind: SiteKind) -> Vec<Fix> {
    node.map(|node| Fix::new(make_title(kind), vec![set_kind(node, kind)])).into_iter().collect()
}

/// The types that a site without a parent can have; below the central administration site, where
/// there is one.
pub fn choose_top_type(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let mut fixes: Vec<Fix> = match central(design) {
        Some(above) => {
            let title = format!("Make it a primary site under {}", above.code);
            let commands = vec![set_kind(site.into(), SiteKind::Primary), hang(site, above.id)];
            vec![Fix::new(title, commands)]
        }
        None => [SiteKind::Primary, SiteKind::Central]
            .map(|kind| Fix::new(make_title(kind), vec![set_kind(site.into(), kind)]))
            .into(),
    };
    fixes.extend(under_a_primary(design, node).into_iter().map(|hang| {
        let title = hang.title.replacen("Hang it", "Make it a secondary site", 1);
        let kind = set_kind(site.into(), SiteKind::Secondary);
        Fix::new(title, std::iter::once(kind).chain(hang.commands).collect())
    }));
    fixes.truncate(OFFERED);
    fixes
}

/// Hangs what is under a central administration site that is one too many under the one at the
/// top, and removes it; where none is at the top, puts it there.
pub fn merge_central(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let Some(code) = design.site(site).map(|site| site.code.clone()) else { return Vec::new() };
    if let Some(top) = central(design).filter(|top| top.id != site) {
        let children = design.children(site).into_iter();
        let mut commands: Vec<Command> = children.map(|child| hang(child, top.id)).collect();
        commands.push(Remove { node: site.into() }.into());
        return vec![Fix::new(
            format!("Hang its sites under {}, and remove {code}", top.code),
            commands,
        )];
    }
    let mut commands = vec![Command::from(MoveSite { site, under: None, place: 0 })];
    let primaries = design.roots().filter(|root| root.kind == SiteKind::Primary);
    commands.extend(primaries.map(|root| hang(root.id, site)));
    vec![Fix::new(format!("Put {code} at the top"), commands)]
}

/// Hangs a primary site under the central administration site; where there is none, adds one
/// above all that stand at the top.
pub fn under_central(design: &Design, node: Option<NodeId>, ids: &mut Ids) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    if let Some(above) = central(design) {
        let title = format!("Hang it under {}", above.code);
        return vec![Fix::new(title, vec![hang(site, above.id)])];
    }
    let above = new_site(design, SiteKind::Central, None, ids);
    let is_top = |it: &SiteRef<'_>| it.kind == SiteKind::Primary && !it.parent_is_unknown();
    let tops = design.roots().filter(is_top);
    let mut below: Vec<_> = tops.map(|root| root.id).collect();
    if !below.contains(&site) {
        below.push(site);
    }
    let title = format!("Add central administration site {} above", above.code);
    let hung = below.into_iter().map(|site| hang(site, above.id)).collect::<Vec<_>>();
    vec![Fix::new(title, std::iter::once(above.into()).chain(hung).collect())]
}

/// Hangs a site under a primary site: one that is above it, first.
pub fn under_a_primary(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let above = std::iter::successors(design.parent(site), |site| design.parent(*site));
    let mut near: Vec<_> = above.filter_map(|site| design.site(site)).collect();
    near.extend(design.sites());
    let mut fixes = Vec::new();
    let mut seen = Vec::new();
    for primary in near.into_iter().filter(|site| site.kind == SiteKind::Primary) {
        if fixes.len() < OFFERED && !seen.contains(&primary.id) {
            seen.push(primary.id);
            if !design.is_below(primary.id, site) {
                let title = format!("Hang it under {}", primary.code);
                fixes.push(Fix::new(title, vec![hang(site, primary.id)]));
            }
        }
    }
    fixes
}

/// Makes a site under a secondary site a secondary site of the same primary site.
pub fn beside_its_parent(design: &Design, node: Option<NodeId>) -> Vec<Fix> {
    let Some(NodeId::Site(site)) = node else { return Vec::new() };
    let mut above = std::iter::successors(design.parent(site), |site| design.parent(*site));
    let primary = above
        .find_map(|site| design.site(site).filter(|site| site.kind == SiteKind::Primary))
        .map(|primary| (primary.id, primary.code.clone()));
    let fix = |(id, code): (SiteId, String)| {
        let commands = vec![set_kind(site.into(), SiteKind::Secondary), hang(site, id)];
        Fix::new(format!("Make it a secondary site under {code}"), commands)
    };
    primary.map(fix).into_iter().collect()
}

/// The central administration site at the top.
fn central(design: &Design) -> Option<SiteRef<'_>> {
    design.roots().find(|root| root.kind == SiteKind::Central)
}

fn make_title(kind: SiteKind) -> String {
    format!("Make it a {}", kind.facts().title)
}

fn set_kind(node: NodeId, kind: SiteKind) -> Command {
    Set::of(node, Field::Kind(kind)).into()
}

fn hang(site: SiteId, under: SiteId) -> Command {
    MoveSite { site, under: Some(under), place: usize::MAX }.into()
}
