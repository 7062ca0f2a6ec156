//! A name changed where it stands: site code, computer name, name of a gateway.

use egui::{Key, Modifiers, Order, Ui};

use super::{cache::Cache, hit, stage::Stage};
use crate::{
    app::{Action, actions::Edit, controls::field_box},
    commands::{Field, Set},
    model::{Design, NodeId},
    scene::Ink,
};

pub struct Rename {
    node: NodeId,
    before: String,
    text: String,
    /// Not yet shown.
    new: bool,
}

impl Rename {
    /// For a node that has a name: a role's is that of its server.
    pub fn of(design: &Design, node: NodeId) -> Option<Self> {
        let node = match node {
            NodeId::Role(_) => design.server_of(node)?.into(),
            _ => node,
        };
        let before = match node {
            NodeId::Site(id) => design.site(id)?.code.clone(),
            NodeId::Server(id) => design.server(id)?.name.clone(),
            NodeId::Gateway(id) => design.gateway(id)?.name.clone(),
            NodeId::Role(_) | NodeId::Entity(_) => return None,
        };
        Some(Self { node, text: before.clone(), before, new: true })
    }

    fn edit(&self) -> Option<Action> {
        let text = self.text.trim();
        if text.is_empty() || text == self.before {
            return None;
        }
        let field = match self.node {
            NodeId::Site(_) => Field::Code(text.to_owned()),
            _ => Field::Name(text.to_owned()),
        };
        Some(Action::Run(Edit::of(vec![Set::of(self.node, field).into()])))
    }
}

pub fn rename_ui(
    slot: &mut Option<Rename>,
    stage: &Stage<'_>,
    cache: &Cache,
    ui: &Ui,
    actions: &mut Vec<Action>,
) {
    let Some(rename) = slot else { return };
    let Some(rect) = hit::rect_of(stage, cache, rename.node) else {
        *slot = None;
        return;
    };
    let (enter, escape) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Escape),
        )
    });
    let width = (rect.width() - 24.0).clamp(96.0, 220.0);
    let name = match rename.node {
        NodeId::Site(_) => "Site code",
        _ => "Name",
    };
    let shown = egui::Area::new(egui::Id::unique("rename"))
        .order(Order::Foreground)
        .fixed_pos(rect.min + egui::vec2(6.0, 4.0))
        .constrain_to(stage.area)
        .fade_in(false)
        .show(ui.ctx(), |ui| {
            let look = stage.cx.look;
            let frame = egui::Frame::new().fill(look.color(Ink::Panel)).corner_radius(6.0);
            frame.show(ui, |ui| {
                let id = egui::Id::unique("rename field");
                let field = field_box(ui, look, id, &mut rename.text, "", width, false);
                field.accessible_name(name)
            })
        });
    let field = shown.inner.inner;
    if rename.new {
        rename.new = false;
        field.request_focus();
        select_all(ui, field.id, &rename.text);
        return;
    }
    let left = field.lost_focus() || !field.has_focus();
    if enter || escape || left {
        if !escape {
            actions.extend(rename.edit());
        }
        *slot = None;
        if enter || escape {
            ui.memory_mut(|memory| memory.request_focus(super::id()));
        }
    }
}

fn select_all(ui: &Ui, id: egui::Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}
