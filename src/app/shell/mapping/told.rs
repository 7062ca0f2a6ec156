//! How many rows of a list come in, and why the others do not.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use super::super::super::{
    Cx,
    controls::{tell, words},
};
use crate::{
    facts::numbers::grouped,
    import::{Intake, Sort, table::Table},
    measure::Weight,
    rules::Severity,
    scene::Ink,
};

pub struct Told {
    /// How many rows come in.
    pub taken: usize,
    /// The lines of those that do not.
    pub bad: BTreeSet<u32>,
    servers: usize,
    sites: usize,
    roles: usize,
    /// One line for each row that does not come in, up to a number of them, then what was assumed.
    lines: Vec<(Sort, String)>,
    more: usize,
}

/// So many notes are shown here; the import sheet shows them all.
const SHOWN: usize = 200;
const HEIGHT: f32 = 116.0;

impl Told {
    pub fn of(intake: &Intake, table: &Table) -> Self {
        let bad: BTreeSet<u32> =
            intake.notes.of(Sort::Unplaced).map(|note| note.place.row).collect();
        let all = [Sort::Unplaced, Sort::Assumed, Sort::Remark].into_iter();
        let all = all.flat_map(|sort| intake.notes.of(sort));
        let count = intake.notes.all().len();
        let lines = all.take(SHOWN).map(|note| (note.sort, short(&intake.notes.line(note))));
        let nothing = bad.contains(&0);
        Self {
            taken: if nothing { 0 } else { table.rows.len().saturating_sub(bad.len()) },
            servers: intake.hosts.len(),
            sites: intake.sites.len(),
            roles: intake.roles.len(),
            lines: lines.collect(),
            more: count.saturating_sub(SHOWN),
            bad,
        }
    }

    fn sentence(&self) -> String {
        let some = |count: usize, one: &str, many: &str| {
            let number = grouped(u64::try_from(count).unwrap_or(u64::MAX));
            format!("{number} {}", if count == 1 { one } else { many })
        };
        let rows = some(self.taken, "row comes in", "rows come in");
        let left = match self.bad.len() {
            0 => String::new(),
            count => format!(", {}", some(count, "row does not", "rows do not")),
        };
        let sites = some(self.sites, "site", "sites");
        let servers = some(self.servers, "server", "servers");
        format!("{rows}{left}: {sites}, {servers}, {}", some(self.roles, "role", "roles"))
    }
}

/// A note without the name of the list, of which there is only one here.
fn short(line: &str) -> String {
    line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned()
}

pub fn ui(told: &Told, cx: &Cx<'_>, ui: &mut Ui) {
    let sentence = match told.taken {
        0 => "Nothing comes in yet: choose the column with the names of the servers.".to_owned(),
        _ => told.sentence(),
    };
    words(ui, cx.look, sentence, 13.0, Weight::SemiBold, Ink::Text);
    ui.add_space(2.0);
    let list = ScrollArea::vertical().id_salt("mapping notes").max_height(HEIGHT);
    list.auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (sort, line) in &told.lines {
            let ink = match sort {
                Sort::Unplaced => Ink::Severity(Severity::Error),
                Sort::Assumed => Ink::Text,
                Sort::Remark => Ink::Muted,
            };
            words(ui, cx.look, format!("{}: {line}", name(*sort)), 12.0, Weight::Regular, ink);
        }
        if told.more > 0 {
            let more = grouped(u64::try_from(told.more).unwrap_or(u64::MAX));
            tell(ui, cx.look, format!("and {more} more, which the next sheet shows"));
        }
    });
}

const fn name(sort: Sort) -> &'static str {
    match sort {
        Sort::Unplaced => "Not taken in",
        Sort::Assumed => "Assumed",
        Sort::Remark => "To know",
    }
}
