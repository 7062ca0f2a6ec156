//! The only place where an action changes anything.

use super::{
    App, Mode,
    actions::{Action, Edit},
};
use crate::model::NodeId;

impl App {
    pub(super) fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Run(edit) => self.run(ctx, edit),
            Action::Put(node, at) => self.session.put(node, at),
            Action::Unpin(node) => self.session.unpin(node),
            Action::Tidy => self.tidy(ctx),
            Action::Undo => {
                self.session.undo();
                self.forget_import();
            }
            Action::Redo => _ = self.session.redo(),
            Action::Select(nodes) => self.select(nodes),
            Action::Toggle(node) => self.toggle(node),
            Action::Reveal(node) => self.reveal(node),
            Action::FitAll => self.canvas.fit(&mut self.view, self.session.plan(), None),
            Action::FitSelection => {
                let nodes = self.view.selection.clone();
                self.canvas.fit(&mut self.view, self.session.plan(), Some(&nodes));
            }
            Action::ZoomActual => self.canvas.zoom_to(&mut self.view, 1.0),
            Action::ZoomBy(factor) => {
                let zoom = self.view.camera.zoom * factor;
                self.canvas.zoom_to(&mut self.view, zoom);
            }
            Action::ShowRule(id) => self.view.rule = Some(id),
            Action::FoldRules => self.view.rule_list = false,
            Action::HideRule => (self.view.rule, self.view.rule_list) = (None, false),
            Action::CloseSheet => self.view.sheet = None,
            Action::Travel(steps) => self.travel(steps),
            Action::Theme(theme) => ctx.set_theme(theme),
            Action::OpenSearch => self.shell.open_search(),
            Action::CloseSearch => {
                self.shell.close_search();
                self.view.glow.clear();
            }
            Action::Glow(nodes) => self.view.glow = nodes,
            Action::OpenExport => self.shell.open_export(),
            Action::ShowPlan => self.view.mode = Mode::Plan,
            Action::File(action) => self.act_file(ctx, action),
            Action::Say(line) => self.view.said = line,
            action @ (Action::Look(_)
            | Action::PickUp(_)
            | Action::Pick(_)
            | Action::Rename(_)
            | Action::Pin(_)
            | Action::Walk(_)
            | Action::Show(_)
            | Action::Menu
            | Action::Add(_)
            | Action::AddTo(..)) => self.act_on_canvas(ctx, action),
            action => self.act_around(ctx, &action),
        }
        let design = self.session.design();
        self.view.keep(|node| design.contains(node));
        ctx.request_repaint();
    }

    pub(super) fn run(&mut self, ctx: &egui::Context, edit: Edit) {
        let label = match (&edit.label, edit.commands.first()) {
            (Some(label), _) => label.clone(),
            (None, Some(first)) => first.label(self.session.design()),
            (None, None) => return,
        };
        if self.is_long(&edit) {
            let said = edit.said.unwrap_or_else(|| done(&label));
            return self.run_later(ctx, &label, said, edit.commands);
        }
        match self.session.run_as(label.clone(), &edit.commands, edit.wish) {
            Ok(()) => {
                let said = edit.said.unwrap_or_else(|| done(&label));
                self.view.said = match edit.note {
                    Some(note) => format!("{said}. {note}"),
                    None => said,
                };
                if let Some(node) = edit.select {
                    self.select(vec![node]);
                }
            }
            Err(refusal) => self.view.said = refusal.to_string(),
        }
    }

    pub(super) fn select(&mut self, nodes: Vec<NodeId>) {
        self.view.focus = nodes.last().copied().or(self.view.focus);
        self.view.selection = nodes;
    }

    fn toggle(&mut self, node: NodeId) {
        if self.view.is_selected(node) {
            self.view.selection.retain(|selected| *selected != node);
        } else {
            self.view.selection.push(node);
            self.view.focus = Some(node);
        }
    }

    pub(super) fn reveal(&mut self, node: NodeId) {
        self.select(vec![node]);
        self.canvas.center(&mut self.view, self.session.plan(), node);
    }
}

/// A label as something that has happened: "Place X" becomes "Placed X".
fn done(label: &str) -> String {
    const PAST: [(&str, &str); 11] = [
        ("Duplicate", "Duplicated"),
        ("Add", "Added"),
        ("Place", "Placed"),
        ("Move", "Moved"),
        ("Hang", "Hung"),
        ("Let", "Let"),
        ("Remove", "Removed"),
        ("Rename", "Renamed"),
        ("Create", "Created"),
        ("Clear", "Cleared"),
        ("Pull", "Pulled"),
    ];
    let (verb, rest) = label.split_once(' ').unwrap_or((label, ""));
    match PAST.iter().find(|(now, _)| *now == verb) {
        Some((_, past)) => format!("{past} {rest}"),
        None => label.to_owned(),
    }
}
