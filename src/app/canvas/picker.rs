//! The keyboard's twin of a drop: a list of what can be added here, what is refused below it with
//! the words that the drop would say.

use egui::{Key, Modifiers, Order, ScrollArea, Sense, Ui, vec2};

use super::{
    cache::Cache,
    carry::{Carried, Fresh},
    drop::{self, Aim, Deed},
    hit,
    stage::Stage,
    words::{self, Tone, Words},
};
use crate::{
    app::{
        Action, Look,
        actions::Edit,
        controls::{filter, line},
        look,
    },
    commands::{AddServer, AddSite, Command, MoveSite},
    facts::{roles::RoleKind, sites::SiteKind},
    geometry::Point,
    measure::Weight,
    model::{NodeId, ServerId, SiteId},
    scene::{Icon, Ink, SiteInk},
    session::Session,
};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A role for a server.
    Role(ServerId),
    Child(SiteId),
    /// A site or server beside a node, before it or after.
    Beside(NodeId, Side),
    /// A site above a site.
    Parent(SiteId),
    /// A site without a parent.
    Root,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

struct Row {
    icon: Option<Icon>,
    ink: Ink,
    /// The letters of a role.
    code: &'static str,
    title: String,
    words: Words,
    edit: Edit,
    /// What a refused row does instead: it says why, with buttons that do what is right.
    refused: Option<Action>,
}

pub struct Picker {
    anchor: Option<NodeId>,
    title: String,
    rows: Vec<Row>,
    filter: String,
    chosen: usize,
    new: bool,
    revision: u64,
}

const WIDTH: f32 = 340.0;
const HEIGHT: f32 = 380.0;

impl Picker {
    /// None where nothing can be added there.
    pub fn open(session: &Session, pick: Pick) -> Option<Self> {
        let design = session.design();
        let name = |node: NodeId| crate::commands::name_of(design, node);
        let (anchor, title, mut rows) = match pick {
            Pick::Role(server) => {
                let rows = role_rows(session, server);
                (Some(server.into()), format!("Add a role to {}", name(server.into())), rows)
            }
            Pick::Child(site) => {
                let rows = site_rows(session, Some(site), usize::MAX);
                let anchor = NodeId::from(site);
                (Some(anchor), format!("Add a site under {}", name(anchor)), rows)
            }
            Pick::Root => (None, "Add a site".to_owned(), site_rows(session, None, usize::MAX)),
            Pick::Beside(NodeId::Site(site), side) => {
                let place = design.place_of(site) + usize::from(side == Side::After);
                let rows = site_rows(session, design.parent(site), place);
                let anchor = NodeId::from(site);
                (Some(anchor), format!("Add a site beside {}", name(anchor)), rows)
            }
            Pick::Beside(NodeId::Server(server), side) => {
                let rows = beside_server(session, server, side).into_iter().collect();
                let anchor = NodeId::from(server);
                (Some(anchor), format!("Add a server beside {}", name(anchor)), rows)
            }
            Pick::Beside(NodeId::Role(role), _) => {
                return Self::open(session, Pick::Role(design.server_of(role.into())?));
            }
            Pick::Beside(NodeId::Gateway(_) | NodeId::Entity(_), _) => return None,
            Pick::Parent(site) => {
                let anchor = NodeId::from(site);
                (Some(anchor), format!("Add a site above {}", name(anchor)), parents(session, site))
            }
        };
        rows.sort_by_key(|row| row.words.tone == Tone::Refused);
        Some(Self {
            anchor,
            title,
            rows,
            filter: String::new(),
            chosen: 0,
            new: true,
            revision: session.revision(),
        })
    }

    /// The rows that the filter leaves.
    fn left(&self) -> Vec<usize> {
        let wanted = self.filter.trim().to_lowercase();
        let fits = |row: &Row| {
            row.title.to_lowercase().contains(&wanted) || row.code.to_lowercase().contains(&wanted)
        };
        (0..self.rows.len()).filter(|at| fits(&self.rows[*at])).collect()
    }
}

fn role_rows(session: &Session, on: ServerId) -> Vec<Row> {
    let fresh = Fresh::draw(session);
    let target = Some(NodeId::from(on));
    let aim = Aim { target, corner: Point::ZERO };
    let placeable = RoleKind::all().filter(|kind| kind.facts().placeable);
    let row = |kind: RoleKind| {
        let what = Carried::NewRole(kind);
        let Deed::Run(edit) = drop::deed(session, what, &fresh, aim)? else { return None };
        let landing = session.landing(&edit.commands);
        let outcome = || words::outcome(session.design(), what, target);
        Some(Row {
            icon: None,
            ink: Ink::Family(kind.facts().family),
            code: kind.code(),
            title: kind.facts().title.to_owned(),
            words: Words::of(&landing, outcome),
            edit,
            refused: Some(Action::AddTo(what, target)),
        })
    };
    placeable.filter_map(row).collect()
}

const KINDS: [SiteKind; 3] = [SiteKind::Central, SiteKind::Primary, SiteKind::Secondary];

