//! A row of the list: a mark, what it says in three columns, and room for buttons.

use egui::{Sense, Ui, WidgetInfo, accesskit::Role};

use super::{
    super::super::{
        Cx,
        controls::{MARGIN, SMALL, focus_ring, line},
        look::font,
    },
    Shelf, place_of,
};
use crate::{
    app::panels::catalog::capital,
    measure::Weight,
    model::Waiver,
    rules::{Finding, Standing, waiving::Idle},
    scene::{Icon, Ink, sheet},
};

pub const HEIGHT: f32 = 28.0;

/// What a row says.
pub struct Row {
    icon: Icon,
    ink: Ink,
    /// The fact, then two quieter columns.
    columns: [String; 3],
    /// For a screen reader.
    spoken: String,
    /// For whoever points at it.
    whole: String,
    /// Whether that is more than the columns can say.
    has_more: bool,
}

impl Row {
    pub fn of(cx: &Cx<'_>, finding: &Finding) -> Self {
        let design = cx.design();
        let standing = cx.session.report().standing(finding);
        let shelf = Shelf::of(cx.session.report(), finding);
        let (place, rule) = (capital(&place_of(design, finding)), finding.id(design));
        let what = finding.what();
        let title = shelf.title();
        let (columns, more) = match standing {
            Standing::Waived(waiver) => {
                let terms = sheet::terms(waiver);
                let more = format!("Because: {}. {terms}", waiver.reason.trim_end_matches('.'));
                ([what.to_owned(), waiver.reason.clone(), terms], more)
            }
            Standing::Lapsed(waiver, lapse) => {
                let said = format!("{what} \u{b7} waiver lapsed");
                ([said, place.clone(), rule.clone()], lapse.words(waiver, finding))
            }
            Standing::Open => {
                ([what.to_owned(), place.clone(), rule.clone()], finding.because().to_owned())
            }
        };
        let (icon, ink) = shelf.sign();
        let spoken = format!("{title}: {what}. {place}. {more}");
        let has_more = standing != Standing::Open;
        let mut whole = format!("{what}\n{place}\n{rule}");
        if has_more {
            whole.extend(["\n", &more]);
        }
        Self { icon, ink, columns, spoken, whole, has_more }
    }

    /// A waiver that is about nothing any longer.
    pub fn idle(waiver: &Waiver, idle: Idle) -> Self {
        let (icon, ink) = Shelf::Idle.sign();
        let because = format!("{}.", idle.words());
        let rest = format!("{}\nBecause: {}", sheet::terms(waiver), waiver.reason);
        Self {
            icon,
            ink,
            spoken: format!("{}: {}. {because}", Shelf::Idle.title(), waiver.said),
            whole: format!("{}\n{because}\n{}\n{rest}", waiver.said, waiver.rule),
            columns: [waiver.said.clone(), because, waiver.rule.clone()],
            has_more: true,
        }
    }

    /// Draws it, and says whether it was chosen and where its buttons go.
    pub fn show(
        &self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        id: egui::Id,
        current: bool,
    ) -> (bool, egui::Rect) {
        let look = cx.look;
        let size = egui::vec2(ui.available_width(), HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let columns = Columns::of(rect);
        let body = rect.with_max_x(columns.buttons.left() - 4.0);
        let response = ui.interact(body, id, Sense::click());
        let fill = match (current, response.hovered()) {
            (true, _) => Some(Ink::SelectedFill),
            (false, true) => Some(Ink::ChipFill),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0, look.color(fill));
        }
        let middle = egui::pos2(rect.left() + 24.0, rect.center().y);
        let square = egui::Rect::from_center_size(middle, egui::vec2(14.0, 14.0));
        look.paint_icon(ui.painter(), square, self.icon, look.color(self.ink));
        let mut cut = self.has_more;
        let places = [columns.what, columns.place, columns.rule];
        for (number, (text, rect)) in self.columns.iter().zip(places).enumerate() {
            let (size, ink) = if number == 0 { (13.0, Ink::Text) } else { (SMALL, Ink::Muted) };
            let color = look.color(ink);
            let galley = line(ui, text, font(size, Weight::Regular), color, rect.width());
            cut |= galley.elided;
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, color);
        }
        focus_ring(ui, look, &response);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &self.spoken));
        let chosen = response.clicked();
        // What lies over the window is not to be hidden.
        if cut && cx.view.sheet.is_none() {
            response.on_hover_text(&self.whole);
        }
        (chosen, columns.buttons)
    }
}

/// Where the columns of a row are.
struct Columns {
    what: egui::Rect,
    place: egui::Rect,
    rule: egui::Rect,
    buttons: egui::Rect,
}

impl Columns {
    fn of(row: egui::Rect) -> Self {
        let inner = row.with_min_x(row.left() + 38.0).with_max_x(row.right() - MARGIN);
        let width = inner.width();
        let buttons = inner.with_min_x(inner.right() - (width * 0.3).clamp(160.0, 360.0));
        let rule = buttons.translate(egui::vec2(-(width * 0.17).clamp(90.0, 190.0), 0.0));
        let rule = rule.with_max_x(buttons.left() - 8.0);
        let start = inner.left() + (rule.left() - inner.left()) * 0.62;
        let place = inner.with_min_x(start).with_max_x(rule.left() - 8.0);
        Self { what: inner.with_max_x(place.left() - 8.0), place, rule, buttons }
    }
}
