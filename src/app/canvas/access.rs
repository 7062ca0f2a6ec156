//! What a screen reader is told of the canvas: a tree of sites, servers, roles and findings.
//!
//! The canvas itself has the keyboard; the node on which it is, is its active descendant.

use std::collections::BTreeMap;

use egui::{Event, Id, Rect, Ui, accesskit};

use super::{cache::Cache, hit, sight::Seen, stage::Stage, words};
use crate::{
    app::Action,
    model::{Design, NodeId, ServerRef, SiteId, SiteRef},
    rules::{Finding, Report, Severity},
};

/// So many nodes are told of at most, those on the screen first.
const MOST: usize = 300;

#[derive(Default)]
pub struct Access {
    /// What was told of in the last frame.
    told: BTreeMap<accesskit::NodeId, NodeId>,
}

impl Access {
    pub fn publish(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        cache: &Cache,
        seen: &[Seen],
        actions: &mut Vec<Action>,
    ) {
        self.answer(ui, actions);
        let is_on = ui.ctx().accesskit_node_builder(super::id(), |_| ()).is_some();
        self.told.clear();
        if !is_on {
            return;
        }
        let mut tree = Tree { stage, ui, cache, told: &mut self.told };
        let mut sites: Vec<SiteId> =
            seen.iter().filter(|seen| seen.shown).map(|seen| seen.site).collect();
        let focus = stage.cx.view.focus;
        let focused = focus.and_then(|node| stage.design().site_of(node));
        if let Some(site) = focused.filter(|site| !sites.contains(site)) {
            sites.insert(0, site);
        }
        let mut children: Vec<Id> = Vec::new();
        for site in sites {
            if tree.told.len() >= MOST && Some(site) != focused {
                break;
            }
            let open = hit::shows_servers(stage.level) || Some(site) == focused;
            children.push(tree.site(site, open));
        }
        for gateway in stage.design().gateways() {
            let label = format!("{}, cloud management gateway", gateway.name);
            children.push(tree.node(gateway.id.into(), label, 1, &[]));
        }
        let active = focus.map(node_id).filter(|id| self.told.contains_key(&id.accesskit_id()));
        canvas(stage, ui, &children, active);
        disown(ui, &self.told);
    }

    /// What a screen reader asked for since the last frame.
    fn answer(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let wanted = ui.input(|input| {
            let asks = |event: &Event| match event {
                Event::AccessKitActionRequest(request)
                    if matches!(
                        request.action,
                        accesskit::Action::Focus | accesskit::Action::Click
                    ) =>
                {
                    self.told.get(&request.target_node).copied()
                }
                _ => None,
            };
            input.events.iter().rev().find_map(asks)
        });
        if let Some(node) = wanted {
            ui.memory_mut(|memory| memory.request_focus(super::id()));
            actions.push(Action::Walk(node));
        }
    }
}

fn node_id(node: NodeId) -> Id {
    Id::unique(("node", node.to_string()))
}

fn canvas(stage: &Stage<'_>, ui: &Ui, children: &[Id], active: Option<Id>) {
    let design = stage.design();
    let title = &design.head().title;
    let name = if title.is_empty() { "Hierarchy" } else { title };
    let label = format!(
        "{name}, {}, {}",
        counted(design.site_count(), "site"),
        counted(design.server_count(), "server")
    );
    ui.ctx().accesskit_node_builder(super::id(), |node| {
        node.set_role(accesskit::Role::Tree);
        node.set_label(label);
        node.set_children(children.iter().map(Id::accesskit_id).collect::<Vec<_>>());
        match active {
            Some(id) => node.set_active_descendant(id.accesskit_id()),
            None => node.clear_active_descendant(),
        }
    });
}

/// New nodes are children of the window until told otherwise; ours hang where they belong.
fn disown(ui: &Ui, told: &BTreeMap<accesskit::NodeId, NodeId>) {
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |root| {
        let kept: Vec<_> =
            root.children().iter().copied().filter(|id| !told.contains_key(id)).collect();
        root.set_children(kept);
    });
}

struct Tree<'a> {
    stage: &'a Stage<'a>,
    ui: &'a Ui,
    cache: &'a Cache,
    told: &'a mut BTreeMap<accesskit::NodeId, NodeId>,
}

