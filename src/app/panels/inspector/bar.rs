//! How much of what is recommended and of what is supported is used: the number, the bar of the
//! canvas, and both limits in words with who says so.

use egui::{Sense, WidgetInfo, accesskit::Role};

use super::{
    super::super::{
        canvas::Brush,
        controls::{Button, Kind, line, pair, words},
        look::font,
    },
    Page,
};
use crate::{
    geometry::{Point, Rect, Size},
    measure::Weight,
    rules::{
        Severity,
        headroom::{By, Gauge, Reach},
    },
    scene::{Ink, hierarchy},
};

const HEIGHT: f32 = 6.0;
const PERCENT: f32 = 44.0;
const SMALL: f32 = 11.0;

impl Page<'_, '_> {
    /// The number on a line of its own, then its bar and its limits.
    pub(super) fn gauge(&mut self, gauge: &Gauge) {
        pair(self.ui, self.cx.look, gauge.label, &gauge.value());
        self.limits(gauge);
    }

    /// The bar and the limits, below a field that has the number.
    pub(super) fn limits(&mut self, gauge: &Gauge) {
        self.bar(gauge);
        self.ui.scope(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 0.0);
            for (bound, by) in gauge.bounds() {
                ui.horizontal(|ui| {
                    words(ui, self.cx.look, bound, SMALL, Weight::Regular, Ink::Muted);
                    said_by(self.cx, ui, by);
                });
            }
        });
        self.ui.add_space(4.0);
    }

    fn bar(&mut self, gauge: &Gauge) {
        let (ui, look) = (&mut *self.ui, self.cx.look);
        let size = egui::vec2(ui.available_width(), 18.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let track = egui::vec2(rect.width() - PERCENT - 8.0, HEIGHT);
        let corner = egui::pos2(rect.left(), rect.center().y - HEIGHT / 2.0);
        let bar = Rect::at(Point::new(0.0, 0.0), Size::new(track.x, track.y));
        let items = hierarchy::headroom(bar, gauge);
        Brush { painter: ui.painter(), look, corner, zoom: 1.0, alpha: 1.0 }.items(&items);
        let ink = match gauge.reach() {
            Reach::BeyondSupport => Ink::Severity(Severity::Error),
            Reach::BeyondPractice => Ink::Text,
            Reach::Within => Ink::Muted,
        };
        let percent = gauge.percent();
        let galley =
            line(ui, &percent, font(12.0, Weight::Regular), look.color(ink), PERCENT + 20.0);
        let at =
            egui::pos2(rect.right() - galley.size().x, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, look.color(ink));
        let bounds: Vec<String> = gauge.bounds().map(|(bound, _)| bound).collect();
        let says = format!("{}: {}, {percent}. {}", gauge.label, gauge.value(), bounds.join(". "));
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &says));
    }
}

/// A page as a link, cut where the line ends; the house by its name.
fn said_by(cx: &super::super::super::Cx<'_>, ui: &mut egui::Ui, by: By) {
    let text = by.words(&cx.design().head().house);
    match by {
        By::House => _ = words(ui, cx.look, text, SMALL, Weight::Regular, Ink::Muted),
        By::Page(source) => {
            let address = source.address();
            let link = Button::new(&text).kind(Kind::Link).small().at_most(ui.available_width());
            if link.hint(format!("Open {address}")).show(ui, cx.look).clicked() {
                ui.ctx().open_url(egui::OpenUrl::new_tab(&address));
            }
        }
    }
}
