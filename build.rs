//! Gives the program its commit, and on Windows its icon and manifest.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=SITEWRIGHT_COMMIT={}", commit());
    embed_resources();
}

/// The short name of the commit the sources are at; "unknown" outside a repository.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    // The head moves with every commit and checkout; its log is written then.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"]);
    if let Some(log) = log.filter(|log| std::path::Path::new(log).exists()) {
        println!("cargo::rerun-if-changed={log}");
    }
    git(&["rev-parse", "--short=10", "HEAD"]).unwrap_or_else(|| "unknown".to_owned())
}

#[cfg(windows)]
fn embed_resources() {
    println!("cargo::rerun-if-changed=assets/sitewright.ico");
    let mut resource = winresource::WindowsResource::new();
    resource.set_icon("assets/sitewright.ico");
    resource.set("ProductName", "Sitewright");
    resource.set("FileDescription", "Plans Configuration Manager hierarchies");
    resource.set_manifest(include_str!("assets/sitewright.manifest"));
    if let Err(error) = resource.compile() {
        println!("cargo::warning=the icon could not be embedded: {error}");
    }
}

#[cfg(not(windows))]
fn embed_resources() {}
