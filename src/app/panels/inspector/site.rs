//! The properties of a site.

use super::{
    super::{
        super::{
            Action, Look,
            actions::Edit,
            controls::{Button, Kind, pair, row_with},
        },
        catalog::capital,
        fields::Prop,
        strip::grouped,
    },
    Page,
};
use crate::{
    commands::{Field, Set},
    facts::sites::{Communication, SiteKind},
    model::{ServerRef, SiteId, SiteRef},
    rules::headroom::{self, LOADED},
};

/// More servers than this are found by search and on the canvas.
const LISTED: usize = 24;

pub fn site_ui(page: &mut Page<'_, '_>, id: SiteId) {
    let design = page.cx.design();
    let Some(site) = design.site(id) else { return };
    let node = id.into();
    page.title(node, &site.code, &site.title, &kind_of(site.kind));
    page.section("Identity");
    page.field(&[node], Prop::Title);
    page.field(&[node], Prop::Code);
    kind(page, site);
    parent(page, site);
    communication(page, &[id]);
    if site.kind != SiteKind::Central {
        page.section("Capacity");
        page.field(&[node], Prop::Devices);
    }
    capacity(page, site);
    if site.kind == SiteKind::Primary {
        page.field(&[node], Prop::CloudDevices);
    }
    counts(page, site);
}

/// Its type, short enough to stand beside its name.
fn kind_of(kind: SiteKind) -> String {
    match kind {
        SiteKind::Central => kind.facts().short.to_owned(),
        _ => capital(kind.facts().title),
    }
}

/// The types to choose from, where nobody has said yet what the site is.
fn kind(page: &mut Page<'_, '_>, site: SiteRef<'_>) {
    if site.kind != SiteKind::Unknown {
        return;
    }
    let words = |kind: SiteKind| match kind {
        SiteKind::Unknown => "not known".to_owned(),
        known => capital(known.facts().title),
    };
    let all = [SiteKind::Unknown, SiteKind::Central, SiteKind::Primary, SiteKind::Secondary];
    let options = all.map(|kind| (kind, words(kind)));
    let chosen = page.choose("Type", Some(&site.kind), &words(site.kind), &options);
    if let Some(kind) = chosen.filter(|kind| *kind != site.kind) {
        let set = Set::of(site.id, Field::Kind(kind)).into();
        page.actions.push(Action::Run(Edit::of(vec![set])));
    }
}

fn parent(page: &mut Page<'_, '_>, site: SiteRef<'_>) {
    let Some(parent) = site.parent_site() else {
        let words = match site.parent_is_unknown() {
            true => "not known",
            false => "none, top-tier site",
        };
        pair(page.ui, page.cx.look, "Child of", words);
        return;
    };
    let label = parent.label();
    page.row("Child of", |page, width| {
        let link = Button::new(&label).kind(Kind::Link).at_most(width);
        if link.hint("Show it").show(page.ui, page.cx.look).clicked() {
            page.actions.push(Action::Reveal(parent.id.into()));
        }
    });
}

/// How clients talk to the sites; "mixed" where they differ.
pub fn communication(page: &mut Page<'_, '_>, sites: &[SiteId]) {
    let design = page.cx.design();
    let mut all = sites.iter().filter_map(|id| design.site(*id)).map(|site| site.communication);
    let first = all.next().flatten();
    let same = all.all(|it| it == first);
    let words = |communication: Option<Communication>| {
        communication.map_or("not known", Communication::title).to_owned()
    };
    let options: Vec<(Option<Communication>, String)> = std::iter::once(None)
        .chain(Communication::ALL.into_iter().map(Some))
        .map(|it| (it, words(it)))
        .collect();
    let shown = if same { words(first) } else { "mixed".to_owned() };
    let chosen = page.choose("Communication", same.then_some(&first), &shown, &options);
    if let Some(communication) = chosen.filter(|it| !same || *it != first) {
        let set = |id: &SiteId| Set::of(*id, Field::Communication(communication)).into();
        page.actions.push(Action::Run(Edit::of(sites.iter().map(set).collect())));
    }
}

/// How many of the devices that are recommended and supported it has.
fn capacity(page: &mut Page<'_, '_>, site: SiteRef<'_>) {
    let Some(gauge) = headroom::devices(site) else { return };
    if site.kind == SiteKind::Central {
        page.section("Capacity");
        page.gauge(&gauge);
    } else {
        page.limits(&gauge);
    }
}

/// Sites and roles there are, and what each of the points bears.
fn counts(page: &mut Page<'_, '_>, site: SiteRef<'_>) {
    page.section("Headroom");
    for gauge in headroom::counts(site) {
        if gauge.number > 0 {
            page.gauge(&gauge);
        } else {
            pair(page.ui, page.cx.look, gauge.label, "none");
        }
    }
    for kind in LOADED {
        if let Some(gauge) = headroom::load(site, kind) {
            page.gauge(&gauge);
        }
    }
}

/// The servers of a site; a click goes there.
pub fn servers_ui(page: &mut Page<'_, '_>, id: SiteId) {
    let Some(site) = page.cx.design().site(id) else { return };
    page.section("Servers");
    let look = page.cx.look;
    let bleed = egui::Frame::NONE.outer_margin(egui::Margin::symmetric(-9, 0));
    let servers: Vec<_> = site.servers().take(LISTED).collect();
    let chosen = bleed.show(page.ui, |ui| {
        servers.into_iter().filter(|server| server_row(ui, look, *server)).last()
    });
    page.actions.extend(chosen.inner.map(|server| Action::Reveal(server.id.into())));
    let more = site.servers.len().saturating_sub(LISTED);
    if more > 0 {
        pair(page.ui, look, &format!("and {} more", grouped(more as u64)), "");
    }
    if site.servers.is_empty() {
        pair(page.ui, look, "None yet", "");
    }
}

/// Its name, and the letters of its roles; says whether it was clicked.
fn server_row(ui: &mut egui::Ui, look: &Look, server: ServerRef<'_>) -> bool {
    let codes: Vec<&str> = server.server().roles.iter().map(|role| role.kind.code()).collect();
    let mut codes = codes.join(" ");
    if codes.len() > 16 {
        codes = format!("{} roles", server.server().roles.len());
    }
    row_with(ui, look, &server.name, &codes, false, true).clicked()
}
