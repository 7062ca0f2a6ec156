//! The regions of the window, through which F6 takes the keyboard.

use egui::{Context, Id, Rect, Response};

use super::super::actions::Way;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    TitleBar,
    Palette,
    Canvas,
    Inspector,
    Findings,
}

/// A region that is on the screen, and the first thing in it that can take the keyboard.
struct Shown {
    region: Region,
    rect: Rect,
    first: Id,
}

#[derive(Default)]
pub struct Regions {
    shown: Vec<Shown>,
}

/// What a region says of itself while it is drawn.
pub struct Drawn {
    pub rect: Rect,
    pub first: Id,
}

impl Drawn {
    pub fn new(panel: &Response, first: Id) -> Self {
        Self { rect: panel.rect, first }
    }
}

impl Regions {
    pub fn begin(&mut self) {
        self.shown.clear();
    }

    pub fn note(&mut self, region: Region, drawn: &Drawn) {
        self.shown.push(Shown { region, rect: drawn.rect, first: drawn.first });
    }

    /// Gives the keyboard to the region after the one that has it, or the one before.
    pub fn step(&self, ctx: &Context, way: Way) {
        let mut shown: Vec<&Shown> = self.shown.iter().collect();
        shown.sort_by_key(|shown| shown.region as u8);
        if shown.is_empty() {
            return;
        }
        let focused = ctx.memory(egui::Memory::focused);
        let place = focused.and_then(|id| ctx.read_response(id)).map(|it| it.rect.center());
        let now = shown.iter().position(|shown| {
            Some(shown.first) == focused || place.is_some_and(|place| shown.rect.contains(place))
        });
        let next = match (now, way) {
            (None, Way::Next) => 0,
            (None, Way::Back) => shown.len() - 1,
            (Some(now), Way::Next) => (now + 1) % shown.len(),
            (Some(now), Way::Back) => (now + shown.len() - 1) % shown.len(),
        };
        ctx.memory_mut(|memory| memory.request_focus(shown[next].first));
    }
}
