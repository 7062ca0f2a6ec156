//! The properties of a role: its options, its sources, the site that it serves.

use super::{
    super::{
        super::{
            Action,
            actions::Edit,
            controls::{Button, Kind, Mark, check, choose, tell},
        },
        catalog,
    },
    Page, server,
};
use crate::{
    arrange::sizes,
    commands::{Field, PullFrom, Set},
    facts::{
        choices::Choice,
        roles::{Life, RoleKind},
    },
    model::{RoleId, RoleRef, ServerRef},
    rules::headroom,
    scene::Icon,
};

/// As many distribution points are offered as sources; those of the own site first.
const OFFERED: usize = 200;

pub fn role_ui(page: &mut Page<'_, '_>, id: RoleId) {
    let Some(role) = page.cx.design().role(id) else { return };
    let facts = role.kind.facts();
    page.title(id.into(), sizes::chip_code(role.kind), role.title(), "");
    tell(page.ui, page.cx.look, facts.what);
    if let Life::Deprecated(words) | Life::Removed(words) = facts.life {
        tell(page.ui, page.cx.look, format!("{}.", catalog::capital(words)));
    }
    page.section("Identity");
    let host = role.server();
    page.row("Server", |page, width| {
        let link = Button::new(&host.name).kind(Kind::Link).at_most(width);
        if link.hint("Show it").show(page.ui, page.cx.look).clicked() {
            page.actions.push(Action::Reveal(host.id.into()));
        }
    });
    serves(page, role);
    if let Some(gauge) = headroom::load(role.site(), role.kind) {
        page.section("Headroom");
        page.gauge(&gauge);
    }
    if !facts.choices.is_empty() {
        page.section("Options");
        choices(page, &[role]);
    }
    if role.kind == RoleKind::DistributionPoint && role.is(Choice::Pull) {
        page.section("Pulls its content from");
        sources(page, role);
    }
}

fn serves(page: &mut Page<'_, '_>, role: RoleRef<'_>) {
    let now = role.site();
    let options = server::sites(page.cx, now.id);
    let chosen = page.choose("Serves", Some(&now.id), &now.label(), &options);
    if let Some(site) = chosen.filter(|site| *site != now.id) {
        let set = Set::of(role.id, Field::Serves(Some(site)));
        page.actions.push(Action::Run(Edit::of(vec![set.into()])));
    }
}

/// The options that all of the roles have.
pub fn choices(page: &mut Page<'_, '_>, roles: &[RoleRef<'_>]) {
    let Some((first, others)) = roles.split_first() else { return };
    let shared = first
        .kind
        .facts()
        .choices
        .iter()
        .filter(|choice| others.iter().all(|role| role.kind.facts().choices.contains(choice)));
    for choice in shared {
        let mark = Mark::of(roles.iter().map(|role| role.is(*choice)));
        if let Some(on) = check(page.ui, page.cx.look, mark, choice.title()) {
            let set = |role: &RoleRef<'_>| Set::of(role.id, Field::Choice(*choice, on)).into();
            page.actions.push(Action::Run(Edit::of(roles.iter().map(set).collect())));
        }
    }
}

fn sources(page: &mut Page<'_, '_>, role: RoleRef<'_>) {
    let look = page.cx.look;
    let now = &role.role().sources;
    let pull = |sources: Vec<RoleId>| {
        Action::Run(Edit::of(vec![PullFrom { point: role.id, sources }.into()]))
    };
    for source in role.sources() {
        page.ui.horizontal(|ui| {
            let room = ui.available_width() - 32.0;
            let host = source.server();
            let link = Button::new(&host.name).kind(Kind::Link).at_most(room);
            if link.hint("Show it").show(ui, look).clicked() {
                page.actions.push(Action::Reveal(source.id.into()));
            }
            let name = format!("Do not pull from {}", source.server().name);
            if Button::icon(Icon::Close, &name).small().show(ui, look).clicked() {
                let others = now.iter().copied().filter(|id| *id != source.id).collect();
                page.actions.push(pull(others));
            }
        });
    }
    if now.is_empty() {
        tell(page.ui, look, "From nowhere yet.");
    }
    let design = page.cx.design();
    let own = role.server().site();
    let others = design.sites().filter(|site| site.id != own.id).take(OFFERED);
    let points = std::iter::once(own)
        .chain(others)
        .flat_map(|site| site.servers().flat_map(ServerRef::roles).collect::<Vec<_>>())
        .filter(|other| {
            other.kind == RoleKind::DistributionPoint
                && other.id != role.id
                && !now.contains(&other.id)
        });
    let options: Vec<(RoleId, String)> =
        points.take(OFFERED).map(|point| (point.id, point.server().name.clone())).collect();
    if options.is_empty() {
        tell(page.ui, look, "There is no other distribution point.");
        return;
    }
    page.ui.add_space(4.0);
    let width = page.ui.available_width();
    if let Some(source) =
        choose(page.ui, look, "Add a source", "Add a source\u{2026}", &options, width)
    {
        let mut sources = now.clone();
        sources.push(source);
        page.actions.push(pull(sources));
    }
}