impl Tree<'_> {
    /// A site; what stands in it only if it is `open`.
    fn site(&mut self, id: SiteId, open: bool) -> Id {
        let design = self.stage.design();
        let report = self.stage.cx.session.report();
        let found: Vec<&Finding> = report.in_site(id).collect();
        let mut children = Vec::new();
        let servers = design.site(id).filter(|_| open).into_iter().flat_map(SiteRef::servers);
        for server in servers {
            children.push(self.server(server, &found));
        }
        let label = format!("{}{}", site_words(design, id), own_words(report, &found));
        let node = self.node(id.into(), label, 1, &findings_on(&found, id.into()));
        self.adopt(node, &children);
        node
    }

    fn server(&mut self, server: ServerRef<'_>, found: &[&Finding]) -> Id {
        let (design, report) = (self.stage.design(), self.stage.cx.session.report());
        let mut roles = Vec::new();
        for role in server.roles() {
            let own = findings_on(found, role.id.into());
            let label = [role.title().to_owned(), own_words(report, &own)].concat();
            roles.push(self.node(role.id.into(), label, 3, &own));
        }
        let mine =
            |finding: &&&Finding| finding.on.and_then(|on| design.server_of(on)) == Some(server.id);
        let within: Vec<&Finding> = found.iter().filter(mine).copied().collect();
        let count = counted(server.roles.len(), "role");
        let label = format!("{}, server, {count}{}", server.name, own_words(report, &within));
        let node = self.node(server.id.into(), label, 2, &findings_on(found, server.id.into()));
        self.adopt(node, &roles);
        node
    }

    fn adopt(&self, parent: Id, children: &[Id]) {
        self.ui.ctx().accesskit_node_builder(parent, |node| {
            for child in children {
                node.push_child(child.accesskit_id());
            }
        });
    }

    /// One node with its findings below it.
    fn node(&mut self, node: NodeId, label: String, level: usize, findings: &[&Finding]) -> Id {
        let id = node_id(node);
        let bounds = hit::rect_of(self.stage, self.cache, node).unwrap_or(Rect::ZERO);
        let selected = self.stage.cx.view.is_selected(node);
        let mut below = Vec::new();
        for (at, finding) in findings.iter().enumerate() {
            let finding_id = id.with(("finding", finding.rule.id, at));
            let report = self.stage.cx.session.report();
            let title = match report.standing(finding).waiver() {
                Some(_) => "Waived",
                None => finding.severity.title(),
            };
            let words = format!("{title}: {}", finding.what());
            self.ui.ctx().accesskit_node_builder(finding_id, |built| {
                built.set_role(accesskit::Role::Note);
                built.set_label(words);
                built.set_bounds(rect(bounds));
            });
            self.told.insert(finding_id.accesskit_id(), node);
            below.push(finding_id.accesskit_id());
        }
        self.ui.ctx().accesskit_node_builder(id, |built| {
            built.set_role(accesskit::Role::TreeItem);
            built.set_label(label);
            built.set_bounds(rect(bounds));
            built.set_level(level);
            built.set_selected(selected);
            built.add_action(accesskit::Action::Focus);
            built.add_action(accesskit::Action::Click);
            built.set_children(below);
        });
        self.told.insert(id.accesskit_id(), node);
        id
    }
}

fn findings_on<'f>(found: &[&'f Finding], node: NodeId) -> Vec<&'f Finding> {
    let on = found.iter().filter(|finding| finding.on == Some(node) && finding.problem().is_some());
    on.copied().collect()
}

fn rect(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

/// "PS1 EMEA, primary site, child of CS1, 3 servers".
fn site_words(design: &Design, id: SiteId) -> String {
    let Some(site) = design.site(id) else { return String::new() };
    let unknown = site.parent_is_unknown().then(|| ", parent not known".to_owned());
    let child = site.parent_site().map(|parent| format!(", child of {}", parent.code)).or(unknown);
    let devices = site.devices.map(|devices| format!(", {}", counted(devices as usize, "device")));
    format!(
        "{}, {}{}{}, {}",
        site.label(),
        site.kind.facts().title,
        child.unwrap_or_default(),
        devices.unwrap_or_default(),
        counted(site.servers.len(), "server"),
    )
}

/// ", 2 findings: 1 needs a step, 1 waived"; ", no findings" where there are none.
fn own_words(report: &Report, found: &[&Finding]) -> String {
    let problems = found.iter().filter(|finding| finding.problem().is_some());
    let (open, waived): (Vec<&Finding>, Vec<_>) =
        problems.copied().partition(|finding| report.is_open(finding));
    let severities: Vec<Severity> = open.iter().map(|finding| finding.severity).collect();
    if severities.is_empty() && waived.is_empty() {
        return ", no findings".to_owned();
    }
    let mut parts: Vec<String> = Severity::ALL
        .into_iter()
        .filter_map(|severity| {
            let count = severities.iter().filter(|it| **it == severity).count();
            (count > 0).then(|| said(severity, count))
        })
        .collect();
    if !waived.is_empty() {
        parts.push(format!("{} waived", waived.len()));
    }
    format!(", {}: {}", counted(severities.len() + waived.len(), "finding"), parts.join(", "))
}

fn said(severity: Severity, count: usize) -> String {
    match severity {
        Severity::Error if count == 1 => "1 blocks support".to_owned(),
        Severity::Error => format!("{count} block support"),
        Severity::Warning if count == 1 => "1 needs a step".to_owned(),
        Severity::Warning => format!("{count} need a step"),
        Severity::Advice => format!("{count} advice"),
    }
}

fn counted(count: usize, what: &str) -> String {
    words::counted(count, what)
}
