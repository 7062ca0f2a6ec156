//! What is written, where, and what happens where it cannot be.

use std::fs;

use sitewright::{export::EXPORTERS, templates};

use super::{Desk, PIPED, Ran};

#[test]
fn the_ending_says_the_kind() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    for (name, begins) in [
        ("a.svg", &b"<svg"[..]),
        ("a.PNG", b"\x89PNG"),
        ("a.pdf", b"%PDF"),
        ("a.md", b"# "),
        ("a.outline", b"cas CS1"),
        ("a.sitewright", b"{\n  \"format_version\": 1"),
    ] {
        let ran = desk.run(&format!("export p.outline -o {name}"));
        assert_eq!(ran, Ran { code: 0, out: String::new(), err: String::new() }, "{name}");
        let bytes = fs::read(desk.path().join(name)).expect(name);
        assert!(bytes.starts_with(begins), "{name}");
    }
    let standard = desk.pipe("export - -o - --to outline", PIPED.as_bytes());
    assert_eq!((standard.code, standard.out), (0, desk.text("a.outline")));
    let again = desk.run("export a.sitewright -o - --to outline");
    assert_eq!(again.out, desk.text("a.outline"));
}

#[test]
fn all_kinds_go_into_a_folder() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    let ran = desk.run("export p.outline -o new/folder --to all");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err.lines().count(), EXPORTERS.len(), "{}", ran.err);
    for exporter in EXPORTERS {
        assert!(desk.has(&format!("new/folder/p.{}", exporter.extension)), "{}", exporter.kind);
    }
    assert_eq!(desk.run("export p.outline -o quiet --to all --quiet").err, "");
    assert_eq!(desk.pipe("export - -o piped --to all", PIPED.as_bytes()).code, 0);
    assert!(desk.has("piped/plan.svg"));
    // What was read is not lost, comments and all.
    desk.put("p.outline", format!("# mine\n{PIPED}"));
    let ran = desk.run("export p.outline -o . --to all");
    assert!(ran.code == 0 && ran.err.contains("p.outline: left as it is"), "{ran:?}");
    assert!(desk.has("p.svg") && desk.text("p.outline").starts_with("# mine"));
}

#[test]
fn wrong_words_for_an_export_are_told() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    fs::create_dir(desk.path().join("folder")).expect("a folder");
    for (arguments, words) in [
        ("export p.outline -o a.docx", ["a.docx: ", "docx", "svg, png, pdf, md, outline"]),
        ("export p.outline -o a", ["a: ", "add --to", "svg, png, pdf, md, outline"]),
        ("export p.outline -o -", ["-: ", "add --to", "svg"]),
        ("export p.outline -o a.svg --to gif", ["gif", "no kind of file", "svg"]),
        ("export p.outline -o folder", ["folder: ", "this is a folder", "--to all"]),
        ("export p.outline -o - --to all", ["-: ", "need a folder", "-o"]),
        ("export p.outline -o p.outline --to all", ["p.outline: ", "need a folder", "-o"]),
        ("export p.outline -o p.outline", ["p.outline: ", "replace the plan", "another"]),
        ("export p.outline -o a.pdf --page a9", ["--page", "a9", "a4, a3, a2, a1, a0, letter"]),
        ("export p.outline -o a.pdf --page a4-up", ["--page", "a4-up", "-portrait or -landscape"]),
        ("export p.outline -o a.svg --theme blue", ["--theme", "blue", "light, dark and print"]),
        ("export none -o a.svg", ["none: ", "no such file", "check its name"]),
    ] {
        desk.refuses(2, arguments, b"", &words);
    }
    assert_eq!(desk.text("p.outline"), PIPED);
    for page in ["a4", "a0-portrait", "LETTER", "tabloid-landscape"] {
        for theme in ["light", "dark", "print"] {
            let line = format!("export p.outline -o ok.pdf --page {page} --theme {theme}");
            assert_eq!(desk.run(&line).code, 0, "{line}");
        }
    }
}

#[test]
fn what_cannot_be_written_ends_in_three() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    let long = format!("new -o {}.sitewright", "n".repeat(400));
    for (arguments, words) in [
        ("new -o none/a.sitewright", ["cannot save none/a.sitewright: ", "make it first"]),
        ("new -o .", ["cannot save .: ", "this is a folder"]),
        ("check p.outline -o none/a.txt", ["cannot save none/a.txt: ", "make it first"]),
        ("rules -o none/a.txt", ["cannot save none/a.txt: ", "make it first"]),
        ("schema -o none/a.txt", ["cannot save none/a.txt: ", "make it first"]),
        ("export p.outline -o p.outline/a --to all", ["p.outline/a: ", ""]),
        (&long, ["cannot save nnn", "choose a shorter one"]),
    ] {
        desk.refuses(3, arguments, b"", &words);
    }
    let mut rights = fs::metadata(desk.path().join("p.outline")).expect("a file").permissions();
    rights.set_readonly(true);
    desk.put("r.outline", format!("# hers\n{PIPED}"));
    fs::set_permissions(desk.path().join("r.outline"), rights).expect("set");
    desk.refuses(3, "new -o r.outline", b"", &["r.outline: the file is read-only"]);
    desk.refuses(3, "fmt r.outline", b"", &["r.outline: the file is read-only"]);
    assert!(desk.text("r.outline").starts_with("# hers\n"));
}

