//! What lies around the sites: domains, network zones, boundary groups and the like.

use super::super::fields::Prop;
use super::{
    super::super::{
        Action,
        actions::Edit,
        controls::{Button, Kind, fold, row_with, tell},
    },
    Page, facts,
};
use crate::{
    commands::{AddEntity, Remove},
    facts::numbers::grouped,
    facts::said::EntityKind,
    model::{Design, Entity, EntityId},
    scene::Icon,
};

/// More than this are found by search.
const LISTED: usize = 40;

/// A fold for each kind, with all that there is of it.
pub fn around_ui(page: &mut Page<'_, '_>) {
    page.section("Around the sites");
    let design = page.cx.design();
    for kind in EntityKind::ALL {
        let count = design.entities_of(kind).count();
        let id = egui::Id::unique(("around", kind.word()));
        let key = id.with("open");
        let open = page.ui.data(|data| data.get_temp(key)).unwrap_or(count > 0);
        let right = if count > 0 { grouped(count as u64) } else { String::new() };
        if fold(page.ui, page.cx.look, id, open, plural(kind), &right).clicked() {
            page.ui.data_mut(|data| data.insert_temp(key, !open));
        }
        if open {
            kind_ui(page, kind);
        }
    }
}

fn kind_ui(page: &mut Page<'_, '_>, kind: EntityKind) {
    let (look, design) = (page.cx.look, page.cx.design());
    for entity in design.entities_of(kind).take(LISTED) {
        let right = quiet(design, entity);
        if row_with(page.ui, look, &entity.name, &right, false, true).clicked() {
            page.actions.push(Action::Reveal(entity.id.into()));
        }
    }
    let more = design.entities_of(kind).count().saturating_sub(LISTED);
    if more > 0 {
        tell(page.ui, look, format!("and {} more", grouped(more as u64)));
    }
    let text = format!("Add a {}", kind.title().to_lowercase());
    let add = Button::new(&text).with_icon(Icon::Plus).small();
    if add.show(page.ui, look).clicked() {
        let free = |name: &String| design.entity_named(kind, name).is_none();
        let mut names = (1..).map(|number| format!("{} {number}", kind.title()));
        let id: EntityId = page.cx.session.fresh();
        let name = names.find(free).unwrap_or_default();
        let add = AddEntity { id, kind, name };
        page.actions.push(Action::Run(Edit::of(vec![add.into()]).selecting(id)));
    }
    page.ui.add_space(8.0);
}

/// What tells it from others at a glance.
fn quiet(design: &Design, entity: &Entity) -> String {
    if entity.kind == EntityKind::BoundaryGroup {
        return match design.members(&entity.name).count() {
            1 => "1 server".to_owned(),
            count => format!("{count} servers"),
        };
    }
    let first = entity.said.all().next();
    first.map(|(fact, value)| value.shown(*fact)).unwrap_or_default()
}

fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Domain => "Domains",
        EntityKind::Trust => "Trusts",
        EntityKind::Zone => "Network zones",
        EntityKind::Link => "Network links",
        EntityKind::BoundaryGroup => "Boundary groups",
        EntityKind::Location => "Locations",
        EntityKind::Account => "Accounts",
    }
}

pub fn entity_ui(page: &mut Page<'_, '_>, id: EntityId) {
    let (look, design) = (page.cx.look, page.cx.design());
    let Some(entity) = design.entity(id) else { return };
    let node = id.into();
    page.title(node, &entity.name, "", entity.kind.title());
    page.section("Identity");
    page.field(&[node], Prop::Name);
    if entity.kind == EntityKind::BoundaryGroup {
        members(page, entity);
    }
    facts::facts_ui(page, &[node]);
    page.ui.add_space(12.0);
    page.ui.horizontal(|ui| {
        if Button::new("All of the plan").kind(Kind::Link).small().show(ui, look).clicked() {
            page.actions.push(Action::Select(Vec::new()));
        }
        let remove = Button::new("Remove").with_icon(Icon::Close).small();
        if remove.show(ui, look).clicked() {
            page.actions.push(Action::Run(Edit::of(vec![Remove { node }.into()])));
        }
    });
}

/// The servers that say they belong to a group.
fn members(page: &mut Page<'_, '_>, group: &Entity) {
    let (look, design) = (page.cx.look, page.cx.design());
    page.section("Servers");
    let mut members = design.members(&group.name).peekable();
    if members.peek().is_none() {
        tell(
            page.ui,
            look,
            "None. A server names its groups in its own properties, under Network.",
        );
    }
    for server in members.take(LISTED) {
        let right = &server.site().code;
        if row_with(page.ui, look, &server.name, right, false, true).clicked() {
            page.actions.push(Action::Reveal(server.id.into()));
        }
    }
}
