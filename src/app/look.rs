//! How egui looks: fonts, colors and icons, all taken from the scene's own.
#![expect(clippy::disallowed_methods, reason = "this is where inks become egui colors")]

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use egui::{
    Color32, ColorImage, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke,
    TextStyle, TextureHandle, TextureOptions, Visuals,
};

use crate::{
    export::png,
    measure::{REGULAR, SEMI_BOLD, Weight},
    scene::{Icon, Ink, theme::Theme},
};

/// The name of the bold font's family in egui.
const BOLD: &str = "semi-bold";

#[derive(Default)]
pub struct Look {
    theme: Theme,
    icons: RefCell<BTreeMap<(Icon, u16), Option<TextureHandle>>>,
}

/// The font that a text of the scene has on the screen.
pub fn font(size: f32, weight: Weight) -> FontId {
    let family = match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::SemiBold => FontFamily::Name(BOLD.into()),
    };
    FontId::new(size, family)
}

impl Look {
    /// Gives the context our fonts and both styles.
    pub fn install(ctx: &egui::Context) {
        let mut fonts = FontDefinitions::default();
        let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
        for (name, bytes) in [("regular", REGULAR), (BOLD, SEMI_BOLD)] {
            fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        }
        let family = |name: &str| {
            std::iter::once(name.to_owned()).chain(fallbacks.iter().cloned()).collect::<Vec<_>>()
        };
        fonts.families.insert(FontFamily::Proportional, family("regular"));
        fonts.families.insert(FontFamily::Name(BOLD.into()), family(BOLD));
        ctx.set_fonts(fonts);
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        for (egui_theme, theme) in
            [(egui::Theme::Light, Theme::Light), (egui::Theme::Dark, Theme::Dark)]
        {
            ctx.style_mut_of(egui_theme, |style| {
                style.visuals = visuals(theme);
                style.spacing.item_spacing = egui::vec2(8.0, 4.0);
                style.spacing.button_padding = egui::vec2(10.0, 4.0);
                style.spacing.interact_size.y = 24.0;
                style.spacing.menu_margin = egui::Margin::same(6);
                style.spacing.tooltip_width = 320.0;
                style.spacing.scroll = scroll();
                style.interaction.selectable_labels = false;
                style.interaction.tooltip_delay = 0.35;
                for (text, size, weight) in [
                    (TextStyle::Body, 13.0, Weight::Regular),
                    (TextStyle::Button, 13.0, Weight::Regular),
                    (TextStyle::Small, 11.0, Weight::Regular),
                    (TextStyle::Heading, 15.0, Weight::SemiBold),
                ] {
                    style.text_styles.insert(text, font(size, weight));
                }
            });
        }
    }

    /// Takes the theme that egui has now.
    pub fn follow(&mut self, ctx: &egui::Context) {
        self.theme = match ctx.theme() {
            egui::Theme::Light => Theme::Light,
            egui::Theme::Dark => Theme::Dark,
        };
    }

    pub fn theme(&self) -> Theme {
        self.theme
    }

    pub fn color(&self, ink: Ink) -> Color32 {
        color(self.theme, ink)
    }

    /// Under what floats.
    pub fn shadow(&self) -> egui::Shadow {
        egui::Shadow { offset: [0, 3], blur: 14, spread: 0, color: self.color(Ink::Shadow) }
    }

    /// The ground of everything around the canvas.
    pub fn panel(&self) -> egui::Frame {
        egui::Frame::NONE.fill(self.color(Ink::Panel))
    }

    pub fn stroke(&self, ink: Ink, width: f32) -> Stroke {
        Stroke::new(width, self.color(ink))
    }

    /// Paints an icon into a square, sharp at the screen's own pixels.
    pub fn paint_icon(
        &self,
        painter: &egui::Painter,
        rect: egui::Rect,
        icon: Icon,
        color: Color32,
    ) {
        let pixels = rect.width() * painter.pixels_per_point();
        let Some(texture) = self.icon(painter.ctx(), icon, pixels) else { return };
        let whole = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
        painter.image(texture, rect, whole, color);
    }

    fn icon(&self, ctx: &egui::Context, icon: Icon, pixels: f32) -> Option<egui::TextureId> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped before"
        )]
        let side = pixels.round().clamp(4.0, 256.0) as u16;
        let mut icons = self.icons.borrow_mut();
        let texture = icons.entry((icon, side)).or_insert_with(|| {
            let mask = png::coverage(icon, side).ok()?;
            let size = [usize::from(side); 2];
            let pixels = mask.iter().map(|alpha| Color32::from_white_alpha(*alpha)).collect();
            let image = ColorImage::new(size, pixels);
            Some(ctx.load_texture("icon", image, TextureOptions::LINEAR))
        });
        texture.as_ref().map(TextureHandle::id)
    }
}

/// Thin bars that lie over what they scroll, until the pointer comes.
fn scroll() -> egui::style::ScrollStyle {
    egui::style::ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        active_handle_opacity: 0.35,
        ..egui::style::ScrollStyle::floating()
    }
}

fn color(theme: Theme, ink: Ink) -> Color32 {
    let rgba = theme.color(ink);
    Color32::from_rgba_unmultiplied(rgba.red, rgba.green, rgba.blue, rgba.alpha)
}

fn visuals(theme: Theme) -> Visuals {
    let ink = |ink| color(theme, ink);
    let mut visuals = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light | Theme::Print => Visuals::light(),
    };
    visuals.panel_fill = ink(Ink::Panel);
    visuals.window_fill = ink(Ink::Panel);
    visuals.extreme_bg_color = ink(Ink::Panel);
    visuals.text_edit_bg_color = Some(ink(Ink::Panel));
    visuals.faint_bg_color = ink(Ink::ChipFill);
    visuals.code_bg_color = ink(Ink::ChipFill);
    visuals.hyperlink_color = ink(Ink::Accent);
    visuals.weak_text_color = Some(ink(Ink::Muted));
    visuals.window_stroke = Stroke::new(1.0, ink(Ink::Outline));
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.selection.bg_fill = ink(Ink::SelectedFill);
    visuals.selection.stroke = Stroke::new(1.0, ink(Ink::Accent));
    let shadow = egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: ink(Ink::Shadow) };
    visuals.popup_shadow = shadow;
    visuals.window_shadow = shadow;
    // A caret that blinks would draw the window twice a second.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, ink(Ink::Text));
    let widgets = &mut visuals.widgets;
    for (widget, fill, edge, text) in [
        (&mut widgets.noninteractive, Ink::Panel, Ink::Outline, Ink::Text),
        (&mut widgets.inactive, Ink::Panel, Ink::Outline, Ink::Text),
        (&mut widgets.hovered, Ink::ChipFill, Ink::Outline, Ink::Text),
        (&mut widgets.active, Ink::SelectedFill, Ink::Accent, Ink::Text),
        (&mut widgets.open, Ink::ChipFill, Ink::Outline, Ink::Text),
    ] {
        widget.bg_fill = ink(fill);
        widget.weak_bg_fill = ink(fill);
        widget.bg_stroke = Stroke::new(1.0, ink(edge));
        widget.fg_stroke = Stroke::new(1.0, ink(text));
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    }
    visuals
}