/// A device takes what is written to it, and is still there afterwards.
#[cfg(target_os = "linux")]
#[test]
fn devices_stay_devices() {
    use std::os::unix::fs::FileTypeExt;
    let desk = Desk::new();
    let full = "No space left on device";
    desk.refuses(3, "new -o /dev/full", b"", &["/dev/full", full, "free some room"]);
    assert_eq!(
        desk.run("new -o /dev/null"),
        Ran { code: 0, out: String::new(), err: String::new() }
    );
    for device in ["/dev/full", "/dev/null"] {
        let kind = fs::metadata(device).expect(device).file_type();
        assert!(kind.is_char_device(), "{device}");
    }
    assert_eq!(desk.run("new -o /dev/stdout").out, desk.run("new -o -").out);
    for arguments in ["new -o -", "rules", "schema", "new --list", "--help", "--version"] {
        let to = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let ran = desk.command(arguments).stdout(to).output().expect("the program");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(3), "{arguments}");
        assert!(said.starts_with("standard output: ") && said.contains(full), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_whoever_reads_may_stop() {
    let desk = Desk::new();
    desk.put("p.outline", PIPED);
    std::os::unix::fs::symlink("p.outline", desk.path().join("link.outline")).expect("a link");
    desk.refuses(2, "check p.outline -o link.outline", b"", &["link.outline", "replace the plan"]);
    assert_eq!(desk.run("check link.outline").code, 1);
    assert_eq!(desk.run("fmt link.outline").code, 0);
    assert!(desk.path().join("link.outline").is_symlink());
    assert!(desk.text("p.outline").contains("server CS1: site, db, prov"));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ran = desk.command("rules --format md").stdout(writer).output().expect("the program");
    assert_eq!((ran.status.code(), ran.stderr.len()), (Some(0), 0));
}

#[test]
fn rewriting_keeps_the_original_beside_the_plan() {
    let desk = Desk::new();
    let (typed, name) = (format!("# mine\n{PIPED}"), "p.outline");
    desk.put(name, &typed);
    let ran = desk.run("fmt p.outline");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(desk.text("p.outline.bak"), typed);
    let canonical = desk.text(name);
    assert!(canonical.starts_with("cas CS1\n  server CS1: site, db, prov\n"), "{canonical}");
    // Once canonical, nothing is touched; the original is what stood there before this run.
    assert_eq!(
        desk.run("fmt p.outline --quiet"),
        Ran { code: 0, out: String::new(), err: String::new() }
    );
    assert_eq!((desk.text("p.outline.bak"), desk.text(name)), (typed, canonical.clone()));
    desk.put(name, "PRIMARY P01\r\n");
    assert_eq!(desk.run("fmt p.outline").code, 0);
    assert_eq!(desk.text("p.outline.bak"), "PRIMARY P01\r\n");
    assert_eq!(desk.pipe("fmt -", PIPED.as_bytes()).out, canonical);

    desk.run("new --template central -o c.sitewright");
    let plan = desk.text("c.sitewright");
    let loose: String = plan.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    desk.put("c.sitewright", &loose);
    assert_eq!(desk.run("fmt c.sitewright").code, 0);
    assert_eq!((desk.text("c.sitewright"), desk.text("c.sitewright.bak")), (plan, loose));

    desk.put("bad.outline", "cos X\n");
    desk.refuses(2, "fmt bad.outline", b"", &["bad.outline:1:1: "]);
    assert!(!desk.has("bad.outline.bak"));
    desk.put("k.outline", PIPED);
    fs::create_dir(desk.path().join("k.outline.bak")).expect("a folder");
    desk.refuses(3, "fmt k.outline", b"", &["k.outline.bak: this is a folder"]);
    assert_eq!(desk.text("k.outline"), PIPED);
}

#[test]
fn templates_are_listed_and_written() {
    let desk = Desk::new();
    let list = desk.run("new --list").out;
    let lines: Vec<_> = list.lines().map(|line| line.split_once('\t').expect("a tab")).collect();
    let known: Vec<_> = templates::all().iter().map(|it| (it.name, it.what)).collect();
    assert_eq!(lines, known);
    for template in templates::all() {
        let name = template.name;
        assert_eq!(desk.run(&format!("new --template {name} -o {name}.sitewright")).code, 0);
        assert_eq!(desk.run(&format!("new --template {name} -o {name}.outline")).code, 0);
        assert_eq!(desk.text(&format!("{name}.outline")), template.outline);
        let said = desk.run(&format!("check {name}.sitewright --fail-on advice"));
        assert_eq!(said.code, 0, "{name}: {}", said.out);
    }
    let words = ["centrl", "standalone, remote-offices, central, cloud-first", "mean central?"];
    desk.refuses(2, "new --template centrl -o a", b"", &words);
}

#[test]
fn facts_lists_every_key_under_what_it_is_said_of() {
    let desk = Desk::new();
    let ran = desk.run("facts");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for fact in sitewright::facts::said::Fact::all() {
        assert!(ran.out.contains(&format!("\n  {}=", fact.key())), "{}", fact.key());
    }
    let server = ran.out.split("\n\n").find(|part| part.starts_with("server\n"));
    let server = server.expect("what is said of a server");
    assert!(server.contains("  cores=NUMBER  Cores\n"), "{server}");
    assert!(server.contains("  zone=NAME of a zone  Network zone\n"), "{server}");
}
