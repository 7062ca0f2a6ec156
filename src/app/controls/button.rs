//! Buttons: plain, main, quiet, and those that look like a link.

use egui::{Response, Sense, Ui, accesskit::Role};

use super::{
    super::{Look, look::font},
    RADIUS, focus_ring,
    text::line,
};
use crate::{
    measure::Weight,
    scene::{Icon, Ink},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With an edge.
    Plain,
    /// The one thing to do.
    Main,
    /// Without an edge until the pointer comes.
    Quiet,
    Link,
}

pub struct Button<'a> {
    text: &'a str,
    /// What a screen reader says, where the text does not say it.
    name: Option<&'a str>,
    icon: Option<Icon>,
    kind: Kind,
    enabled: bool,
    hint: Option<String>,
    height: f32,
    size: f32,
    widest: f32,
}

impl<'a> Button<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            name: None,
            icon: None,
            kind: Kind::Plain,
            enabled: true,
            hint: None,
            height: 26.0,
            size: 13.0,
            widest: f32::INFINITY,
        }
    }

    /// Only an icon; the name is for tooltip and screen reader.
    pub fn icon(icon: Icon, name: &'a str) -> Self {
        Self { icon: Some(icon), name: Some(name), kind: Kind::Quiet, ..Self::new("") }
    }

    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    pub fn with_icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// For cards and rows.
    pub fn small(mut self) -> Self {
        self.height = 24.0;
        self.size = 12.0;
        self
    }

    pub fn at_most(mut self, width: f32) -> Self {
        self.widest = width;
        self
    }

    pub fn show(self, ui: &mut Ui, look: &Look) -> Response {
        let padding = match (self.kind, self.text.is_empty()) {
            (Kind::Link, _) => 2.0,
            (_, true) => (self.height - 16.0) / 2.0,
            (Kind::Main, false) => 14.0,
            (_, false) => 9.0,
        };
        let weight = match self.kind {
            Kind::Main => Weight::SemiBold,
            _ => Weight::Regular,
        };
        let icon_room = match (self.icon, self.text.is_empty()) {
            (None, _) => 0.0,
            (Some(_), true) => 16.0,
            (Some(_), false) => 22.0,
        };
        let room = self.widest.min(ui.available_width().max(self.height));
        let text_room = room - 2.0 * padding - icon_room;
        let galley =
            line(ui, self.text, font(self.size, weight), egui::Color32::PLACEHOLDER, text_room);
        let cut = galley.elided;
        let size = egui::vec2(galley.size().x + icon_room + 2.0 * padding, self.height);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        let ink = self.paint_box(ui, look, &response);
        let color = look.color(ink);
        let mut x = rect.left() + padding;
        if let Some(icon) = self.icon {
            let side = egui::vec2(16.0, 16.0);
            let square = egui::Rect::from_min_size(egui::pos2(x, rect.center().y - 8.0), side);
            look.paint_icon(ui.painter(), square, icon, color);
            x += icon_room;
        }
        let at = egui::pos2(x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
        focus_ring(ui, look, &response);
        let name = self.name.unwrap_or(self.text);
        let enabled = self.enabled;
        let role = if self.kind == Kind::Link { Role::Link } else { Role::Button };
        response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, name));
        let hint = self.hint.or_else(|| (cut || self.text.is_empty()).then(|| name.to_owned()));
        match hint {
            Some(hint) => response.on_hover_text(hint),
            None => response,
        }
    }

    /// Paints what lies under the letters, and says in which ink they are written.
    fn paint_box(&self, ui: &Ui, look: &Look, response: &Response) -> Ink {
        let hot = response.hovered() && self.enabled;
        let down = response.is_pointer_button_down_on() && self.enabled;
        let painter = ui.painter();
        let fill = |ink| painter.rect_filled(response.rect, RADIUS, look.color(ink));
        match self.kind {
            _ if !self.enabled => {}
            Kind::Main => {
                fill(Ink::Accent);
            }
            _ if down => {
                fill(Ink::SelectedFill);
            }
            Kind::Plain | Kind::Quiet if hot => {
                fill(Ink::ChipFill);
            }
            Kind::Plain => {
                fill(Ink::Panel);
            }
            Kind::Link if hot => {
                let y = response.rect.bottom() - 4.0;
                painter.hline(
                    response.rect.shrink(2.0).x_range(),
                    y,
                    look.stroke(Ink::Accent, 1.0),
                );
            }
            _ => {}
        }
        if self.kind == Kind::Plain {
            painter.rect_stroke(
                response.rect,
                RADIUS,
                look.stroke(Ink::Outline, 1.0),
                egui::StrokeKind::Inside,
            );
        }
        match self.kind {
            _ if !self.enabled => Ink::Faint,
            Kind::Main => Ink::OnAccent,
            Kind::Link => Ink::Accent,
            Kind::Plain | Kind::Quiet => Ink::Text,
        }
    }
}
