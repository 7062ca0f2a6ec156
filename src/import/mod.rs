//! What others wrote, read into a design: exports of live hierarchies, and server lists.
//!
//! Bytes become text, text becomes rows ([`csv`], [`json`], [`book`]); rows become records of what
//! they say ([`live`], [`list`]); records become one command that changes a design ([`take`]).
//! Whatever could not be placed, and whatever was assumed, is a [`Note`].

pub mod csv;
pub mod hosts;
pub mod live;
pub mod notes;
pub mod records;
pub mod take;
pub mod text;
pub mod watch;

pub use hosts::{Host, HostId, Hosts};
pub use notes::{Note, Notes, Place, Sort};
pub use records::{Intake, Origin};
pub use take::{Came, Counts, Taken};
pub use watch::{Stage, Stopped, Watch};

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
    for source in sources {
        intake.notes.source(&source.name);
    }
    watch.reached(0)?;
    Ok(intake)
}
