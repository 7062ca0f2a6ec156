//! A picture for others: the hierarchy with a title block, a legend, the findings and an index of
//! all sites and servers.

mod accepted;
mod columns;
mod index;
mod legend;
mod pages;
mod title;
mod verdict;

pub use super::hierarchy::counted;
pub use accepted::terms;
pub use pages::pages;
pub use title::{extent, judged_for, standing, title};
pub use verdict::{Unchecked, unchecked};

use super::{
    Ink, Item, Scene, Stroke, hierarchy,
    pen::{BODY, Font, Pen},
};
use crate::{
    geometry::{Point, Rect, Size},
    model::{Design, NodeId, RoleRef, ServerRef, SiteRef},
    plan::Plan,
    rules::Report,
};

/// Around everything.
const MARGIN: f32 = 32.0;
/// Between the parts of the sheet.
const GAP: f32 = 32.0;
/// A small plan still gets room for its words.
const NARROWEST: f32 = 896.0;

const HEADING: Font = Font::bold(15.0);

/// The sheet of a plan, whose file is called `name`.
pub fn sheet(plan: &Plan, report: &Report, name: &str) -> Scene {
    let picture = hierarchy::scene(plan, report);
    let mut sheet = Sheet::new(picture.bounds.width().max(NARROWEST));
    sheet.front(plan, report, name, picture);
    sheet.lists(plan, report);
    sheet.imprint();
    let size = Size::new(sheet.width + 2.0 * MARGIN, sheet.y + MARGIN);
    Scene { items: sheet.pen.items, bounds: Rect::at(Point::ZERO, size) }
}

/// The name of the program and its version, for whoever holds the paper.
pub fn made_with() -> String {
    format!("Made with Sitewright {}", env!("CARGO_PKG_VERSION"))
}

/// Where a node is, in words: "PS1", "CM-MP-01 in PS1", "Management point on CM-MP-01 in PS1".
pub fn whereabouts(design: &Design, node: Option<NodeId>) -> String {
    let words = match node {
        None => Some("The hierarchy".to_owned()),
        Some(NodeId::Site(id)) => design.site(id).map(SiteRef::label),
        Some(NodeId::Server(id)) => design.server(id).map(place_of_server),
        Some(NodeId::Role(id)) => design.role(id).map(place_of_role),
        Some(NodeId::Gateway(id)) => {
            design.gateway(id).map(|gateway| format!("Cloud management gateway {}", gateway.name))
        }
        Some(NodeId::Entity(id)) => {
            design.entity(id).map(|entity| format!("{} {}", entity.kind.title(), entity.name))
        }
    };
    words.unwrap_or_else(|| "Nowhere".to_owned())
}

/// "CM-MP-01 in PS1".
pub fn place_of_server(server: ServerRef<'_>) -> String {
    [&server.name, " in ", &server.site().code].concat()
}

/// "Management point on CM-MP-01 in PS1".
pub fn place_of_role(role: RoleRef<'_>) -> String {
    let server = role.server();
    [role.title(), " on ", &server.name, " in ", &server.site().code].concat()
}

/// A sheet in the making, from the top down.
struct Sheet {
    pen: Pen,
    /// Where the next part begins.
    y: f32,
    /// Between the margins.
    width: f32,
    /// Below this, a page is full.
    end: f32,
    /// The pages before this one.
    done: Vec<Vec<Item>>,
}

impl Sheet {
    /// Without an end.
    fn new(width: f32) -> Self {
        Self { pen: Pen::default(), y: MARGIN, width, end: f32::INFINITY, done: Vec::new() }
    }

    /// What belongs together: title block, picture, legend.
    fn front(&mut self, plan: &Plan, report: &Report, name: &str, picture: Scene) {
        self.title(plan, report, name);
        if plan.design.is_empty() {
            let left = Point::new(MARGIN, self.y);
            self.pen.text("Nothing is planned yet.", left, BODY, Ink::Muted, self.width);
            self.y += GAP;
        } else {
            self.picture(picture);
            self.legend(plan, report);
        }
    }

    fn lists(&mut self, plan: &Plan, report: &Report) {
        self.house(plan);
        self.findings(plan, report);
        self.accepted(plan, report);
        self.not_checked(plan, report);
        self.index(plan);
    }

    fn picture(&mut self, picture: Scene) {
        let aside = ((self.width - picture.bounds.width()) / 2.0).round();
        let corner = Point::new(MARGIN + aside, self.y) - picture.bounds.min;
        let height = picture.bounds.height();
        self.add(picture.items, corner);
        self.y += height + GAP;
    }

    fn add(&mut self, items: Vec<Item>, at: Point) {
        self.pen.items.extend(items.into_iter().map(|item| item.moved(at)));
    }

    /// The next page, where this one is full.
    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.pen.items));
        self.y = MARGIN;
    }

    fn heading(&mut self, text: &str) {
        // A heading alone at the foot of a page leads nowhere.
        if self.y + 160.0 > self.end {
            self.turn();
        }
        self.rule();
        let left = Point::new(MARGIN, self.y + 8.0);
        self.pen.text(text, left, HEADING, Ink::Text, self.width);
        self.y += 32.0;
    }

    /// A thin line from margin to margin.
    fn rule(&mut self) {
        let (left, right) = (Point::new(MARGIN, self.y), Point::new(MARGIN + self.width, self.y));
        self.pen.line(left, right, Stroke::new(Ink::Outline, 1.0));
        self.y += 20.0;
    }

    fn imprint(&mut self) {
        self.rule();
        let left = Point::new(MARGIN, self.y);
        self.pen.text(&made_with(), left, super::pen::META, Ink::Muted, self.width);
        self.y += 8.0;
    }
}