fn site_rows(session: &Session, under: Option<SiteId>, place: usize) -> Vec<Row> {
    let fresh = Fresh::draw(session);
    let row = |kind| {
        let add = drop::add_site(session, Carried::NewSite(kind), &fresh, under)?;
        let add = AddSite { place, ..add };
        let edit = Edit::of(vec![add.into()]).selecting(fresh.site);
        Some(site_row(session, kind, under, edit))
    };
    KINDS.into_iter().filter_map(row).collect()
}

fn site_row(session: &Session, kind: SiteKind, under: Option<SiteId>, edit: Edit) -> Row {
    let landing = session.landing(&edit.commands);
    let what = Carried::NewSite(kind);
    let outcome = || words::outcome(session.design(), what, under.map(NodeId::from));
    Row {
        icon: Some(kind.into()),
        ink: Ink::Site(SiteInk::from(kind)),
        code: "",
        title: words::capital(kind.facts().title),
        words: Words::of(&landing, outcome),
        edit,
        refused: None,
    }
}

/// A new site between a site and what stands above it.
fn parents(session: &Session, site: SiteId) -> Vec<Row> {
    let fresh = Fresh::draw(session);
    let design = session.design();
    let above = design.parent(site);
    let row = |kind| {
        let add = drop::add_site(session, Carried::NewSite(kind), &fresh, above)?;
        let add = AddSite { place: design.place_of(site), ..add };
        let hang = MoveSite { site, under: Some(fresh.site), place: 0 };
        let commands: Vec<Command> = vec![add.into(), hang.into()];
        let edit = Edit::of(commands).selecting(fresh.site);
        Some(site_row(session, kind, above, edit))
    };
    KINDS.into_iter().filter_map(row).collect()
}

fn beside_server(session: &Session, server: ServerId, side: Side) -> Option<Row> {
    let design = session.design();
    let site = design.server(server)?.site();
    let at = site.servers.iter().position(|it| it.id == server)?;
    let id: ServerId = session.fresh();
    let add = AddServer {
        id,
        to: site.id,
        place: at + usize::from(side == Side::After),
        name: session.free_name(&format!("{}-SRV", site.code)),
    };
    let title = format!("Server {}", add.name);
    let edit = Edit::of(vec![add.into()]).selecting(id);
    let landing = session.landing(&edit.commands);
    let outcome = || words::outcome(design, Carried::NewServer, Some(NodeId::from(site.id)));
    let words = Words::of(&landing, outcome);
    Some(Row {
        icon: Some(Icon::Server),
        ink: Ink::Muted,
        code: "",
        title,
        words,
        edit,
        refused: None,
    })
}

pub fn picker_ui(
    slot: &mut Option<Picker>,
    stage: &Stage<'_>,
    cache: &Cache,
    ui: &Ui,
    actions: &mut Vec<Action>,
) {
    let Some(picker) = slot else { return };
    let around = picker.anchor.and_then(|node| hit::rect_of(stage, cache, node));
    if picker.revision != stage.cx.session.revision() {
        *slot = None;
        return;
    }
    let keys = keys(ui);
    let left = picker.left();
    picker.chosen = match keys {
        Keys::Down => (picker.chosen + 1).min(left.len().saturating_sub(1)),
        Keys::Up => picker.chosen.saturating_sub(1),
        _ => picker.chosen.min(left.len().saturating_sub(1)),
    };
    let at = around.map_or(stage.area.center(), |rect| rect.left_bottom() + vec2(0.0, 6.0));
    let scroll = keys != Keys::None;
    let shown = egui::Area::new(egui::Id::unique("picker"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .constrain_to(stage.area)
        .fade_in(false)
        .default_width(WIDTH)
        .show(ui.ctx(), |ui| list_ui(picker, stage.cx.look, ui, &left, scroll));
    let clicked = shown.inner;
    let elsewhere = ui.input(|input| {
        let pressed = input.pointer.any_pressed();
        pressed && input.pointer.interact_pos().is_some_and(|at| !shown.response.rect.contains(at))
    });
    let entered = if keys == Keys::Enter { left.get(picker.chosen).copied() } else { None };
    let draft = ui.input(|input| input.modifiers.alt);
    if let Some(row) = clicked.or(entered).map(|at| &picker.rows[at]) {
        let allowed = row.words.tone != Tone::Refused;
        if allowed || (draft && row.words.rule.is_some()) {
            actions.push(Action::Run(noted(row)));
        } else if let Some(action) = &row.refused {
            actions.push(action.clone());
            *slot = None;
            return;
        } else {
            actions.push(Action::Say(row.words.spoken()));
            return;
        }
    } else if keys != Keys::Escape && !elsewhere {
        return;
    }
    *slot = None;
    if !elsewhere {
        ui.memory_mut(|memory| memory.request_focus(super::id()));
    }
}

/// The edit of a row, with what comes with it said in the strip.
fn noted(row: &Row) -> Edit {
    let note = match row.words.tone {
        Tone::Allowed => None,
        Tone::But(_) => Some(row.words.what.clone()),
        Tone::Refused => Some(format!("Draft violation: {}", row.words.what)),
    };
    Edit { note, ..row.edit.clone() }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    None,
    Up,
    Down,
    Enter,
    Escape,
}

fn keys(ui: &Ui) -> Keys {
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::ArrowDown) {
            Keys::Down
        } else if pressed(Key::ArrowUp) {
            Keys::Up
        } else if pressed(Key::Enter) {
            Keys::Enter
        } else if pressed(Key::Escape) {
            Keys::Escape
        } else {
            Keys::None
        }
    })
}

