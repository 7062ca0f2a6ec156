//! The canvas: one widget that shows the hierarchy and takes the hand.
//!
//! Each frame: the cache forgets what changed, hands and wheel move the camera, what can be seen is
//! built and painted, and what is carried is judged. Nothing here changes the plan; all of it
//! becomes actions.

mod access;
mod act;
mod cache;
mod camera;
mod card;
mod carry;
mod carrying;
mod drop;
mod duplicate;
mod ghost;
mod ground;
mod hit;
mod keys;
mod menu;
mod overlay;
mod paint;
mod picker;
mod picture;
mod pill;
mod plus;
mod pointer;
mod rename;
mod sight;
mod stage;
mod walk;
mod words;

use egui::{Response, Sense, Ui};

pub use camera::Camera;
pub use carry::Carried;
pub use duplicate::duplicate;
pub use paint::Brush;
pub use picker::{Pick, Side};
pub use picture::paint_scene;
pub use walk::siblings;

use self::{
    cache::Cache,
    card::Bounce,
    carry::Carry,
    drop::Aim,
    ground::Far,
    menu::Menu,
    picker::Picker,
    pointer::Gesture,
    rename::Rename,
    sight::Seen,
    stage::Stage,
    words::{Tone, Words},
};
use super::{Action, Cx};
use crate::{
    geometry::Point,
    model::{GatewayId, NodeId},
    scene::{DIMMED, Ink, Item, hierarchy::Level},
};

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct Canvas {
    /// Where it was on the screen in the last frame.
    area: Option<egui::Rect>,
    /// Where the pointer was on the canvas, if it was there.
    pointer: Option<egui::Pos2>,
    /// Whether the plan was shown whole once.
    fitted: bool,
    cache: Cache,
    far: Far,
    gesture: Gesture,
    carry: Option<Carry>,
    bounce: Option<Bounce>,
    /// What goes back to where it was taken: from here, since then.
    gliding: Option<(Carried, egui::Pos2, egui::Pos2, f64)>,
    revealed: Option<NodeId>,
    picker: Option<Picker>,
    rename: Option<Rename>,
    menu: Option<Menu>,
    access: access::Access,
}

/// What the canvas is called among egui's widgets: to give it the keyboard.
pub fn id() -> egui::Id {
    egui::Id::unique("canvas")
}

/// What of the plan is on the screen in one frame.
struct Sight {
    sites: Vec<Seen>,
    gateways: Vec<(GatewayId, Point)>,
}

