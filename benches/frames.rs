//! How long a frame of the window takes while a hand moves: all of its work on the processor, from
//! the events to triangles.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;

use common::{PlanSize, plan};
use divan::Bencher;
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
use sitewright::{app::App, model::Ids};

fn main() {
    divan::main();
}

/// A window of 1440 × 900 without a screen.
struct Window {
    ctx: egui::Context,
    app: Option<App>,
    frame: u32,
}

const MIDDLE: Pos2 = pos2(760.0, 450.0);

impl Window {
    fn open(size: PlanSize) -> Self {
        let mut window = Self { ctx: egui::Context::default(), app: None, frame: 0 };
        // Fonts reach a context between two frames.
        window.show(Vec::new());
        window.app = Some(App::new(&window.ctx, plan(size).clone(), Ids::random(7)));
        window.show(vec![Event::PointerMoved(MIDDLE)]);
        // What is asked little by little after an edit is over by then.
        (0..40).for_each(|_| _ = window.show(Vec::new()));
        window
    }

    /// One frame; says how many corners were painted.
    fn show(&mut self, events: Vec<Event>) -> usize {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(f64::from(self.frame) / 60.0),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.iter_mut().for_each(|app| app.frame(ui)));
        let painted = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        painted.iter().map(vertices).sum()
    }

    /// Zooms by steps until the picture is this large.
    fn zoom_to(&mut self, zoom: f32) {
        for _ in 0..80 {
            let now = self.app.as_ref().map_or(zoom, |app| app.view().camera.zoom);
            let factor = (zoom / now).clamp(0.8, 1.25);
            self.show(vec![Event::Zoom(factor)]);
        }
        (0..4).for_each(|_| _ = self.show(Vec::new()));
    }

    fn button(&mut self, button: PointerButton, pressed: bool) {
        let modifiers = Modifiers::NONE;
        self.show(vec![Event::PointerButton { pos: MIDDLE, button, pressed, modifiers }]);
    }

    /// The picture goes to and fro under the hand.
    fn pan(&mut self) -> usize {
        let swing = f32::from(u8::try_from(self.frame % 40).unwrap_or(0)) - 20.0;
        self.show(vec![Event::PointerMoved(MIDDLE + vec2(swing * 6.0, swing * 3.0))])
    }
}

/// At this zoom, with the picture in the hand.
fn pan(bencher: Bencher<'_, '_>, size: PlanSize, zoom: Option<f32>) {
    let mut window = Window::open(size);
    if let Some(zoom) = zoom {
        window.zoom_to(zoom);
    }
    window.button(PointerButton::Middle, true);
    let least = (0..80).map(|_| window.pan()).min();
    // A window that shows nothing is fast.
    assert!(least > Some(1_000), "only {least:?} corners");
    bencher.bench_local(|| window.pan());
}

#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn pan_at_100_percent(bencher: Bencher<'_, '_>, size: PlanSize) {
    pan(bencher, size, Some(1.0));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn pan_at_60_percent(bencher: Bencher<'_, '_>, size: PlanSize) {
    pan(bencher, size, Some(0.61));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn pan_at_25_percent(bencher: Bencher<'_, '_>, size: PlanSize) {
    pan(bencher, size, Some(0.25));
}

/// Just before all sites become one mesh: the most boxes that are painted one by one.
#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn pan_at_7_percent(bencher: Bencher<'_, '_>, size: PlanSize) {
    pan(bencher, size, Some(0.07));
}

/// The whole plan on the screen.
#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn pan_fitted(bencher: Bencher<'_, '_>, size: PlanSize) {
    pan(bencher, size, None);
}

/// The wheel goes in and out.
#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn zoom_fitted(bencher: Bencher<'_, '_>, size: PlanSize) {
    let mut window = Window::open(size);
    bencher.bench_local(|| {
        let factor = if window.frame % 20 < 10 { 1.05 } else { 1.0 / 1.05 };
        window.show(vec![Event::Zoom(factor)])
    });
}

/// The pointer goes over the picture.
#[divan::bench(args = PlanSize::ALL, sample_count = 200, sample_size = 1)]
fn hover_at_60_percent(bencher: Bencher<'_, '_>, size: PlanSize) {
    let mut window = Window::open(size);
    window.zoom_to(0.61);
    bencher.bench_local(|| window.pan());
}

fn vertices(painted: &egui::ClippedPrimitive) -> usize {
    match &painted.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
        egui::epaint::Primitive::Callback(_) => 0,
    }
}
