//! The properties of a server, and the roles on it.

use egui::{Align, Layout, Sense, WidgetInfo, accesskit::Role};

use super::{
    super::{
        super::{
            Action, Cx,
            actions::Edit,
            canvas::Pick,
            controls::{Button, Kind, focus_ring, line, pair},
            look::font,
        },
        fields::Prop,
    },
    Page,
};
use crate::{
    commands::{Field, MoveServer, Remove, Set},
    facts::systems::{SYSTEMS, System},
    measure::Weight,
    model::{RoleRef, ServerId, ServerRef, SiteId},
    rules::headroom::{self, Loads},
    scene::{Icon, Ink},
};

pub fn server_ui(page: &mut Page<'_, '_>, id: ServerId) {
    let Some(server) = page.cx.design().server(id) else { return };
    let node = id.into();
    page.title(node, &server.name, "", "Server");
    page.section("Identity");
    page.field(&[node], Prop::Name);
    page.field(&[node], Prop::Fqdn);
    page.field(&[node], Prop::Title);
    system(page, &[id]);
    site(page, server);
    page.section("Roles");
    let mut roles = server.roles().peekable();
    if roles.peek().is_none() {
        super::super::super::controls::tell(page.ui, page.cx.look, "No role yet.");
    }
    for role in roles {
        role_row(page, role);
    }
    page.ui.add_space(4.0);
    let add = Button::new("Add a role\u{2026}").with_icon(Icon::Plus).small();
    if add.hint("Add a role\u{2026}  Ctrl+Enter").show(page.ui, page.cx.look).clicked() {
        page.actions.push(Action::Pick(Pick::Role(id)));
    }
    headroom_ui(page, server);
}

/// Its hardware against its load, and what its points bear.
fn headroom_ui(page: &mut Page<'_, '_>, server: ServerRef<'_>) {
    let gauges = headroom::of_server(server, &mut Loads::default());
    let groups = headroom::groups(server);
    if !gauges.is_empty() || !groups.is_empty() {
        page.section("Headroom");
    }
    for gauge in &gauges {
        page.gauge(gauge);
    }
    for (group, gauge) in &groups {
        pair(page.ui, page.cx.look, "Boundary group", group);
        page.gauge(gauge);
    }
}

/// The operating system; "mixed" where they differ.
pub fn system(page: &mut Page<'_, '_>, servers: &[ServerId]) {
    let design = page.cx.design();
    let mut all = servers.iter().filter_map(|id| design.server(*id)).map(|server| server.system);
    let first = all.next().flatten();
    let same = all.all(|it| it == first);
    let words = |system: Option<System>| {
        system.map_or("not known", |system| system.facts().title).to_owned()
    };
    let known = SYSTEMS.iter().rev().map(|facts| Some(facts.system));
    let options: Vec<(Option<System>, String)> =
        std::iter::once(None).chain(known).map(|it| (it, words(it))).collect();
    let shown = match (same, first) {
        (false, _) => "mixed",
        (true, None) => "not known",
        (true, Some(system)) => system.facts().short,
    };
    let chosen = page.choose("System", same.then_some(&first), shown, &options);
    if let Some(system) = chosen.filter(|it| !same || *it != first) {
        let set = |id: &ServerId| Set::of(*id, Field::System(system)).into();
        page.actions.push(Action::Run(Edit::of(servers.iter().map(set).collect())));
    }
}

/// The site in which it stands; choosing another one moves it.
fn site(page: &mut Page<'_, '_>, server: ServerRef<'_>) {
    let here = server.site();
    let options = sites(page.cx, here.id);
    if options.len() < 2 {
        page.row("Site", |page, width| {
            let label = here.label();
            let link = Button::new(&label).kind(Kind::Link).at_most(width);
            if link.hint("Show it").show(page.ui, page.cx.look).clicked() {
                page.actions.push(Action::Reveal(here.id.into()));
            }
        });
        return;
    }
    let chosen = page.choose("Site", Some(&here.id), &here.label(), &options);
    if let Some(to) = chosen.filter(|to| *to != here.id) {
        let step = MoveServer { server: server.id, to, place: usize::MAX };
        page.actions.push(Action::Run(Edit::of(vec![step.into()])));
    }
}

/// As many sites as a list can be read with: those around `near` first.
pub fn sites(cx: &Cx<'_>, near: SiteId) -> Vec<(SiteId, String)> {
    const LISTED: usize = 60;
    let design = cx.design();
    let around = std::iter::once(near)
        .chain(design.parent(near))
        .chain(design.children(near))
        .chain(design.parent(near).into_iter().flat_map(|parent| design.children(parent)));
    let mut seen = std::collections::BTreeSet::new();
    let mut all: Vec<(SiteId, String)> = around
        .chain(design.sites().take(LISTED).map(|site| site.id))
        .filter(|id| seen.insert(*id))
        .take(LISTED)
        .filter_map(|id| Some((id, design.site(id)?.label())))
        .collect();
    all.sort_by(|(_, left), (_, right)| left.cmp(right));
    all
}

/// A role with its chip; a click shows it, the cross takes it away.
fn role_row(page: &mut Page<'_, '_>, role: RoleRef<'_>) {
    let look = page.cx.look;
    let facts = role.kind.facts();
    let width = page.ui.available_width();
    let (rect, _) = page.ui.allocate_exact_size(egui::vec2(width, 26.0), Sense::hover());
    let body = rect.with_max_x(rect.right() - 28.0);
    let id = egui::Id::unique(("role", role.id.to_string()));
    let response = page.ui.interact(body, id, Sense::click());
    if response.hovered() {
        page.ui.painter().rect_filled(body, 4, look.color(Ink::ChipFill));
    }
    let corner = egui::pos2(rect.left() + 2.0, rect.center().y - 10.0);
    let chip = egui::Rect::from_min_size(corner, egui::vec2(52.0, 20.0));
    super::super::palette::paint_chip(page.ui, look, role.kind, chip, 1.0);
    let color = look.color(Ink::Text);
    let text = title_of(role);
    let room = body.right() - chip.right() - 12.0;
    let galley = line(page.ui, &text, font(13.0, Weight::Regular), color, room);
    let at = egui::pos2(chip.right() + 8.0, rect.center().y - galley.size().y / 2.0);
    page.ui.painter().galley(at, galley, color);
    focus_ring(page.ui, look, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    if response.on_hover_text(format!("{text}\n{}", facts.what)).clicked() {
        page.actions.push(Action::Select(vec![role.id.into()]));
    }
    let end = rect.with_min_x(rect.right() - 26.0);
    let build = egui::UiBuilder::new().max_rect(end).layout(Layout::right_to_left(Align::Center));
    let mut child = page.ui.new_child(build);
    let name = format!("Remove {}", role.spoken());
    let cross = Button::icon(Icon::Close, &name).small();
    if cross.show(&mut child, look).clicked() {
        let remove = Remove { node: role.id.into() };
        page.actions.push(Action::Run(Edit::of(vec![remove.into()])));
    }
}

/// Its name, and the site that it serves where that is another one.
fn title_of(role: RoleRef<'_>) -> String {
    let title = role.title();
    match role.serves {
        Some(_) => format!("{title} for {}", role.site().code),
        None => title.to_owned(),
    }
}
