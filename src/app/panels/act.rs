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
use crate::{
    commands::Command,
    facts::said::Fact,
    model::NodeId,
    rules::Finding,
    session::{Objection, Terms},
};

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
            Action::AskWaive(finding) => {
                let leading = || self.leading_finding();
                let finding = finding.as_deref().cloned().or_else(leading);
                let finding = finding.filter(|finding| finding.problem().is_some());
                let owner = self.panels.owner.clone();
                self.panels.sheets.waive.set(&self.session, finding.as_ref(), &owner);
                self.view.sheet = Some(Sheet::Waive);
            }
            Action::Waive(finding, terms) => self.waive(ctx, finding, terms),
            Action::Withdraw(waiver) => {
                self.session.withdraw(waiver);
                self.view.said = format!("Withdrew the waiver of {}", waiver.rule);
            }
            Action::Renew(finding) => {
                let done = self.session.renew(finding);
                self.tell_waived("Renewed", finding, done);
            }
            Action::Fold(section, open) => _ = self.view.folds.insert(*section, *open),
            Action::Ask(node, fact) => self.ask(*node, *fact),
            Action::Copy(text, said) => {
                ctx.copy_text(text.clone());
                self.view.said = (*said).to_owned();
            }
            Action::ShowFindingsOf(rule) => {
                self.view.findings = Panel::Open;
                self.view.rule_list = false;
                self.panels.findings.narrow_to(rule);
            }
            Action::Help => self.help(),
            Action::ShowRules => {
                self.view.rule = self.panels.rules.open();
                self.view.rule_list = true;
            }
            _ => {}
        }
    }

    fn waive(&mut self, ctx: &egui::Context, finding: &Finding, terms: &Terms) {
        let done = self.session.waive(finding, terms);
        if done.is_ok() {
            self.panels.owner = terms.owner.trim().to_owned();
            self.view.sheet = None;
            ctx.memory_mut(|memory| memory.request_focus(canvas::id()));
        }
        self.tell_waived("Waived", finding, done);
    }

    fn tell_waived(&mut self, done: &str, finding: &Finding, how: Result<(), Objection>) {
        let standing = self.session.report().standing(finding);
        self.view.said = match (how, standing.waiver()) {
            (Err(objection), _) => objection.to_string(),
            (Ok(()), None) => done.to_owned(),
            (Ok(()), Some(waiver)) => {
                format!("{done}: {}. Review by {}", finding.what(), waiver.review_by)
            }
        };
    }

    /// Shows the field of a fact and gives it the keyboard. What is asked of a role may be said of
    /// its server, its site or the plan.
    fn ask(&mut self, node: Option<NodeId>, fact: Fact) {
        let design = self.session.design();
        let server = node.and_then(|node| design.server_of(node)).map(NodeId::from);
        let site = node.and_then(|node| design.site_of(node)).map(NodeId::from);
        let holders = [node, server, site].into_iter().flatten().map(Some).chain([None]);
        let fits = |node: &Option<NodeId>| design.kind_of(*node).is_some_and(|on| fact.fits(on));
        let node = holders.into_iter().find(fits).flatten();
        match node {
            Some(node) => self.reveal(node),
            None => self.view.selection.clear(),
        }
        self.view.sheet = None;
        self.view.inspector = Panel::Open;
        self.view.folds.insert(fact.row().section, true);
        let field = field_id(node.as_slice(), Prop::Fact(fact));
        self.panels.inspector.go_to(field);
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
        match self.field_of(&finding).filter(|_| shown) {
            Some((field, prop)) => {
                if let Prop::Fact(fact) = prop {
                    self.view.folds.insert(fact.row().section, true);
                }
                self.panels.inspector.go_to(field);
            }
            None => ctx.memory_mut(|memory| memory.request_focus(canvas::id())),
        }
    }

    fn help(&mut self) {
        if self.view.rule.is_some() {
            (self.view.rule, self.view.rule_list) = (None, false);
            return;
        }
        self.view.rule = self.finding_in_front().map(|finding| finding.rule.id);
        if self.view.rule.is_none() {
            self.view.rule = self.panels.rules.open();
            self.view.rule_list = true;
        }
    }

    /// The finding that has the keyboard, in the list or on a card; else the leading one.
    fn finding_in_front(&self) -> Option<Finding> {
        let focused = self.panels.findings.focused().or_else(|| self.panels.inspector.focused());
        focused.cloned().or_else(|| self.leading_finding())
    }

    /// The field in which the first cure of a finding would set something.
    fn field_of(&self, finding: &Finding) -> Option<(egui::Id, Prop)> {
        let fixes = self.session.fixes(finding);
        let Command::Set(set) = fixes.first()?.commands.first()? else { return None };
        let prop = Prop::of(&set.field)?;
        (set.node == finding.on).then(|| (field_id(set.node.as_slice(), prop), prop))
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
        let report = self.session.report();
        found
            .min_by_key(|it| (report.is_waived(it), it.on != Some(node), it.severity, it.rule.id))
            .cloned()
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
