//! Every site, server and gateway by its whole name and its id.

use super::{
    super::{
        Icon, Ink, SiteInk,
        pen::{Font, META, Pen},
        wrap::wrap,
    },
    Sheet,
    columns::Row,
};
use crate::{geometry::Point, model::NodeId, plan::Plan};

const COLUMN: f32 = 264.0;
const INDENT: f32 = 20.0;
const LINE: f32 = 16.0;
const SITE: Font = Font::bold(12.0);
const SERVER: Font = Font::plain(12.0);

impl Sheet {
    pub(super) fn index(&mut self, plan: &Plan) {
        let design = &plan.design;
        if design.is_empty() {
            return;
        }
        self.heading("Sites and servers");
        let width = self.column_width(COLUMN);
        let mut rows = Vec::new();
        for site in design.sites() {
            let mut entry = Entry::new(width, site.id.into());
            entry.icon(site.kind.into(), Ink::Site(SiteInk::from(site.kind)));
            entry.write(&site.label(), SITE);
            // The first server stays with its site.
            for server in site.servers().take(1) {
                entry.begin(server.id.into());
                entry.write(server.full_name(), SERVER);
            }
            rows.push(entry.row());
            rows.extend(site.servers().skip(1).map(|server| {
                let mut entry = Entry::new(width, server.id.into());
                entry.write(server.full_name(), SERVER);
                entry.row()
            }));
        }
        for gateway in design.gateways() {
            let mut entry = Entry::new(width, gateway.id.into());
            entry.icon(Icon::SiteCloud, Ink::Site(SiteInk::Cloud));
            entry.write(&gateway.name, SITE);
            rows.push(entry.row());
        }
        self.columns(rows, COLUMN);
    }
}

struct Entry {
    pen: Pen,
    y: f32,
    width: f32,
    id: String,
}

impl Entry {
    fn new(width: f32, node: NodeId) -> Self {
        let mut pen = Pen::default();
        pen.of(node);
        Self { pen, y: LINE / 2.0, width, id: node.to_string() }
    }

    /// A further node below.
    fn begin(&mut self, node: NodeId) {
        self.y += LINE / 4.0;
        self.pen.of(node);
        self.id = node.to_string();
    }

    fn icon(&mut self, icon: Icon, ink: Ink) {
        self.pen.icon(icon, Point::new(6.0, self.y), 13.0, ink);
    }

    /// The name, and the id at the right end of its first line.
    fn write(&mut self, name: &str, font: Font) {
        let right = Point::new(self.width, self.y);
        let taken = self.pen.text_to(&self.id, right, META, Ink::Muted, self.width) + 12.0;
        let room = (self.width - INDENT - taken).max(40.0);
        for line in wrap(name, font, room) {
            self.pen.text(&line, Point::new(INDENT, self.y), font, Ink::Text, room);
            self.y += LINE;
        }
    }

    fn row(self) -> Row {
        Row { items: self.pen.items, height: self.y - LINE / 4.0 }
    }
}
