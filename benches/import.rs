//! How long a live export takes from bytes to a plan, the disk aside.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;
#[path = "../tests/it/live/forms.rs"]
#[allow(dead_code, reason = "the tests ask more of it")]
mod forms;
#[path = "../tests/it/live/writer.rs"]
#[allow(dead_code, reason = "the tests ask more of it")]
mod writer;

use common::{PlanSize, plan};
use divan::{Bencher, black_box, counter::BytesCount};
use sitewright::{
    arrange,
    commands::Command,
    import::{self, Source, Watch},
    model::{Design, Ids},
    rules,
};
use writer::Live;

fn main() {
    divan::main();
}

fn json(size: PlanSize) -> Source {
    let text = Live::of(&plan(size).design).lean().json();
    Source { name: "cm.json".to_owned(), bytes: text.into_bytes() }
}

fn csv(size: PlanSize) -> Source {
    let text = Live::of(&plan(size).design).csv();
    Source { name: "roles.csv".to_owned(), bytes: text.into_bytes() }
}

fn read(source: &Source) -> import::Intake {
    import::read(std::slice::from_ref(source), &Watch::default()).expect("nobody stops it")
}

/// The design that an export becomes beside what is there.
fn taken(source: &Source, onto: &Design) -> Design {
    let taken = import::take(read(source), onto, &mut Ids::counted());
    let mut design = onto.clone();
    Command::from(taken.command).apply(&mut design).expect("nothing refuses it");
    design
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 10)]
fn rows_of_json(bencher: Bencher<'_, '_>, size: PlanSize) {
    let source = json(size);
    let counter = BytesCount::new(source.bytes.len());
    bencher.counter(counter).bench_local(|| read(black_box(&source)));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 10)]
fn rows_of_csv(bencher: Bencher<'_, '_>, size: PlanSize) {
    let source = csv(size);
    let counter = BytesCount::new(source.bytes.len());
    bencher.counter(counter).bench_local(|| read(black_box(&source)));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 10)]
fn a_new_plan(bencher: Bencher<'_, '_>, size: PlanSize) {
    let source = json(size);
    bencher.bench_local(|| taken(black_box(&source), &Design::new()));
}

/// What somebody waits for who drops the file: read, placed, judged, laid out.
#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 15)]
fn a_judged_picture(bencher: Bencher<'_, '_>, size: PlanSize) {
    let source = json(size);
    bencher.bench_local(|| {
        let design = taken(black_box(&source), &Design::new());
        let places = arrange::tidy(&design);
        (rules::check(&design), places)
    });
}

/// The same export over the plan that it became.
#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 10)]
fn again(bencher: Bencher<'_, '_>, size: PlanSize) {
    let source = json(size);
    let design = taken(&source, &Design::new());
    bencher.bench_local(|| taken(black_box(&source), &design));
}
