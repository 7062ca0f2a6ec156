//! The sheet from which a plan is exported: what, how it looks, and how it will look.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, TryRecvError, channel},
};

use egui::{Align, ColorImage, Layout, TextureHandle, TextureOptions, Ui, vec2};

use super::{
    super::{
        Action, Cx,
        controls::{Button, Kind, choose, heading, row_with, tell},
    },
    ask::{card, title},
    files::FileAction,
};
use crate::{
    export::{self, EXPORTERS, Exporter, Page, png},
    scene::{Ink, theme::Theme},
};

/// What to export, and how it should look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    pub kind: &'static str,
    pub theme: Theme,
    pub page: Option<Page>,
}

impl Default for Order {
    fn default() -> Self {
        Self { kind: "svg", theme: Theme::Light, page: None }
    }
}

#[derive(Default)]
pub struct Export {
    is_open: bool,
    /// The last one, which Ctrl+Shift+E repeats.
    order: Order,
    path: Option<PathBuf>,
    preview: Option<Preview>,
    /// The main button is to have the keyboard.
    take_focus: bool,
}

/// A picture or text of what will be written, made on another thread.
struct Preview {
    order: Order,
    revision: u64,
    state: State,
}

enum State {
    Making(Receiver<Made>),
    Picture(TextureHandle),
    Text(String),
    Failed(String),
}

enum Made {
    Picture(ColorImage),
    Text(String),
    Failed(String),
}

const WIDTH: f32 = 860.0;
const LIST: f32 = 220.0;
const PREVIEW: egui::Vec2 = vec2(WIDTH - LIST - 2.0 * GAP, 440.0);
const GAP: f32 = 8.0;

impl Export {
    pub fn open(&mut self) {
        self.is_open = true;
        self.preview = None;
        self.take_focus = true;
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// The sheet was left with this order.
    pub fn order(&mut self, order: Order) {
        self.order = order;
        self.is_open = false;
    }

    pub fn done(&mut self, path: PathBuf) {
        self.path = Some(path);
    }

    pub fn last(&self) -> Order {
        self.order
    }

    pub fn last_path(&self) -> Option<PathBuf> {
        self.path.clone()
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        self.step(ui);
        self.renew(cx, ui.ctx());
        let mut closed = false;
        let escaped = card(ui, "export", WIDTH, |ui| {
            title(ui, cx.look, "Export");
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(
                    vec2(LIST, PREVIEW.y),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_width(LIST);
                        self.options_ui(cx, ui);
                    },
                );
                ui.spacing_mut().item_spacing.x = GAP;
                ui.add_space(GAP);
                self.preview_ui(cx, ui);
            });
            ui.add_space(14.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let go = Button::new("Export\u{2026}").kind(Kind::Main).show(ui, cx.look);
                if self.take_focus || ui.memory(|memory| memory.focused().is_none()) {
                    go.request_focus();
                    self.take_focus = false;
                }
                // Up and down choose the kind of file, and do not leave the button.
                let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(go.id, filter));
                if go.clicked() {
                    actions.push(Action::File(FileAction::Export(self.order)));
                }
                closed = Button::new("Cancel").show(ui, cx.look).clicked();
            });
        });
        if escaped || closed {
            self.is_open = false;
        }
    }

    /// Arrow keys choose the kind of file, in the order of the list.
    fn step(&mut self, ui: &Ui) {
        if egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let (up, down) = ui.input(|input| {
            (input.key_pressed(egui::Key::ArrowUp), input.key_pressed(egui::Key::ArrowDown))
        });
        let mut kinds: Vec<_> = EXPORTERS.iter().filter(|it| is_diagram(it)).collect();
        kinds.extend(EXPORTERS.iter().filter(|it| !is_diagram(it)));
        let at = kinds.iter().position(|exporter| exporter.kind == self.order.kind).unwrap_or(0);
        let next = match (up, down) {
            (true, _) => at.saturating_sub(1),
            (_, true) => (at + 1).min(kinds.len().saturating_sub(1)),
            _ => return,
        };
        if let Some(exporter) = kinds.get(next) {
            self.order.kind = exporter.kind;
        }
    }

    fn options_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (group, is_picture) in [("Diagram", true), ("Document", false)] {
            heading(ui, cx.look, group);
            for exporter in EXPORTERS.iter().filter(|it| is_diagram(it) == is_picture) {
                let ending = format!(".{}", exporter.extension);
                let selected = exporter.kind == self.order.kind;
                if row_with(ui, cx.look, exporter.title, &ending, selected, true).clicked() {
                    self.order.kind = exporter.kind;
                    self.take_focus = true;
                }
            }
            ui.add_space(10.0);
        }
        if export::by_kind(self.order.kind).is_some_and(is_diagram) {
            heading(ui, cx.look, "Looks");
            let themes: Vec<_> =
                Theme::ALL.into_iter().map(|theme| (theme, theme_name(theme).to_owned())).collect();
            let shown = theme_name(self.order.theme);
            if let Some(theme) = choose(ui, cx.look, "Colors", shown, &themes, LIST) {
                self.order.theme = theme;
            }
        }
        if self.order.kind == "pdf" {
            ui.add_space(6.0);
            let pages: Vec<_> = Page::names()
                .filter_map(|name| Some((Page::of_name(name)?, name.to_owned())))
                .collect();
            let page = self.order.page.unwrap_or_default();
            let shown = pages.iter().find(|(known, _)| *known == page).map_or("", |(_, name)| name);
            if let Some(page) = choose(ui, cx.look, "Paper", shown, &pages, LIST) {
                self.order.page = Some(page);
            }
        }
    }

    fn preview_ui(&self, cx: &Cx<'_>, ui: &mut Ui) {
        let (area, _) = ui.allocate_exact_size(PREVIEW, egui::Sense::hover());
        ui.painter().rect_filled(area, 6, cx.look.color(Ink::Canvas));
        ui.painter().rect_stroke(
            area,
            6,
            cx.look.stroke(Ink::Outline, 1.0),
            egui::StrokeKind::Inside,
        );
        let inside = area.shrink(12.0);
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inside));
        match self.preview.as_ref().map(|preview| &preview.state) {
            Some(State::Picture(texture)) => {
                let scale = (inside.size() / texture.size_vec2()).min_elem().min(1.0);
                let size = texture.size_vec2() * scale;
                let at = egui::Rect::from_center_size(inside.center(), size);
                let image =
                    egui::Image::new((texture.id(), size)).alt_text("Preview of the export");
                inner.put(at, image);
            }
            Some(State::Text(text)) => {
                egui::ScrollArea::both().max_height(inside.height()).show(&mut inner, |ui| {
                    let words = egui::RichText::new(text).monospace().size(11.0);
                    ui.add(egui::Label::new(words.color(cx.look.color(Ink::Text))).extend());
                });
            }
            Some(State::Failed(trouble)) => _ = tell(&mut inner, cx.look, trouble.as_str()),
            Some(State::Making(_)) | None => {
                inner.centered_and_justified(|ui| tell(ui, cx.look, "Drawing\u{2026}"));
            }
        }
    }

    /// Makes the preview anew where the order or the plan has changed.
    fn renew(&mut self, cx: &Cx<'_>, ctx: &egui::Context) {
        let revision = cx.session.revision();
        let fits = |preview: &Preview| preview.order == self.order && preview.revision == revision;
        if !self.preview.as_ref().is_some_and(fits) {
            let state = State::Making(make(cx, self.order, ctx));
            self.preview = Some(Preview { order: self.order, revision, state });
        }
        let Some(preview) = &mut self.preview else { return };
        let State::Making(receiver) = &preview.state else { return };
        preview.state = match receiver.try_recv() {
            Ok(Made::Picture(image)) => {
                State::Picture(ctx.load_texture("preview", image, TextureOptions::LINEAR))
            }
            Ok(Made::Text(text)) => State::Text(text),
            Ok(Made::Failed(trouble)) => State::Failed(trouble),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => State::Failed("No preview can be made.".to_owned()),
        };
    }
}

