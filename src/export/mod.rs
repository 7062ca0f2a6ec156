//! What leaves the program: one row for each kind of file.

mod digits;
pub mod markdown;
mod outline;
pub mod pdf;
pub mod png;
pub mod svg;

pub use pdf::Page;
pub use png::PictureError;

use crate::{
    geometry::Size,
    model::NodeId,
    plan::Plan,
    rules::Report,
    scene::{Scene, sheet, theme::Theme},
};

/// A kind of file that a plan can be written as.
pub struct Exporter {
    /// The word for it on the command line.
    pub kind: &'static str,
    /// As a list in the window says it.
    pub title: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// Whether the file is text that people and tools can read.
    pub text: bool,
    pub write: fn(&Input<'_>) -> Result<Vec<u8>, PictureError>,
}

/// What is to be written, and how it should look.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub plan: &'a Plan,
    pub report: &'a Report,
    pub theme: Theme,
    /// The paper of kinds that have pages; without it, A4 across.
    pub page: Option<Page>,
    /// The name of the file without its ending, for plans without a title.
    pub name: &'a str,
}

pub static EXPORTERS: &[Exporter] =
    &[svg::EXPORTER, png::EXPORTER, pdf::EXPORTER, markdown::EXPORTER, outline::EXPORTER];

pub fn by_kind(kind: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.kind == kind)
}

impl Input<'_> {
    /// The title of the plan, or the name of its file.
    pub fn title(&self) -> &str {
        sheet::title(self.plan, self.name)
    }

    /// The diagram with title block, legend and findings, as an SVG document.
    fn diagram(&self) -> String {
        let sheet = sheet::sheet(self.plan, self.report, self.name);
        svg::named(&sheet.items, sheet.bounds, self.theme, self.title(), self.names())
    }

    /// What each node is called: whole names, never letters alone.
    fn names(&self) -> Vec<(NodeId, String)> {
        let design = &self.plan.design;
        let mut names = Vec::with_capacity(design.site_count() + 3 * design.server_count());
        for site in design.sites() {
            names.push((site.id.into(), site.label()));
            for server in site.servers() {
                names.push((server.id.into(), sheet::place_of_server(server)));
                let roles = server.roles();
                names.extend(roles.map(|role| (role.id.into(), sheet::place_of_role(role))));
            }
        }
        let gateways = design.gateways().iter().map(|gateway| NodeId::from(gateway.id));
        names.extend(gateways.map(|node| (node, sheet::whereabouts(design, Some(node)))));
        names
    }

    /// The same on pages of paper.
    fn pages(&self, page: Page) -> Vec<String> {
        let paper = Size::new(page.width, page.height);
        let pages = sheet::pages(self.plan, self.report, self.name, paper);
        let document =
            |page: &Scene| svg::document(&page.items, page.bounds, self.theme, self.title());
        pages.iter().map(document).collect()
    }
}
