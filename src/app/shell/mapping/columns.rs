//! The columns of a list, each with its meaning and its first cells.

use egui::{Rect, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{MappingSheet, Read};
use crate::{
    app::{
        Cx,
        controls::{choose_at, line},
        look::font,
    },
    import::{
        list::{Certainty, Is, Meaning, Word, read_roles},
        table::Row,
    },
    measure::Weight,
    rules::Severity,
    scene::Ink,
};

const COLUMN: f32 = 172.0;
const GAP: f32 = 10.0;
const ROW: f32 = 24.0;
/// In front of the cells: the line.
const NUMBER: f32 = 44.0;
/// So many rows are shown.
const ROWS: usize = 7;

/// A column and what somebody chose for it, if anybody did.
pub fn ui(sheet: &MappingSheet, cx: &Cx<'_>, ui: &mut Ui) -> Option<(usize, Meaning)> {
    let mut chosen = None;
    ScrollArea::horizontal().id_salt("mapping columns").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, 4.0);
        ui.horizontal(|ui| {
            ui.allocate_exact_size(vec2(NUMBER - GAP, ROW), Sense::hover());
            for at in 0..sheet.table.heading.len() {
                ui.vertical(|ui| {
                    ui.set_width(COLUMN);
                    heading_ui(sheet, cx, ui, at);
                    chosen = chosen.or(meaning_ui(sheet, cx, ui, at).map(|it| (at, it)));
                });
            }
        });
        for row in sheet.table.rows.iter().take(ROWS) {
            row_ui(sheet, cx, ui, row);
        }
    });
    chosen
}

fn heading_ui(sheet: &MappingSheet, cx: &Cx<'_>, ui: &mut Ui, at: usize) {
    let name = &sheet.table.heading[at];
    let color = cx.look.color(Ink::Text);
    let galley = line(ui, name, font(13.0, Weight::SemiBold), color, COLUMN);
    let (rect, response) = ui.allocate_exact_size(vec2(COLUMN, 20.0), Sense::hover());
    let cut = galley.elided;
    ui.painter().galley(rect.left_top(), galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
    if cut {
        response.on_hover_text(name);
    }
}

fn meaning_ui(sheet: &MappingSheet, cx: &Cx<'_>, ui: &mut Ui, at: usize) -> Option<Meaning> {
    let column = sheet.mapping.columns[at];
    let title = column.meaning.title();
    let (shown, ink) = match column.certainty {
        Certainty::Unsure => (format!("? {title}"), Ink::Severity(Severity::Warning)),
        Certainty::Sure if column.meaning.is_read() => (title, Ink::Text),
        Certainty::Sure | Certainty::Ignored => (title, Ink::Muted),
    };
    let now = sheet.meanings.iter().position(|(meaning, _)| *meaning == column.meaning);
    let now = now.unwrap_or(usize::MAX);
    let name = format!("Meaning of {}", sheet.table.heading[at]);
    let id = egui::Id::unique(("meaning", at));
    choose_at(ui, cx.look, id, &name, (now, &shown, ink), &sheet.meanings, COLUMN)
}

fn row_ui(sheet: &MappingSheet, cx: &Cx<'_>, ui: &mut Ui, row: &Row) {
    let columns = &sheet.mapping.columns;
    #[expect(clippy::cast_precision_loss, reason = "columns of one list")]
    let width = NUMBER + columns.len() as f32 * (COLUMN + GAP);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let is_bad = matches!(&sheet.read, Read::Done(read) if read.1.bad.contains(&row.line));
    let ink = if is_bad { Ink::Severity(Severity::Error) } else { Ink::Faint };
    text_ui(cx, ui, &row.line.to_string(), (rect.left(), NUMBER - GAP), rect, ink);
    let mut left = rect.left() + NUMBER;
    for (at, column) in columns.iter().enumerate() {
        let cell = row.cell(at);
        let ink = if column.meaning.is_read() { Ink::Text } else { Ink::Faint };
        match column.meaning {
            Meaning::Roles => chips_ui(cx, ui, &read_roles(cell), left, rect),
            _ => text_ui(cx, ui, cell, (left, COLUMN), rect, ink),
        }
        left += COLUMN + GAP;
    }
    let cells: Vec<_> = (0..columns.len()).map(|at| row.cell(at)).collect();
    let bad = if is_bad { ", does not come in" } else { "" };
    let says = format!("Line {}: {}{bad}", row.line, cells.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &says));
}

/// Text from `left` on, as wide as that at most.
fn text_ui(cx: &Cx<'_>, ui: &Ui, text: &str, (left, width): (f32, f32), row: Rect, ink: Ink) {
    let color = cx.look.color(ink);
    let galley = line(ui, text, font(13.0, Weight::Regular), color, width);
    let at = pos2(left, row.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}

/// The roles of a cell as chips; what nobody knows as text with a question mark.
fn chips_ui(cx: &Cx<'_>, ui: &Ui, words: &[Word], left: f32, row: Rect) {
    const PADDING: f32 = 6.0;
    let end = left + COLUMN;
    let mut x = left;
    for word in words {
        let (text, ink, known) = match &word.is {
            Is::Role(role) => {
                let choices = role.choices.iter().map(|choice| choice.word());
                let code = std::iter::once(role.kind.code());
                (code.chain(choices).collect::<Vec<_>>().join(" "), Ink::Text, true)
            }
            Is::Itself => continue,
            Is::Unknown => (format!("? {}", word.text), Ink::Severity(Severity::Warning), false),
        };
        if end - x < 3.0 * PADDING {
            break;
        }
        let color = cx.look.color(ink);
        let room = end - x - 2.0 * PADDING;
        let galley = line(ui, &text, font(11.0, Weight::SemiBold), color, room);
        let size = vec2(galley.size().x + 2.0 * PADDING, 18.0);
        let chip = Rect::from_min_size(pos2(x, row.center().y - size.y / 2.0), size);
        if known {
            ui.painter().rect_filled(chip, 4, cx.look.color(Ink::ChipFill));
        }
        let at = pos2(x + PADDING, row.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
        x = chip.right() + 4.0;
    }
}
