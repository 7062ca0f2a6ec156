//! How long the judge takes: over everything, after an edit, for a preview, for shading.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;

use common::{PlanSize, ends, place, plan, session};
use divan::{Bencher, black_box};
use sitewright::{
    commands::{AddSite, apply_all},
    facts::{roles::RoleKind, sites::SiteKind},
    rules,
};

fn main() {
    divan::main();
}

#[divan::bench(args = PlanSize::ALL, sample_count = 30, max_time = 4)]
fn check_all(bencher: Bencher<'_, '_>, size: PlanSize) {
    let plan = plan(size);
    bencher.bench_local(|| rules::check(black_box(&plan.design)));
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn recheck_low(bencher: Bencher<'_, '_>, size: PlanSize) {
    recheck(bencher, size, 1);
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn recheck_top(bencher: Bencher<'_, '_>, size: PlanSize) {
    recheck(bencher, size, 0);
}

/// A role at the top or low in the hierarchy.
fn recheck(bencher: Bencher<'_, '_>, size: PlanSize, end: usize) {
    let session = session(size);
    let commands = place(&session, RoleKind::EndpointProtectionPoint, ends(&session)[end]);
    let old = session.design();
    let new = apply_all(&commands, old).expect("it has room");
    bencher.bench_local(|| rules::recheck(session.report(), old, &new));
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn preview_low(bencher: Bencher<'_, '_>, size: PlanSize) {
    preview(bencher, size, 1);
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn preview_top(bencher: Bencher<'_, '_>, size: PlanSize) {
    preview(bencher, size, 0);
}

/// What hovering over a server with a role asks.
fn preview(bencher: Bencher<'_, '_>, size: PlanSize, end: usize) {
    let session = session(size);
    let commands = place(&session, RoleKind::ManagementPoint, ends(&session)[end]);
    bencher.bench_local(|| session.preview(black_box(&commands)));
}

/// What hovering over a site with a site asks.
#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn preview_site(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    let [top, low] = ends(&session);
    let under = session.design().parent(low).unwrap_or(top);
    let kind = SiteKind::Secondary;
    let code = session.free_code(kind);
    let (id, place) = (session.fresh(), usize::MAX);
    let add = AddSite { id, kind, code, under: Some(under), place, setup: None };
    let commands = [add.into()];
    bencher.bench_local(|| session.preview(black_box(&commands)));
}

/// A software update point is picked up while 300 servers can be seen.
#[divan::bench(args = PlanSize::ALL, max_time = 3)]
fn shade_300(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    let [top, low] = ends(&session);
    let under = session.design().parent(low).unwrap_or(top);
    let below = session.design().children(under);
    let sites = std::iter::once(under).chain(below).filter_map(|id| session.design().site(id));
    let servers: Vec<_> =
        sites.flat_map(|site| &site.site().servers).map(|server| server.id).take(300).collect();
    bencher.bench_local(|| session.landings(RoleKind::SoftwareUpdatePoint, black_box(&servers)));
}

/// An edit as a hand does it: applied, laid out, judged; and taken back.
#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn edit_and_undo(bencher: Bencher<'_, '_>, size: PlanSize) {
    let mut session = session(size);
    let [_, low] = ends(&session);
    let commands = place(&session, RoleKind::EndpointProtectionPoint, low);
    bencher.bench_local(|| {
        session.run(black_box(&commands)).expect("it has room");
        session.undo()
    });
}