impl Canvas {
    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let area = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(area);
        let before = self.area.replace(area);
        self.pointer = ui.input(|input| input.pointer.hover_pos());
        keys::leave(cx, ui);
        let canvas = ui.interact(area, id(), Sense::click_and_drag());
        if before.is_none() && ui.memory(|memory| memory.focused().is_none()) {
            canvas.request_focus();
        }
        self.revealed = self.revealed.filter(|node| cx.view.leading() == Some(*node));
        self.cache.follow(cx.session, ui.ctx());
        let stage = self.stage(cx, ui, &canvas, actions);
        if before.is_some_and(|before| before.size() != area.size()) {
            actions.extend(cx.view.leading().map(Action::Show));
        }
        let sight = self.look(&stage);
        self.hands(&stage, ui, &canvas, actions);
        let aim = self.carry_on(&stage, ui, &sight, actions);
        let painter = ui.painter_at(area);
        self.paint(&stage, &painter, &sight, aim);
        // Asked before the card is shown: the key that presses its button also closes it.
        let card_has_keys = self.bounce.as_ref().is_some_and(Bounce::has_keys);
        self.over(&stage, ui, &canvas, &painter, aim, actions);
        if !card_has_keys {
            keys::keys(&stage, ui, &canvas, self, actions);
        }
        self.access.publish(&stage, ui, &self.cache, &sight.sites, actions);
    }

    /// Where the camera stands in this frame: what moves it is seen at once.
    fn stage<'a>(
        &mut self,
        cx: &'a Cx<'a>,
        ui: &Ui,
        canvas: &Response,
        actions: &mut Vec<Action>,
    ) -> Stage<'a> {
        let mut camera = cx.view.camera;
        if !self.fitted {
            self.fitted = true;
            let plan = cx.session.plan();
            if let Some(extent) = plan.places.extent(&plan.design) {
                camera.fit(extent, canvas.rect);
            }
        }
        let camera = pointer::camera(ui, canvas, self.gesture, camera);
        if camera != cx.view.camera {
            actions.push(Action::Look(camera));
        }
        let now = ui.input(|input| input.time);
        let lively = ui.style().animation_time > 0.0;
        Stage { cx, area: canvas.rect, camera, level: Level::at(camera.zoom), now, lively }
    }

    fn look(&mut self, stage: &Stage<'_>) -> Sight {
        let (plan, area) = (stage.plan(), stage.camera.visible(stage.area));
        if ground::is_far(stage.camera) {
            self.far.follow(stage);
            let gateways = sight::visible_gateways(plan, area);
            self.cache.prepare(stage.cx.session, &[], &gateways, stage.level);
            return Sight { sites: Vec::new(), gateways };
        }
        let sites = sight::visible(plan, area);
        let gateways = sight::visible_gateways(plan, area);
        self.cache.prepare(stage.cx.session, &sites, &gateways, stage.level);
        Sight { sites, gateways }
    }

    /// Clicks and drags that begin on the canvas.
    fn hands(&mut self, stage: &Stage<'_>, ui: &Ui, canvas: &Response, actions: &mut Vec<Action>) {
        let cache = &self.cache;
        let hit = |pos| pointer::under(stage, cache, pos);
        pointer::gesture(stage, ui, canvas, &mut self.gesture, hit, actions);
        let selected = |node| stage.cx.view.is_selected(node);
        pointer::clicks(ui, canvas, hit, selected, actions);
        if let Some(pos) = canvas.interact_pointer_pos() {
            if canvas.double_clicked() {
                let node = hit(pos).filter(|node| !matches!(node, NodeId::Role(_)));
                actions.extend(node.map(Action::Rename));
            }
            if canvas.secondary_clicked() {
                self.menu = Some(Menu::new(hit(pos), pos, stage.in_scene(pos)));
            }
        }
    }

    fn paint(&self, stage: &Stage<'_>, painter: &egui::Painter, sight: &Sight, aim: Option<Aim>) {
        let look = stage.cx.look;
        painter.rect_filled(stage.area, 0.0, look.color(Ink::Canvas));
        ground::dots(stage, painter);
        if ground::is_far(stage.camera) {
            self.far.paint(stage, painter);
        }
        for seen in &sight.sites {
            let mut brush = Brush::at(stage, painter, seen.corner);
            brush.items(self.cache.links(seen.site));
        }
        Brush::at(stage, painter, Point::ZERO).items(self.cache.gateway_links());
        let home = self.carry.as_ref().zip(aim).and_then(|(carry, aim)| {
            // What takes it is shaded, also where it is let go beside that.
            drop::home(stage.design(), carry.what, aim.target)
        });
        let shade = |item: &Item| self.shade(stage, item, home);
        for seen in sight.sites.iter().filter(|seen| seen.shown) {
            if let Some(kept) = self.cache.part(seen.site, stage.level) {
                Brush::at(stage, painter, seen.corner).kept(kept, &shade);
            }
        }
        for (gateway, corner) in &sight.gateways {
            if let Some(kept) = self.cache.part(*gateway, stage.level) {
                Brush::at(stage, painter, *corner).kept(kept, &|_| (1.0, None));
            }
        }
    }

    /// How visible an item is while something is carried, and what its ground becomes.
    fn shade(&self, stage: &Stage<'_>, item: &Item, home: Option<NodeId>) -> (f32, Option<Ink>) {
        let (Some(carry), Some(node)) = (&self.carry, item.target) else {
            let refused = self.bounce.as_ref().and_then(|bounce| bounce.on);
            let tinted = refused.is_some() && refused == item.target && is_ground(item);
            return (1.0, tinted.then_some(Ink::RefusedFill));
        };
        let design = stage.design();
        let target = match carry.what.is_role() {
            true => design.server_of(node).map(NodeId::from),
            false => design.site_of(node).map(NodeId::from),
        };
        let Some(landing) = target.and_then(|target| carry.landings.get(&Some(target))) else {
            return (1.0, None);
        };
        let refused = Tone::of(landing) == Tone::Refused;
        let aimed = home == target;
        match (refused, aimed) {
            (false, _) => (1.0, None),
            (true, false) => (DIMMED, None),
            (true, true) => {
                let tinted = target == Some(node) && is_ground(item);
                (1.0, tinted.then_some(Ink::RefusedFill))
            }
        }
    }

    /// Everything over the picture.
    fn over(
        &mut self,
        stage: &Stage<'_>,
        ui: &mut Ui,
        canvas: &Response,
        painter: &egui::Painter,
        aim: Option<Aim>,
        actions: &mut Vec<Action>,
    ) {
        let focus = canvas.has_focus().then_some(stage.cx.view.focus).flatten();
        overlay::selection(stage, &self.cache, painter, focus, self.revealed);
        if let (Gesture::Marquee(from), Some(to)) =
            (self.gesture, ui.input(|input| input.pointer.interact_pos()))
        {
            let rect = stage.on_screen(pointer::between(from, stage.in_scene(to)));
            overlay::marquee(stage, painter, rect);
        }
        if let Some(node) = self.bounce.as_ref().and_then(|bounce| bounce.on) {
            overlay::verdict(stage, painter, node, Tone::Refused, true);
        }
        self.paint_carry(stage, ui, painter, aim);
        self.glide(stage, ui, painter);
        self.bounced(stage, ui, actions);
        if self.carry.is_none() && self.bounce.is_none() {
            plus::plus_ui(stage, ui, canvas, actions);
        }
        pill::pill_ui(stage, ui, actions);
        menu::menu_ui(&mut self.menu, stage, ui, actions);
        picker::picker_ui(&mut self.picker, stage, &self.cache, ui, actions);
        rename::rename_ui(&mut self.rename, stage, &self.cache, ui, actions);
    }
}

/// Whether an item is the ground of a card or a site: what is tinted when it refuses.
fn is_ground(item: &Item) -> bool {
    use crate::scene::{Fill, Shape};
    let grounds = [Fill::Plain(Ink::CardFill), Fill::Plain(Ink::SiteFill)];
    matches!(&item.shape, Shape::Box { fill: Some(fill), .. } if grounds.contains(fill))
}
