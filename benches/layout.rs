//! How long laying out takes: everything, and after an edit.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;

use common::{PlanSize, ends, place, plan, session};
use divan::{Bencher, black_box};
use sitewright::{arrange, commands::apply_all, facts::roles::RoleKind, geometry::Point};

fn main() {
    divan::main();
}

#[divan::bench(args = PlanSize::ALL, sample_count = 30, max_time = 4)]
fn tidy(bencher: Bencher<'_, '_>, size: PlanSize) {
    let plan = plan(size);
    bencher.bench_local(|| arrange::tidy(black_box(&plan.design)));
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn settle_low(bencher: Bencher<'_, '_>, size: PlanSize) {
    settle(bencher, size, 1);
}

#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn settle_top(bencher: Bencher<'_, '_>, size: PlanSize) {
    settle(bencher, size, 0);
}

fn settle(bencher: Bencher<'_, '_>, size: PlanSize, end: usize) {
    let session = session(size);
    let commands = place(&session, RoleKind::EndpointProtectionPoint, ends(&session)[end]);
    let old = session.design();
    let new = apply_all(&commands, old).expect("it has room");
    let places = &session.plan().places;
    bencher.bench_local(|| arrange::settle(black_box(places), old, &new, None));
}

/// A hand moves a low site by a little.
#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn put(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    let (plan, node) = (session.plan(), ends(&session)[1].into());
    let at = plan.places.bounds(&plan.design, node).expect("it has a place").min;
    let at = at + Point::new(40.0, 30.0);
    bencher.bench_local(|| arrange::put(&plan.design, black_box(&plan.places), node, at));
}
