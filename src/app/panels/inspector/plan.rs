//! The plan as a whole: shown while nothing is selected.

use super::{
    super::{
        super::controls::{pair, words},
        fields::Prop,
        strip::grouped,
    },
    Page,
};
use crate::{
    facts::{roles::RoleKind, sites::SiteKind, versions::Version},
    measure::Weight,
    scene::Ink,
};

pub fn plan_ui(page: &mut Page<'_, '_>) {
    let look = page.cx.look;
    let design = page.cx.design();
    page.ui.horizontal(|ui| {
        ui.set_height(28.0);
        words(ui, look, "Plan", 15.0, Weight::SemiBold, Ink::Text);
    });
    page.section("Identity");
    page.field(&[], Prop::Title);
    page.field(&[], Prop::AsOf);
    let options: Vec<(Version, String)> =
        Version::ALL.into_iter().rev().map(|it| (it, it.name().to_owned())).collect();
    let target = design.target();
    if let Some(version) = page.choose("Version", Some(&target), target.name(), &options) {
        page.actions.extend(super::super::strip::judge_for(target, version));
    }
    page.section("Totals");
    let totals = design.totals();
    for kind in SiteKind::ALL {
        let number = totals.sites(kind);
        if number > 0 {
            let title = super::super::catalog::capital(kind.facts().title);
            pair(
                page.ui,
                look,
                &format!("{title}s").replace("type of", "type"),
                &grouped(number.into()),
            );
        }
    }
    pair(page.ui, look, "Servers", &grouped(design.server_count() as u64));
    let roles: u64 = RoleKind::all().map(|kind| u64::from(totals.roles(kind))).sum();
    pair(page.ui, look, "Site system roles", &grouped(roles));
    pair(page.ui, look, "Devices", &grouped(totals.devices));
}
