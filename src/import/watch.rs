//! How far long work has come, and whether somebody wants it to end: shared between two threads.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    of: AtomicU64,
    stage: AtomicU8,
    stopped: AtomicBool,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Reading,
    Placing,
    Judging,
    Arranging,
}

/// Somebody asked for it to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl Stage {
    const ALL: [Self; 4] = [Self::Reading, Self::Placing, Self::Judging, Self::Arranging];

    pub const fn words(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Placing => "Placing",
            Self::Judging => "Judging",
            Self::Arranging => "Arranging",
        }
    }
}

impl Watch {
    /// A stage begins; `of` is how much there is to do, 0 where that is not known.
    pub fn begin(&self, stage: Stage, of: u64) {
        self.stage.store(stage as u8, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// So much of the stage is done; asks whether to go on.
    pub fn reached(&self, done: u64) -> Result<(), Stopped> {
        self.done.store(done, Ordering::Relaxed);
        if self.stopped.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub fn stage(&self) -> Stage {
        let at = usize::from(self.stage.load(Ordering::Relaxed));
        Stage::ALL.get(at).copied().unwrap_or(Stage::Reading)
    }

    /// From 0 to 1; none where nobody knows how much there is.
    #[expect(clippy::cast_precision_loss, reason = "a bar has less pixels than a float has digits")]
    pub fn share(&self) -> Option<f32> {
        let of = self.of.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed).min(of);
        (of > 0).then(|| done as f32 / of as f32)
    }
}
