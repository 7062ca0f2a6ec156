//! Whether the system can show a file dialog, asked before one is opened: where it cannot, the
//! dialog library answers "cancelled" at once and nobody would know why nothing happens.

use std::sync::{Arc, OnceLock};

/// Asked once, on a thread of its own; a test gives the answer itself.
#[derive(Clone, Default)]
pub struct Desktop {
    answer: Arc<OnceLock<bool>>,
}

impl Desktop {
    /// With the answer known.
    pub fn answering(has_dialogs: bool) -> Self {
        let desktop = Self::default();
        _ = desktop.answer.set(has_dialogs);
        desktop
    }

    /// Begins to ask, so that the answer is there when it is needed.
    pub fn ask(&self) {
        let answer = self.answer.clone();
        std::thread::spawn(move || answer.get_or_init(probe) == &true);
    }

    /// Whether a file dialog would appear; waits for the answer, which takes milliseconds.
    pub fn has_dialogs(&self) -> bool {
        *self.answer.get_or_init(probe)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "freebsd")))]
fn probe() -> bool {
    true
}

/// A portal with file dialogs on the session bus, or zenity, which the library falls back to.
#[cfg(any(target_os = "linux", target_os = "freebsd"))]
fn probe() -> bool {
    has_portal().unwrap_or(false) || is_on_path("zenity")
}

#[cfg(any(target_os = "linux", target_os = "freebsd"))]
fn has_portal() -> Option<bool> {
    const PORTAL: &str = "org.freedesktop.portal.Desktop";
    let bus = zbus::blocking::connection::Builder::session()
        .ok()?
        .method_timeout(std::time::Duration::from_secs(2))
        .build()
        .ok()?;
    // Reading a property starts the portal where it can be started, and fails where it has no
    // file dialogs.
    let portal = zbus::blocking::Proxy::new(
        &bus,
        PORTAL,
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.FileChooser",
    );
    Some(portal.ok()?.get_property::<u32>("version").is_ok())
}

#[cfg(any(target_os = "linux", target_os = "freebsd"))]
fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