/// Diagrams have colors; documents are letters.
fn is_diagram(exporter: &Exporter) -> bool {
    matches!(exporter.kind, "svg" | "png" | "pdf")
}

fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "Light",
        Theme::Dark => "Dark",
        Theme::Print => "Print",
    }
}

fn make(cx: &Cx<'_>, order: Order, ctx: &egui::Context) -> Receiver<Made> {
    let (send, receive) = channel();
    let (plan, report) = (cx.session.plan().clone(), cx.session.report().clone());
    let ctx = ctx.clone();
    std::thread::spawn(move || {
        let input = export::Input {
            plan: &plan,
            report: &report,
            theme: order.theme,
            page: order.page,
            name: "Untitled",
        };
        // Whoever asked may have closed the sheet.
        _ = send.send(draw(order.kind, &input));
        ctx.request_repaint();
    });
    receive
}

/// Pictures are drawn from the very file that would be written.
fn draw(kind: &str, input: &export::Input<'_>) -> Made {
    let picture = matches!(kind, "svg" | "png" | "pdf");
    let Some(exporter) = export::by_kind(if picture { "svg" } else { kind }) else {
        return Made::Failed("No preview can be made.".to_owned());
    };
    let bytes = match (exporter.write)(input) {
        Ok(bytes) => bytes,
        Err(error) => return Made::Failed(error.to_string()),
    };
    if !picture {
        let text = String::from_utf8_lossy(&bytes);
        return Made::Text(text.chars().take(20_000).collect());
    }
    match png::raster(&bytes, PREVIEW_PIXELS) {
        Ok((size, pixels)) => Made::Picture(ColorImage::from_rgba_premultiplied(size, &pixels)),
        Err(error) => Made::Failed(error.to_string()),
    }
}

/// The longer side of the preview's picture.
const PREVIEW_PIXELS: u32 = 1_600;
