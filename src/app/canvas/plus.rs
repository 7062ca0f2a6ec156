//! The plus at the edge of a site under the pointer: below for a child site, at the right for a
//! server.

use egui::{Pos2, Rect, Response, Sense, StrokeKind, Ui, vec2};

use super::{
    Carried, Pick, hit,
    sight::{self, Seen},
    stage::Stage,
};
use crate::{
    app::Action,
    geometry,
    model::NodeId,
    scene::{Icon, Ink},
};

const SIDE: f32 = 24.0;

pub fn plus_ui(stage: &Stage<'_>, ui: &Ui, canvas: &Response, actions: &mut Vec<Action>) {
    if !hit::shows_servers(stage.level) || ui.input(|input| input.pointer.any_down()) {
        return;
    }
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    let free = ui.ctx().layer_id_at(pointer).is_none_or(|layer| layer == canvas.layer_id);
    if !stage.area.contains(pointer) || !free {
        return;
    }
    let Some((seen, rect)) = site_near(stage, pointer) else { return };
    let design = stage.design();
    let code = design.site(seen.site).map(|site| site.code.clone()).unwrap_or_default();
    let below = egui::pos2(rect.center().x, rect.bottom());
    let name = format!("Add a child site to {code}");
    if button(stage, ui, (seen, "child"), below, &name).clicked() {
        actions.push(Action::Select(vec![seen.site.into()]));
        actions.push(Action::Pick(Pick::Child(seen.site)));
    }
    let right = egui::pos2(rect.right(), rect.center().y);
    let name = format!("Add a server to {code}");
    if button(stage, ui, (seen, "server"), right, &name).clicked() {
        actions.push(Action::AddTo(Carried::NewServer, Some(NodeId::from(seen.site))));
    }
}

/// The site whose box, with some room around it for the buttons, is under the pointer.
fn site_near(stage: &Stage<'_>, pointer: Pos2) -> Option<(Seen, Rect)> {
    let point = stage.in_scene(pointer);
    let around = geometry::Rect::new(point, point).grown(SIDE / 2.0 / stage.camera.zoom);
    let near = sight::visible(stage.plan(), around).into_iter().rev();
    near.filter(|seen| seen.shown).find_map(|seen| Some((seen, stage.bounds(seen.site)?)))
}

fn button(stage: &Stage<'_>, ui: &Ui, key: (Seen, &str), center: Pos2, name: &str) -> Response {
    let look = stage.cx.look;
    let rect = Rect::from_center_size(center, vec2(SIDE, SIDE));
    let (seen, edge) = key;
    let id = egui::Id::unique(("plus", edge, seen.site.to_string()));
    let response = ui.interact(rect, id, Sense::click());
    let painter = ui.painter_at(stage.area);
    let hot = response.hovered();
    let round = rect.shrink(2.0);
    let (fill, edge, sign) = match hot {
        true => (Ink::Accent, Ink::Accent, Ink::OnAccent),
        false => (Ink::Panel, Ink::Link, Ink::Muted),
    };
    painter.rect_filled(round, 10.0, look.color(fill));
    painter.rect_stroke(round, 10.0, look.stroke(edge, 1.0), StrokeKind::Inside);
    look.paint_icon(&painter, rect.shrink(6.0), Icon::Plus, look.color(sign));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name.to_owned())
    });
    response.on_hover_text(name)
}
