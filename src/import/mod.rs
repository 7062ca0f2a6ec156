//! What others wrote, read into a design: exports of live hierarchies, and server lists.
//!
//! Bytes become text, text becomes rows ([`csv`], [`table`], [`book`]); rows become records of what
//! they say ([`live`], [`list`]); records become one command that changes a design ([`take`]).
//! Whatever could not be placed, and whatever was assumed, is a [`Note`].

pub mod book;
pub mod csv;
pub mod hosts;
mod inflate;
pub mod list;
pub mod live;
mod mask;
pub mod notes;
pub mod records;
pub mod table;
pub mod take;
pub mod text;
pub mod watch;

pub use hosts::{Host, HostId, Hosts};
pub use mask::mask;
pub use notes::{Note, Notes, Place, Sort};
pub use records::{Intake, Origin};
pub use take::{Came, Counts, Taken, take};
pub use watch::{Stage, Stopped, Watch};

use csv::Csv;

/// A file as it was given, or a table as it was pasted.
#[derive(Clone, Debug)]
pub struct Source {
    /// As notes call it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Reads exports of a live hierarchy and server lists, told apart by what is in them.
pub fn read(sources: &[Source], watch: &Watch) -> Result<Intake, Stopped> {
    let mut intake = Intake::default();
    let bytes = |source: &Source| u64::try_from(source.bytes.len()).unwrap_or_default();
    watch.begin(Stage::Reading, sources.iter().map(bytes).sum());
    let mut before = 0;
    for source in sources {
        let file = intake.notes.source(&source.name);
        read_one(source, file, &mut intake, watch, before)?;
        before += bytes(source);
        watch.reached(before)?;
    }
    live::finish(&mut intake);
    Ok(intake)
}

/// The table in a source that is no export of a live hierarchy, with what its columns most likely
/// mean; none where no column means anything.
pub fn list_in(source: &Source) -> Option<(table::Table, list::Mapping)> {
    if book::Kind::of(&source.bytes).is_none() {
        let text = text::decode(&source.bytes);
        let live = text.trim_start().starts_with(['{', '[']);
        if live || Csv::open(&text).is_some_and(|csv| live::knows(&csv)) {
            return None;
        }
    }
    let table = list::open(source).ok()?;
    let mapping = list::guess(&table);
    let means = mapping.columns.iter().any(|column| column.meaning.is_read());
    means.then_some((table, mapping))
}

fn read_one(
    source: &Source,
    file: u16,
    intake: &mut Intake,
    watch: &Watch,
    before: u64,
) -> Result<(), Stopped> {
    if book::Kind::of(&source.bytes).is_some() {
        return list::read(source, file, intake, watch, before);
    }
    let text = text::decode(&source.bytes);
    if text.trim_start().starts_with(['{', '[']) {
        return live::json(&text, file, intake, watch, before);
    }
    match Csv::open(&text) {
        Some(csv) if live::knows(&csv) => live::table(&csv, file, intake, watch, before),
        _ => list::read(source, file, intake, watch, before),
    }
}
