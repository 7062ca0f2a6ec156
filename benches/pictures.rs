//! How long pictures take: what a screen shows, everything, and everything as SVG.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;

use common::{PlanSize, session};
use divan::{Bencher, black_box};
use sitewright::{
    export::{self, Input},
    scene::{
        hierarchy::{self, Level},
        theme::Theme,
    },
};

fn main() {
    divan::main();
}

/// The first frame of a screen that shows sixty sites.
#[divan::bench(args = PlanSize::ALL, max_time = 2)]
fn sixty_sites(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    let sites: Vec<_> = session.design().sites().map(|site| site.id).take(60).collect();
    let part = |site| hierarchy::site(session.plan(), session.report(), site, Level::Full);
    bencher.bench_local(|| sites.iter().map(|site| part(*site)).collect::<Vec<_>>());
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 4)]
fn whole_scene(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    bencher.bench_local(|| hierarchy::scene(black_box(session.plan()), session.report()));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 5, max_time = 15)]
fn svg(bencher: Bencher<'_, '_>, size: PlanSize) {
    let session = session(size);
    let input = Input {
        plan: session.plan(),
        report: session.report(),
        theme: Theme::Light,
        page: None,
        name: "plan",
    };
    let svg = export::by_kind("svg").expect("it is in the table");
    bencher.bench_local(|| (svg.write)(black_box(&input)));
}
