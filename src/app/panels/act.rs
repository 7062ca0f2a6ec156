//! What the actions of panels change.

use super::{
    super::{
        Action, App,
        actions::Way,
        canvas,
        view::{Panel, Sheet},
    },
    fields::{Prop, field_id},
};
use crate::{commands::Command, rules::Finding};

impl App {
    pub(in super::super) fn act_around(&mut self, ctx: &egui::Context, action: &Action) {
        match action {
            Action::TogglePalette => {
                let wide = self.view.is_palette_wide(ctx.content_rect().width());
                self.view.palette = if wide { Panel::Closed } else { Panel::Open };
            }
            Action::ToggleInspector => self.view.toggle_inspector(),
            Action::ToggleFindings => {
                let shown = self.view.are_findings_shown();
                self.view.findings = if shown { Panel::Closed } else { Panel::Open };
            }
            Action::ShowFindings(group) => {
                self.view.findings = Panel::Open;
                self.panels.findings.start_at(&self.session, *group);
            }
            Action::StepFinding(way) => self.step_finding(ctx, *way),
            Action::StepRegion(way) => self.panels.regions.step(ctx, *way),
            Action::Open(sheet) => {
                if *sheet == Sheet::Fixes {
                    let finding = self.leading_finding();
                    self.panels.sheets.fixes.set(&self.session, finding.as_ref());
                }
                self.view.sheet = Some(*sheet);
            }
            Action::ShowLeadingRule => {
                self.view.rule = self.leading_finding().map(|finding| finding.rule.id);
            }
            _ => {}
        }
    }

    fn step_finding(&mut self, ctx: &egui::Context, way: Way) {
        let Some(finding) = self.panels.findings.step(&self.session, way).cloned() else {
            self.view.said = "Nothing found".to_owned();
            return;
        };
        self.view.said = finding.what().to_owned();
        match finding.on {
            Some(node) => self.reveal(node),
            None => self.view.selection.clear(),
        }
        let shown = self.view.is_inspector_shown();
        let field = self.field_of(&finding).filter(|_| shown);
        ctx.memory_mut(|memory| memory.request_focus(field.unwrap_or_else(canvas::id)));
    }

    /// The field in which the first cure of a finding would set something.
    fn field_of(&self, finding: &Finding) -> Option<egui::Id> {
        let fixes = self.session.fixes(finding);
        let Command::Set(set) = fixes.first()?.commands.first()? else { return None };
        let prop = Prop::of(&set.field)?;
        (set.node == finding.on).then(|| field_id(set.node.as_slice(), prop))
    }

    /// The finding that fixes and rule page are about: the one that was gone to last, as long as
    /// its node is selected; else the worst one of the selection.
    pub(in super::super) fn leading_finding(&self) -> Option<Finding> {
        let leading = self.view.leading();
        let current = self.panels.findings.current();
        if let Some(current) = current.filter(|it| it.on == leading) {
            return Some(current.clone());
        }
        let node = leading?;
        let within = self.session.report().within(self.session.design(), node);
        let found = within.into_iter().filter(|finding| finding.problem().is_some());
        found.min_by_key(|it| (it.on != Some(node), it.severity, it.rule.id)).cloned()
    }

    /// So many steps of history at once.
    pub(in super::super) fn travel(&mut self, steps: isize) {
        let way = if steps < 0 { Way::Back } else { Way::Next };
        for _ in 0..steps.unsigned_abs() {
            let moved = match way {
                Way::Back => self.session.undo(),
                Way::Next => self.session.redo(),
            };
            if !moved {
                break;
            }
        }
    }
}
