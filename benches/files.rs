//! How long reading and writing a plan's file takes, the disk aside.

#[allow(dead_code, reason = "each measurement needs a part of it")]
mod common;

use common::{PlanSize, plan};
use divan::{Bencher, black_box, counter::BytesCount};
use sitewright::file;

fn main() {
    divan::main();
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 6)]
fn write(bencher: Bencher<'_, '_>, size: PlanSize) {
    let plan = plan(size);
    bencher
        .counter(BytesCount::new(file::write(plan).len()))
        .bench_local(|| file::write(black_box(plan)));
}

#[divan::bench(args = PlanSize::ALL, sample_count = 10, max_time = 10)]
fn read(bencher: Bencher<'_, '_>, size: PlanSize) {
    let bytes = file::write(plan(size));
    let counter = BytesCount::new(bytes.len());
    bencher.counter(counter).bench_local(|| file::read(black_box(&bytes)).expect("we wrote it"));
}
