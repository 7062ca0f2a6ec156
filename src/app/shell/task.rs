//! Work on another thread, so that no frame waits for it: how far it has come, and how it ends.

use std::sync::{
    Arc,
    mpsc::{Receiver, TryRecvError, channel},
};

use crate::import::{Stopped, Watch};

/// Ends, as soon as the thread looks, when nobody wants the result any more.
pub struct Task<T> {
    watch: Arc<Watch>,
    result: Receiver<T>,
}

pub enum Polled<T> {
    Going,
    Done(T),
    /// Without a result: it was stopped, or it broke.
    Ended,
}

impl<T: Send + 'static> Task<T> {
    pub fn start(
        ctx: &egui::Context,
        work: impl FnOnce(&Watch) -> Result<T, Stopped> + Send + 'static,
    ) -> Self {
        let (send, result) = channel();
        let watch = Arc::new(Watch::default());
        let (ctx, theirs) = (ctx.clone(), watch.clone());
        std::thread::spawn(move || {
            let done = work(&theirs);
            if let Ok(done) = done {
                // The window may be gone by then.
                _ = send.send(done);
            }
            drop(send);
            ctx.request_repaint();
        });
        Self { watch, result }
    }
}

impl<T> Task<T> {
    pub fn poll(&self) -> Polled<T> {
        match self.result.try_recv() {
            Ok(done) => Polled::Done(done),
            Err(TryRecvError::Empty) => Polled::Going,
            Err(TryRecvError::Disconnected) => Polled::Ended,
        }
    }

    pub fn watch(&self) -> &Watch {
        &self.watch
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.watch.stop();
    }
}

/// Gives back elsewhere what takes long to give back.
pub fn discard<T: Send + 'static>(what: T) {
    std::thread::spawn(move || drop(what));
}
