//! Asks for a file: by the system's dialog where one can appear, else by a field in the window.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, TryRecvError, channel},
};

use egui::{Align, Key, Layout, Ui};

use super::{
    super::{
        Action, Cx,
        controls::{Button, Kind, field_box, row, tell},
    },
    ask::{card, title},
    files::FileAction,
    recent::shown,
};
use crate::scene::Ink;

/// What the file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    /// Any number of files that others wrote.
    Import,
    Save,
    /// The kind of file to export.
    Export(&'static str),
    /// The script that gathers a live hierarchy.
    Collector,
}

pub struct Dialog {
    pub purpose: Purpose,
    way: Way,
}

enum Way {
    System(Receiver<Vec<PathBuf>>),
    Field(Field),
}

/// What was answered; no path is a cancel.
type Reply = Vec<PathBuf>;

struct Field {
    text: String,
    /// Where names without a folder belong.
    folder: PathBuf,
    /// Why the last answer would not do.
    trouble: Option<String>,
    /// The file is there, and writing would replace it: asked once.
    replaces: Option<PathBuf>,
    fresh: bool,
    takes_several: bool,
}

/// The endings of what others write.
const IMPORTED: [&str; 5] = ["json", "csv", "txt", "tsv", "xlsx"];

impl Purpose {
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("Open a plan", "Open"),
            Self::Import => ("Import a live hierarchy or a server list", "Import"),
            Self::Save => ("Save the plan as", "Save"),
            Self::Export(_) => ("Export to", "Export"),
            Self::Collector => ("Save the collector script as", "Save"),
        }
    }

    fn writes(&self) -> bool {
        !matches!(self, Self::Open | Self::Import)
    }

    /// The ending of what is written.
    fn extension(&self) -> &str {
        match self {
            Self::Export(kind) => kind,
            Self::Collector => "ps1",
            Self::Open | Self::Import | Self::Save => "sitewright",
        }
    }

    /// Whether a file with this ending, in small letters, is offered.
    fn offers(&self, ending: &str) -> bool {
        match self {
            Self::Open => matches!(ending, "sitewright" | "outline"),
            Self::Import => IMPORTED.contains(&ending),
            Self::Save | Self::Export(_) | Self::Collector => ending == self.extension(),
        }
    }
}

impl Dialog {
    /// Opens the system's dialog, or the field.
    pub fn open(purpose: Purpose, suggested: &Path, system: bool, ctx: &egui::Context) -> Self {
        let way = match system {
            true => Way::System(ask_system(&purpose, suggested, ctx.clone())),
            false => Way::Field(Field::new(suggested, purpose == Purpose::Import)),
        };
        Self { purpose, way }
    }

    pub fn is_in_window(&self) -> bool {
        matches!(self.way, Way::Field(_))
    }

    pub fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, actions: &mut Vec<Action>) {
        let reply = match &mut self.way {
            Way::System(answer) => match answer.try_recv() {
                Ok(paths) => Some(paths),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => Some(Reply::new()),
            },
            Way::Field(field) => field.ui(cx, ui, &self.purpose),
        };
        if let Some(paths) = reply {
            actions.push(Action::File(FileAction::Chosen(self.purpose.clone(), paths)));
        }
    }
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