/// Returns the row that was clicked.
fn list_ui(
    picker: &mut Picker,
    look: &Look,
    ui: &mut Ui,
    left: &[usize],
    scroll: bool,
) -> Option<usize> {
    let frame = egui::Frame::popup(ui.style()).inner_margin(8.0);
    frame
        .show(ui, |ui| {
            ui.set_width(WIDTH - 16.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            let id = egui::Id::unique("picker filter");
            let hint = picker.title.clone();
            let width = ui.available_width();
            let field = filter(ui, look, id, &mut picker.filter, &hint, &hint, width);
            if picker.new || !field.has_focus() {
                picker.new = false;
                field.request_focus();
            }
            ui.add_space(4.0);
            let list = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
            list.show(ui, |ui| rows_ui(picker, look, ui, left, scroll)).inner
        })
        .inner
}

fn rows_ui(
    picker: &Picker,
    look: &Look,
    ui: &mut Ui,
    left: &[usize],
    scroll: bool,
) -> Option<usize> {
    let mut clicked = None;
    let mut divided = false;
    for (place, at) in left.iter().enumerate() {
        let row = &picker.rows[*at];
        let refused = row.words.tone == Tone::Refused;
        if refused && !divided {
            divided = true;
            if place > 0 {
                ui.add_space(4.0);
                ui.separator();
            }
            crate::app::controls::heading(ui, look, "Not here");
        }
        let response = row_ui(row, look, ui, place == picker.chosen);
        if place == picker.chosen && scroll {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            clicked = Some(*at);
        }
    }
    if left.is_empty() {
        crate::app::controls::tell(ui, look, "Nothing of that name can be added here.");
    }
    clicked
}

fn row_ui(row: &Row, look: &Look, ui: &mut Ui, chosen: bool) -> egui::Response {
    let refused = row.words.tone == Tone::Refused;
    let told = match row.words.tone {
        Tone::Allowed => None,
        Tone::But(_) => Some(row.words.what.clone()),
        Tone::Refused => Some(row.words.spoken()),
    };
    let width = ui.available_width();
    let small = look::font(12.0, Weight::Regular);
    let muted = look.color(Ink::Muted);
    let told = told.map(|told| ui.painter().layout(told, small, muted, width - 66.0));
    let height = 28.0 + told.as_ref().map_or(0.0, |galley| galley.size().y + 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(Ink::SelectedFill),
        (false, true) => Some(Ink::ChipFill),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 4.0, look.color(fill));
    }
    let middle = rect.top() + 14.0;
    sign_ui(row, look, ui, egui::pos2(rect.left() + 6.0, middle), refused);
    let ink = if refused { Ink::Muted } else { Ink::Text };
    let font = look::font(13.0, Weight::Regular);
    let title = line(ui, &row.title, font, look.color(ink), width - 70.0);
    let corner = egui::pos2(rect.left() + 60.0, middle - title.size().y / 2.0);
    ui.painter().galley(corner, title, look.color(ink));
    if let Some(told) = told {
        ui.painter().galley(egui::pos2(rect.left() + 60.0, rect.top() + 26.0), told, muted);
    }
    let label = match row.words.tone {
        Tone::Allowed => row.title.clone(),
        _ => format!("{}: {}", row.title, row.words.spoken()),
    };
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::MenuItem, true, chosen, &label)
    });
    response
}

fn sign_ui(row: &Row, look: &Look, ui: &Ui, at: egui::Pos2, faded: bool) {
    let painter = ui.painter();
    let fade = if faded { crate::scene::DIMMED } else { 1.0 };
    let color = look.color(row.ink).gamma_multiply(fade);
    if let Some(icon) = row.icon {
        let square = egui::Rect::from_center_size(at + vec2(22.0, 0.0), vec2(16.0, 16.0));
        look.paint_icon(painter, square, icon, color);
        return;
    }
    let chip = egui::Rect::from_min_size(at - vec2(0.0, 10.0), vec2(48.0, 20.0));
    painter.rect_filled(chip, 4.0, look.color(Ink::ChipFill).gamma_multiply(fade));
    let bar = egui::CornerRadius { nw: 4, sw: 4, ne: 0, se: 0 };
    painter.rect_filled(chip.with_max_x(chip.left() + 4.0), bar, color);
    let text = look.color(Ink::Text).gamma_multiply(fade);
    let code = line(ui, row.code, look::font(11.0, Weight::SemiBold), text, 38.0);
    painter.galley(chip.left_center() + vec2(8.0, -code.size().y / 2.0), code, text);
}
