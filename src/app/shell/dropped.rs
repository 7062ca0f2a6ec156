//! Files from outside: what hovers over the window is named, what is let go of is gathered.

use std::path::PathBuf;

use egui::{Align2, LayerId, Order, Rect, StrokeKind, Ui, vec2};

use super::super::{Cx, controls::line, look::font};
use crate::{measure::Weight, scene::Ink};

/// Systems hand over several files one by one; they belong together until a frame brings none.
#[derive(Default)]
pub struct Dropped {
    paths: Vec<PathBuf>,
}

impl Dropped {
    /// All files of a drop, once no more come.
    pub fn step(&mut self, ctx: &egui::Context) -> Option<Vec<PathBuf>> {
        let new: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        if new.is_empty() {
            return (!self.paths.is_empty()).then(|| std::mem::take(&mut self.paths));
        }
        for path in new {
            if !self.paths.contains(&path) {
                self.paths.push(path);
            }
        }
        ctx.request_repaint();
        None
    }
}

/// Says over the window what letting go will do.
pub fn hover_ui(cx: &Cx<'_>, ui: &Ui, busy: Option<&str>, is_asking: bool) {
    let names: Vec<Option<String>> = ui.input(|input| {
        let name = |file: &egui::HoveredFile| {
            let name = file.path.as_deref().and_then(std::path::Path::file_name);
            name.map(|name| name.to_string_lossy().into_owned())
        };
        input.raw.hovered_files.iter().map(name).collect()
    });
    if names.is_empty() {
        return;
    }
    let (title, more) = match (busy, is_asking) {
        (Some(busy), _) => (format!("{busy} goes on"), "Drop again when that is done."),
        (None, true) => ("Answer what is asked first".to_owned(), "Then drop again."),
        (None, false) => (
            format!("Let go to open {}", all(&names)),
            "A plan opens. An export or a server list is shown first; nothing comes in unasked.",
        ),
    };
    let window = ui.ctx().content_rect();
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("dropping"));
    let painter = ui.ctx().layer_painter(layer);
    let look = cx.look;
    painter.rect_filled(window, 0, look.color(Ink::Canvas).gamma_multiply(0.86));
    let frame = window.shrink(16.0);
    painter.rect_stroke(frame, 10, look.stroke(Ink::Accent, 2.0), StrokeKind::Inside);
    let room = frame.width() - 64.0;
    let lines = [
        (title.as_str(), 20.0, Weight::SemiBold, Ink::Text, -16.0),
        (more, 13.0, Weight::Regular, Ink::Muted, 16.0),
    ];
    for (text, size, weight, ink, y) in lines {
        let color = look.color(ink);
        let galley = line(ui, text, font(size, weight), color, room);
        let middle = Rect::from_center_size(window.center() + vec2(0.0, y), galley.size());
        painter.galley(Align2::LEFT_TOP.pos_in_rect(&middle), galley, color);
    }
    let said = egui::Id::unique("dropping, said");
    ui.ctx().accesskit_node_builder(said, |node| {
        node.set_role(egui::accesskit::Role::Status);
        node.set_label(title.as_str());
    });
}

/// The names, or how many there are.
fn all(names: &[Option<String>]) -> String {
    match names {
        [Some(name)] => name.clone(),
        [None] => "this file".to_owned(),
        [Some(first), Some(second)] => format!("{first} and {second}"),
        _ => format!("{} files", names.len()),
    }
}