/// Runs beside the window, which goes on painting.
fn ask_system(purpose: &Purpose, suggested: &Path, ctx: egui::Context) -> Receiver<Vec<PathBuf>> {
    let (send, receive) = channel();
    let (words, _) = purpose.words();
    let mut dialog = rfd::AsyncFileDialog::new().set_title(words);
    if let Some(folder) = suggested.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    dialog = match purpose {
        Purpose::Open => dialog
            .add_filter("Plans and outlines", &["sitewright", "outline"])
            .add_filter("All files", &["*"]),
        Purpose::Import => {
            dialog.add_filter("Exports and server lists", &IMPORTED).add_filter("All files", &["*"])
        }
        Purpose::Save => dialog.add_filter("Plan", &["sitewright"]),
        Purpose::Export(kind) => dialog.add_filter(*kind, &[*kind]),
        Purpose::Collector => dialog.add_filter("PowerShell script", &["ps1"]),
    };
    if let Some(name) = suggested.file_name().filter(|_| purpose.writes()) {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    // The dialog belongs to the main thread on some systems; only its answer is waited for
    // elsewhere.
    let one = |file: Option<rfd::FileHandle>| -> Vec<PathBuf> {
        file.into_iter().map(|file| file.path().to_owned()).collect()
    };
    let answer: Answer = match purpose {
        Purpose::Import => {
            let picked = dialog.pick_files();
            Box::pin(async move {
                let files = picked.await.unwrap_or_default();
                files.into_iter().map(|file| file.path().to_owned()).collect()
            })
        }
        Purpose::Open => {
            let picked = dialog.pick_file();
            Box::pin(async move { one(picked.await) })
        }
        Purpose::Save | Purpose::Export(_) | Purpose::Collector => {
            let picked = dialog.save_file();
            Box::pin(async move { one(picked.await) })
        }
    };
    std::thread::spawn(move || {
        let paths = pollster::block_on(answer);
        // Whoever asked may be gone.
        _ = send.send(paths);
        ctx.request_repaint();
    });
    receive
}

impl Field {
    fn new(suggested: &Path, takes_several: bool) -> Self {
        let folder = suggested.parent().map(Path::to_owned).unwrap_or_default();
        let text = suggested.display().to_string();
        Self { text, folder, trouble: None, replaces: None, fresh: true, takes_several }
    }

    /// The answer, once there is one.
    fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, purpose: &Purpose) -> Option<Reply> {
        let mut reply = None;
        let (heading, verb) = purpose.words();
        let done = card(ui, "path", 520.0, |ui| {
            title(ui, cx.look, heading);
            let id = egui::Id::unique("path field");
            let width = ui.available_width();
            let bad = self.trouble.is_some();
            let field = field_box(ui, cx.look, id, &mut self.text, "Folder and name", width, bad);
            if self.fresh {
                field.request_focus();
                self.fresh = false;
            }
            if field.changed() {
                (self.trouble, self.replaces) = (None, None);
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(trouble) = &self.trouble {
                let words = egui::RichText::new(trouble).size(12.0);
                ui.label(words.color(cx.look.color(Ink::Severity(crate::rules::Severity::Error))));
            } else {
                let words = match purpose {
                    Purpose::Import => {
                        "No file dialog can be shown here, so the path is typed; several are \
                         parted by ;"
                    }
                    _ => "No file dialog can be shown here, so the path is typed.",
                };
                tell(ui, cx.look, words);
            }
            self.entries_ui(cx, ui, purpose);
            ui.add_space(8.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let verb = if self.replaces.is_some() { "Replace" } else { verb };
                let go = Button::new(verb).kind(Kind::Main).show(ui, cx.look).clicked();
                if go || entered {
                    reply = self.answers(purpose);
                    if entered && reply.is_none() {
                        field.request_focus();
                    }
                }
                if Button::new("Cancel").show(ui, cx.look).clicked() {
                    reply = Some(Reply::new());
                }
            });
        });
        if done { Some(Reply::new()) } else { reply }
    }

    /// What lies in the folder that is typed, to choose from.
    fn entries_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, purpose: &Purpose) {
        let entries = self.entries(purpose);
        let mut chosen = None;
        for path in entries {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let mut name = name.unwrap_or_default();
            if path.is_dir() {
                name.push(std::path::MAIN_SEPARATOR);
            }
            if row(ui, cx.look, &name, false).clicked() {
                chosen = Some(path);
            }
        }
        if let Some(path) = chosen {
            let before = self.before_last().unwrap_or_default();
            self.text.truncate(before);
            self.text += &path.display().to_string();
            if path.is_dir() {
                self.text.push(std::path::MAIN_SEPARATOR);
            }
            (self.trouble, self.replaces) = (None, None);
            ui.memory_mut(|memory| memory.request_focus(egui::Id::unique("path field")));
        }
    }

    /// Folders and fitting files that begin as typed; a handful.
    fn entries(&self, purpose: &Purpose) -> Vec<PathBuf> {
        const SHOWN: usize = 6;
        let typed = self.path();
        let is_folder =
            self.text.ends_with(['/', std::path::MAIN_SEPARATOR]) || self.text.is_empty();
        let (folder, start) = match (is_folder, typed.parent(), typed.file_name()) {
            (false, Some(parent), Some(name)) => {
                (parent.to_owned(), name.to_string_lossy().to_lowercase())
            }
            _ => (typed, String::new()),
        };
        let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
        let fits = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let kind = path.is_dir() || purpose.offers(&ending);
            kind && name.starts_with(&start) && !name.starts_with('.') && name != start
        };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(fits).collect();
        paths.sort();
        paths.truncate(SHOWN);
        paths
    }

    /// The path that is being typed.
    fn path(&self) -> PathBuf {
        self.path_of(self.before_last().map_or(&*self.text, |at| &self.text[at..]))
    }

    fn path_of(&self, text: &str) -> PathBuf {
        let text = text.trim();
        let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
        match (text.strip_prefix("~/"), home) {
            (Some(below), Some(home)) => home.join(below),
            _ => self.folder.join(text),
        }
    }

    /// Where the last of several paths begins; a name may have the sign in it.
    fn before_last(&self) -> Option<usize> {
        let at = self.text.rfind(';').filter(|_| self.takes_several)?;
        (!self.path_of(&self.text).exists()).then_some(at + 1)
    }

    /// All of several paths, if they are there; else says why not.
    fn answers(&mut self, purpose: &Purpose) -> Option<Vec<PathBuf>> {
        if self.before_last().is_none() {
            return self.answer(purpose).map(|path| vec![path]);
        }
        let typed = self.text.split(';').filter(|text| !text.trim().is_empty());
        let paths: Vec<_> = typed.map(|text| self.path_of(text)).collect();
        if let Some(lost) = paths.iter().find(|path| !path.is_file()) {
            self.trouble = Some(format!("There is no file {}.", shown(lost)));
            return None;
        }
        Some(paths)
    }

    /// The path, if it will do; else says why not.
    fn answer(&mut self, purpose: &Purpose) -> Option<PathBuf> {
        let mut path = self.path();
        if self.text.trim().is_empty() {
            self.trouble = Some("Type the folder and name of a file.".to_owned());
            return None;
        }
        if path.is_dir() {
            self.trouble = Some(format!("{} is a folder; add the name of a file.", shown(&path)));
            return None;
        }
        if !purpose.writes() {
            if !path.exists() {
                self.trouble = Some(format!("There is no file {}.", shown(&path)));
                return None;
            }
            return Some(path);
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            None => _ = path.set_extension(purpose.extension()),
            Some(ending) if ending == purpose.extension() => {}
            Some(ending) => {
                let wanted = purpose.extension();
                self.trouble =
                    Some(format!("What is written ends in .{wanted}, and the name in .{ending}."));
                return None;
            }
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
            self.trouble = Some(format!("There is no folder {}.", shown(folder)));
            return None;
        }
        if path.exists() && self.replaces.as_ref() != Some(&path) {
            self.trouble = Some(format!("{} is there already. Replace it?", shown(&path)));
            self.replaces = Some(path);
            return None;
        }
        Some(path)
    }
}
