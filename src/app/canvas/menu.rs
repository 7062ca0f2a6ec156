//! The menu of what is under the pointer, in the same order for every kind of node.

use egui::{Popup, PopupKind, Pos2, RectAlign, Ui};

use super::{
    Pick,
    carry::{Carried, Fresh},
    drop::{self, Aim, Deed},
    stage::Stage,
    walk,
    words::{self, Words},
};
use crate::{
    app::{
        Action,
        actions::{self, Edit},
        controls::row_with,
    },
    commands::MoveSite,
    facts::sites::SiteKind,
    geometry::Point,
    model::{NodeId, SiteId},
    session::Landing,
};

pub struct Menu {
    node: Option<NodeId>,
    at: Pos2,
    /// The same place in the picture: where a new site would stand.
    place: Point,
    by_key: bool,
    /// How many frames it has been shown.
    age: u32,
}

/// So many places are offered to move to.
const PLACES: usize = 12;

impl Menu {
    pub fn new(node: Option<NodeId>, at: Pos2, place: Point) -> Self {
        Self { node, at, place, by_key: false, age: 0 }
    }

    /// Opened by a key: the first row takes the keyboard.
    pub fn by_key(mut self) -> Self {
        self.by_key = true;
        self
    }
}

pub fn menu_ui(slot: &mut Option<Menu>, stage: &Stage<'_>, ui: &Ui, actions: &mut Vec<Action>) {
    let Some(menu) = slot else { return };
    menu.age += 1;
    if menu.age == 1 {
        // The click that opens it must not close it.
        ui.ctx().request_repaint();
        return;
    }
    if menu.node.is_some_and(|node| !stage.design().contains(node)) {
        *slot = None;
        return;
    }
    let mut open = true;
    let popup =
        Popup::new(egui::Id::unique("canvas menu"), ui.ctx().clone(), menu.at, ui.layer_id())
            .kind(PopupKind::Menu)
            .style(egui::containers::menu::menu_style)
            .layout(egui::Layout::top_down_justified(egui::Align::Min))
            .align(RectAlign::BOTTOM_START)
            .width(200.0)
            .open_bool(&mut open);
    let before = actions.len();
    popup.show(|ui| {
        ui.set_min_width(190.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().button_padding = egui::vec2(9.0, 4.0);
        match menu.node {
            Some(node) => node_rows(menu, node, stage, ui, actions),
            None => ground_rows(menu, stage, ui, actions),
        }
    });
    if !open || actions.len() > before {
        *slot = None;
        ui.memory_mut(|memory| memory.request_focus(super::id()));
    }
}

fn row(stage: &Stage<'_>, ui: &mut Ui, text: &str, keys: &str) -> egui::Response {
    row_with(ui, stage.cx.look, text, keys, false, true)
}

fn node_rows(menu: &Menu, node: NodeId, stage: &Stage<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let first = add_rows(node, stage, ui, actions);
    if menu.by_key && menu.age == 2 {
        first.request_focus();
    }
    if !matches!(node, NodeId::Role(_)) && row(stage, ui, "Rename", "F2").clicked() {
        actions.push(Action::Rename(node));
    }
    if let (NodeId::Server(_), true) = (node, stage.cx.view.leading() == Some(node))
        && row(stage, ui, "Duplicate", "Ctrl+D").clicked()
    {
        actions.extend(super::duplicate(stage.cx));
    }
    ui.menu_button("Move to", |ui| places_ui(node, stage, ui, actions));
    if !matches!(node, NodeId::Role(_)) {
        let plan = stage.plan();
        let pinned = plan.places.is_pinned(&plan.design, node);
        let (text, action) = match pinned {
            true => ("Unpin", Action::Unpin(node)),
            false => ("Pin here", Action::Pin(node)),
        };
        if row(stage, ui, text, "").clicked() {
            actions.push(action);
        }
    }
    ui.separator();
    if row(stage, ui, "Delete", "Del").clicked() {
        actions.extend(actions::removal(stage.design(), &[node]));
    }
}

/// What can be added to a node. Returns the first row.
fn add_rows(
    node: NodeId,
    stage: &Stage<'_>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
) -> egui::Response {
    match node {
        NodeId::Site(site) => {
            let add = ui.menu_button("Add", |ui| {
                if row(stage, ui, "Child site\u{2026}", "Ctrl+\u{2193}").clicked() {
                    actions.push(Action::Pick(Pick::Child(site)));
                }
                if row(stage, ui, "Server", "").clicked() {
                    actions.push(Action::AddTo(Carried::NewServer, Some(node)));
                }
                if row(stage, ui, "Site above\u{2026}", "Ctrl+\u{2191}").clicked() {
                    actions.push(Action::Pick(Pick::Parent(site)));
                }
            });
            add.response
        }
        NodeId::Server(_) | NodeId::Role(_) => {
            let response = row(stage, ui, "Add role\u{2026}", "Ctrl+Enter");
            if let (true, Some(server)) = (response.clicked(), stage.design().server_of(node)) {
                actions.push(Action::Pick(Pick::Role(server)));
            }
            response
        }
        NodeId::Gateway(_) | NodeId::Entity(_) => {
            let response = row(stage, ui, "Add cloud management gateway", "");
            if response.clicked() {
                actions.push(Action::AddTo(Carried::NewGateway, None));
            }
            response
        }
    }
}

fn ground_rows(menu: &Menu, stage: &Stage<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    let kinds = [SiteKind::Central, SiteKind::Primary, SiteKind::Secondary].map(Carried::NewSite);
    for what in kinds.into_iter().chain([Carried::NewGateway]) {
        let home = drop::home(stage.design(), what, None);
        let text = format!("Add {}", lower(&words::outcome(stage.design(), what, home)));
        let response = row(stage, ui, &text, "");
        if menu.by_key && menu.age == 2 && what == kinds[0] {
            response.request_focus();
        }
        if response.clicked() {
            actions.push(add_here(stage, what, menu.place));
        }
    }
    ui.separator();
    if row(stage, ui, "Select all", "Ctrl+A").clicked() {
        actions.extend(actions::select_all(stage.cx));
    }
    if row(stage, ui, "Fit all", "Ctrl+0").clicked() {
        actions.push(Action::FitAll);
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// Something new at the place where the menu was opened, if the rules let it land.
fn add_here(stage: &Stage<'_>, what: Carried, place: Point) -> Action {
    let session = stage.cx.session;
    let aim = Aim { target: None, corner: place };
    match drop::deed(session, what, &Fresh::draw(session), aim) {
        Some(Deed::Run(edit)) if session.landing(&edit.commands).is_allowed() => Action::Run(edit),
        _ => Action::AddTo(what, None),
    }
}

/// Where a node can be moved, and where not, with the reason.
fn places_ui(node: NodeId, stage: &Stage<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let session = stage.cx.session;
    let Some(what) = Carried::holding(node) else { return };
    let fresh = Fresh::draw(session);
    let mut shown = false;
    for target in targets(stage, node) {
        let aim = Aim { target: Some(target), corner: Point::ZERO };
        let Some(Deed::Run(edit)) = drop::deed(session, what, &fresh, aim) else { continue };
        let landing = session.landing(&edit.commands);
        let text = crate::commands::name_of(stage.design(), target);
        let edit = Edit { wish: None, ..edit };
        shown |= place_row(stage, ui, &text, &landing, edit, actions);
    }
    if let NodeId::Site(site) = node
        && stage.design().parent(site).is_some()
    {
        let command = MoveSite { site, under: None, place: usize::MAX };
        let edit = Edit::of(vec![command.into()]);
        let landing = session.landing(&edit.commands);
        shown |= place_row(stage, ui, "Nothing: it stands alone", &landing, edit, actions);
    }
    if !shown {
        crate::app::controls::tell(ui, stage.cx.look, "There is no other place.");
    }
}

fn place_row(
    stage: &Stage<'_>,
    ui: &mut Ui,
    text: &str,
    landing: &Landing,
    edit: Edit,
    actions: &mut Vec<Action>,
) -> bool {
    let allowed = landing.is_allowed();
    let response = row_with(ui, stage.cx.look, text, "", false, allowed);
    let words = Words::of(landing, || text.to_owned());
    if response.clicked() {
        let note = match landing {
            Landing::LandsBut(finding) => Some(finding.what().to_owned()),
            _ => None,
        };
        actions.push(Action::Run(Edit { note, ..edit }));
    }
    if !allowed {
        response.on_hover_text(words.spoken());
    }
    true
}

/// The nearest places that could take a node.
fn targets(stage: &Stage<'_>, node: NodeId) -> Vec<NodeId> {
    let design = stage.design();
    let sites = |from: Option<SiteId>| {
        let near = from.map(|site| around(stage, site)).unwrap_or_default();
        let roots = design.roots().map(|root| root.id).take(PLACES);
        let mut all: Vec<SiteId> = near.into_iter().chain(roots).collect();
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|site| seen.insert(*site));
        all
    };
    match node {
        NodeId::Role(_) => {
            let home = design.site_of(node);
            let servers = sites(home)
                .into_iter()
                .flat_map(|site| walk::inside(design, site.into()))
                .filter(|server| design.server_of(node).map(NodeId::from) != Some(*server));
            servers.take(PLACES).collect()
        }
        NodeId::Site(_) | NodeId::Server(_) | NodeId::Gateway(_) | NodeId::Entity(_) => {
            let home = design.site_of(node);
            let others = sites(home).into_iter().map(NodeId::from);
            others.filter(|site| *site != node).take(PLACES).collect()
        }
    }
}

/// A site, those beside and above it, and those below.
fn around(stage: &Stage<'_>, site: SiteId) -> Vec<SiteId> {
    let design = stage.design();
    let mut near = vec![site];
    let parent = design.parent(site);
    near.extend(parent);
    near.extend(parent.map(|parent| design.children(parent)).unwrap_or_default());
    near.extend(design.children(site));
    near.truncate(2 * PLACES);
    near
}
