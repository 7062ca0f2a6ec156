//! The collector: that the script reads, and only reads, what the table says, and that its file
//! keeps to the schema.
#![expect(clippy::disallowed_methods, reason = "a file is what is tested")]

use std::{collections::BTreeSet, process::Command};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use sitewright::collector::{
    self, ACCOUNTS, FORMAT, Kind, LISTS, SECTIONS, SETTINGS, Setting, VERSION,
};
use tree_sitter::{Node, Parser, Tree};

const SAMPLE: &str = include_str!("../data/live/collector.json");

/// What the script may call, besides its own functions. None of these changes anything but
/// `Set-Content`, which may stand there once, and the three that open and close a connection.
const COMMANDS: &[&str] = &[
    "ConvertTo-Json",
    "ForEach-Object",
    "Get-CimClass",
    "Get-CimInstance",
    "Get-Content",
    "Get-Date",
    "Get-Location",
    "New-CimSession",
    "New-CimSessionOption",
    "Remove-CimSession",
    "Set-Content",
    "Test-Path",
    "Where-Object",
    "Write-Output",
    "Write-Progress",
    "Write-Warning",
];

/// Methods that may be called: on texts and tables in memory, and one that joins two paths.
const METHODS: &[&str] =
    &["Combine", "ContainsKey", "IsPathRooted", "Replace", "ToString", "ToUniversalTime"];

/// What is asked of objects besides the properties of the table.
const MEMBERS: &[&str] = &[
    "CimClassProperties",
    "CimSession",
    "Class",
    "Count",
    "Exception",
    "Filter",
    "FullyQualifiedErrorId",
    "Length",
    "Message",
    "Name",
    "Namespace",
    "Properties",
    "ProviderPath",
    "Section",
    "Value",
    "Whole",
];

/// Classes of embedded instances: what stands in `Props` and `PropLists`.
const EMBEDDED: &[&str] =
    &["PropertyName", "Value", "Value1", "Value2", "PropertyListName", "Values"];

/// Types and attributes.
const TYPES: &[&str] = &[
    "CmdletBinding",
    "System.IO.Path",
    "ValidatePattern",
    "char",
    "int",
    "ordered",
    "regex",
    "string",
    "switch",
];

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    node.children(&mut node.walk()).collect()
}

struct Script {
    text: String,
    tree: Tree,
}

impl Script {
    fn of(text: &str) -> Self {
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar");
        Self { text: text.to_owned(), tree: parser.parse(text, None).expect("a tree") }
    }

    fn shipped() -> Self {
        Self::of(&collector::script())
    }

    fn nodes(&self) -> Vec<Node<'_>> {
        let (mut nodes, mut next) = (Vec::new(), vec![self.tree.root_node()]);
        while let Some(node) = next.pop() {
            nodes.push(node);
            let mut children = children(node);
            children.reverse();
            next.append(&mut children);
        }
        nodes
    }

    fn text(&self, node: Node<'_>) -> &str {
        &self.text[node.byte_range()]
    }

    /// The texts of all nodes of a kind.
    fn all(&self, kind: &str) -> Vec<&str> {
        let nodes = self.nodes().into_iter().filter(|node| node.kind() == kind);
        nodes.map(|node| self.text(node)).collect()
    }

    fn broken(&self) -> Vec<String> {
        let bad = |node: &Node<'_>| node.is_error() || node.is_missing();
        let place = |node: Node<'_>| format!("line {}", node.start_position().row + 1);
        self.nodes().into_iter().filter(bad).map(place).collect()
    }

    /// What it does that it must not: commands, methods and types that are not on the lists, files
    /// beside the one, commands whose name is made up as it runs.
    fn misdeeds(&self) -> Vec<String> {
        let own: Vec<&str> = self.all("function_name");
        let mut found = Vec::new();
        let mut forbid = |what: &str, ok: bool| {
            if !ok {
                found.push(what.to_owned());
            }
        };
        for name in self.all("command_name") {
            let known = |it: &&str| it.eq_ignore_ascii_case(name);
            forbid(name, COMMANDS.iter().any(&known) || own.iter().any(known));
        }
        for kind in ["command_invokation_operator", "redirection", "path_command_name"] {
            self.all(kind).into_iter().for_each(|text| forbid(text, false));
        }
        for node in self.nodes().into_iter().filter(|node| node.kind() == "invokation_expression") {
            let member = children(node).into_iter().find(|it| it.kind() == "member_name");
            let name = member.map_or("", |it| self.text(it));
            forbid(self.text(node), METHODS.contains(&name));
        }
        for name in self.all("type_spec") {
            forbid(name, TYPES.contains(&name));
        }
        let writes = self.all("command_name").into_iter().filter(|name| *name == "Set-Content");
        forbid("Set-Content", writes.count() <= 1);
        found
    }

    fn strings(&self) -> Vec<&str> {
        let literals = self.all("verbatim_string_characters");
        literals.into_iter().map(|text| text.trim_matches('\'')).collect()
    }
}

fn properties() -> BTreeSet<&'static str> {
    let named = SECTIONS.iter().flat_map(|section| section.properties).map(|it| it.name);
    named.chain(EMBEDDED.iter().copied()).collect()
}

/// Class and properties of each section, as the script has them.
fn read_by(script: &Script) -> Vec<(String, String, Vec<String>)> {
    let entries = script.nodes().into_iter().filter(|node| node.kind() == "hash_literal_body");
    let mut sections = Vec::new();
    for body in entries {
        let values = |key: &str| -> Vec<String> {
            let entry = children(body).into_iter().find(|entry| {
                entry.kind() == "hash_entry"
                    && script.text(*entry).split('=').next().is_some_and(|it| it.trim() == key)
            });
            let Some(entry) = entry else { return Vec::new() };
            let (_, value) = script.text(entry).split_once('=').expect("a value");
            let texts = value.split(',').map(|it| it.trim().trim_matches('\'').to_owned());
            texts.collect()
        };
        if let [section] = &values("Section")[..] {
            sections.push((section.clone(), values("Class").concat(), values("Properties")));
        }
    }
    sections
}

#[test]
fn the_script_parses() {
    let script = Script::shipped();
    assert_eq!(script.broken(), Vec::<String>::new());
    assert!(script.all("command_name").len() > 30, "the tree is that of a script");
    for (whole, part) in [
        ("finally {", "finally"),
        ("[CmdletBinding()]", "[CmdletBinding("),
        ("($open in $connections)", "($open $connections)"),
        ("'FileSystem::{0}'", "'FileSystem::{0}"),
        ("$sections = @(", "$sections = @(("),
    ] {
        let broken = collector::script().replacen(whole, part, 1);
        assert_ne!(Script::of(&broken).broken(), Vec::<String>::new(), "{part}");
    }
}

#[test]
fn the_script_changes_nothing() {
    assert_eq!(Script::shipped().misdeeds(), Vec::<String>::new());
    for misdeed in [
        "Invoke-CimMethod -ClassName SMS_Site -MethodName Delete",
        "Remove-Item C:\\Temp",
        "Set-Content -Path x -Value y",
        "& $command",
        ". .\\other.ps1",
        "iex $text",
        "'text' > file.txt",
        "[System.IO.File]::Delete('x')",
        "$instance.Put()",
        "Get-CimInstance x | Remove-CimInstance",
        "$x = $(Start-Process notepad)",
    ] {
        let script = Script::of(&format!("{}\r\n{misdeed}\r\n", collector::script()));
        assert_ne!(script.misdeeds(), Vec::<String>::new(), "{misdeed}");
    }
}

#[test]
fn it_writes_once_and_replaces_no_file() {
    let text = collector::script();
    let written = text.find("| Set-Content -LiteralPath $target").expect("the file");
    let looked = text.find("if (Test-Path -LiteralPath $target)").expect("looked before");
    assert!(looked < written);
    assert!(text[looked..written].contains("throw"));
    assert!(!text.contains("-Force"));
}

/// Every class and property that the script names is in the table with its page, and the other way
/// round.
#[test]
fn the_script_reads_what_the_table_says() {
    let script = Script::shipped();
    let table: Vec<_> = SECTIONS
        .iter()
        .map(|section| {
            let names = section.properties.iter().map(|it| it.name.to_owned()).collect();
            (section.name.to_owned(), section.class.to_owned(), names)
        })
        .collect();
    assert_eq!(read_by(&script), table);

    let (properties, strings) = (properties(), script.strings());
    let classes: BTreeSet<_> = SECTIONS.iter().map(|section| section.class).collect();
    for text in strings.iter().filter(|text| text.starts_with("SMS_")) {
        assert!(classes.contains(text), "{text}");
    }
    assert!(script.all("member_access").len() > 50);
    let members = script.nodes().into_iter().filter(|node| node.kind() == "member_access");
    for access in members {
        let member = children(access).into_iter().find(|it| it.kind() == "member_name");
        let Some(member) = member else { continue };
        let name = script.text(member);
        let known = properties.contains(name) || MEMBERS.contains(&name) || name.starts_with('$');
        assert!(known, "{}", script.text(access));
    }
}

#[test]
fn every_row_has_a_source() {
    let mut classes = BTreeSet::new();
    for section in SECTIONS {
        assert!(classes.insert(section.class), "{} twice", section.class);
        let page = section.page.rsplit('/').next().unwrap_or_default().replace('-', "_");
        let class = section.class.to_lowercase();
        assert!(section.page.starts_with("develop/reference/"), "{}", section.page);
        assert!(page.starts_with(&format!("{class}_")), "{page} is not the page of {class}");
        let names: BTreeSet<_> = section.properties.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), section.properties.len(), "{class}");
        for found in section.properties.iter().filter_map(|it| it.found) {
            assert!(found.starts_with("https://"), "{found}");
        }
    }
}

/// The texts of a list that the script begins with.
fn listed<'a>(script: &'a Script, variable: &str) -> Vec<&'a str> {
    let of = |node: &Node<'_>| {
        node.kind() == "assignment_expression"
            && script.text(*node).starts_with(&format!("{variable} = @("))
    };
    let list = script.nodes().into_iter().find(of).expect(variable);
    let within = |node: &Node<'_>| {
        node.kind() == "verbatim_string_characters"
            && list.byte_range().contains(&node.start_byte())
    };
    let texts = script.nodes().into_iter().filter(within);
    texts.map(|node| script.text(node).trim_matches('\'')).collect()
}

#[test]
fn the_script_keeps_the_settings_of_the_table() {
    let script = Script::shipped();
    let names = |table: &[Setting]| table.iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(listed(&script, "$settings"), names(SETTINGS));
    assert_eq!(listed(&script, "$lists"), names(LISTS));
    assert_eq!(listed(&script, "$accounts"), ACCOUNTS);
    let schema = collector::schema();
    for setting in SETTINGS.iter().chain(LISTS) {
        assert!(setting.found.starts_with("https://github.com/"), "{}", setting.name);
        assert!(schema.contains(&format!("{} ({}; ", setting.name, setting.of)));
        let known = SECTIONS.iter().any(|section| section.class == setting.of);
        assert!(known || SAMPLE.contains(&format!("\"RoleName\":\"{}\"", setting.of)));
    }
    let lower: BTreeSet<_> = names(SETTINGS).iter().map(|it| it.to_lowercase()).collect();
    assert_eq!(lower.len(), SETTINGS.len(), "each once");
}

/// Nothing secret is named, and every account is masked.
#[test]
fn no_secret_is_in_the_table() {
    let settings = SETTINGS.iter().chain(LISTS).map(|it| it.name);
    for name in properties().into_iter().chain(settings) {
        let lower = name.to_lowercase();
        for secret in ["password", "secret", "pfx", "publickey", "exchangekey", "thumbprint"] {
            assert!(!lower.contains(secret), "{name}");
        }
        let is_account = lower.contains("user") || lower.contains("accessaccount");
        assert_eq!(ACCOUNTS.contains(&name), is_account, "{name}");
    }
}

/// Windows PowerShell 5.1 takes a file without a byte-order mark for one of the system's code page.
#[test]
fn the_script_is_ascii_with_the_line_ends_of_windows() {
    let text = collector::script();
    assert!(text.is_ascii());
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.lines().all(|line| line.len() <= 140 || line.contains("-match")));
    for (number, line) in text.lines().enumerate() {
        assert!(!line.contains('\t') && line.trim_end() == line, "line {}", number + 1);
    }
    let newer =
        [" ?? ", "?.", " && ", " || ", "-AsArray", "-NoClobber:", "ForEach-Object -Parallel"];
    for syntax in newer {
        assert!(!text.contains(syntax), "{syntax} is not known to 5.1");
    }
}

#[test]
fn the_script_says_how_it_is_run() {
    let text = collector::script();
    assert!(text.contains(&collector::command_line(collector::FILE_NAME)));
    assert!(collector::command_line("my script.ps1").ends_with(" \"my script.ps1\""));
    for parameter in ["SiteCode", "ProviderServer", "OutFile", "IncludeAccounts"] {
        assert!(text.contains(&format!(".PARAMETER {parameter}\r\n")), "{parameter}");
    }
    assert!(text.contains(&format!("format         = '{FORMAT}'")));
    assert!(text.contains(&format!("version        = {VERSION}\r\n")));
}

struct Schema(Schemas, SchemaIndex);

impl Schema {
    fn new() -> Self {
        let schema: Value = serde_json::from_str(&collector::schema()).expect("JSON");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("collector.json", schema).expect("a schema");
        let index = compiler.compile("collector.json", &mut schemas).expect("a schema");
        Self(schemas, index)
    }

    fn faults(&self, file: &Value) -> String {
        self.0.validate(file, self.1).err().map_or_else(String::new, |error| error.to_string())
    }
}

fn sample() -> Value {
    serde_json::from_str(SAMPLE).expect("JSON")
}

#[test]
fn a_file_keeps_to_the_schema() {
    assert_eq!(Schema::new().faults(&sample()), "");
    assert!(SAMPLE.is_ascii());
}

/// Made wrong in one place at a time: every section, every kind of value, every key of the head.
#[test]
fn a_broken_file_does_not() {
    let schema = Schema::new();
    let broken = |at: &str, value: Value| {
        let mut file = sample();
        *file.pointer_mut(at).expect(at) = value;
        assert_ne!(schema.faults(&file), "", "{at}");
    };
    for section in SECTIONS {
        broken(&format!("/{}", section.name), Value::Null);
        broken(&format!("/{}/0", section.name), "System.Object[]".into());
        for property in section.properties {
            let wrong = match property.kind {
                Kind::Text | Kind::Flag => 7.into(),
                Kind::Number => "7".into(),
                Kind::TextOrNumber => true.into(),
                Kind::Props | Kind::PropLists => "System.Object[]".into(),
            };
            broken(&format!("/{}/0/{}", section.name, property.name), wrong);
        }
    }
    broken("/format", "another".into());
    broken("/version", 0.into());
    broken("/accountsMasked", "yes".into());
    broken("/roles/0/Props/0/Value", "0".into());
    broken("/errors/0", "failed".into());
    let whole = sample();
    for key in whole.as_object().expect("an object").keys() {
        let mut file = whole.clone();
        file.as_object_mut().expect("an object").remove(key);
        assert_ne!(schema.faults(&file), "", "without {key}");
    }
}

/// The sample is what the script would write: sections in its order, rows with the keys of the
/// table, arrays that stay arrays, accounts masked.
#[test]
fn the_sample_is_what_the_script_writes() {
    let mut from = 0;
    for section in SECTIONS {
        let found = SAMPLE[from..].find(&format!("\n\"{}\":[", section.name));
        from += found.unwrap_or_else(|| panic!("{} stands elsewhere", section.name));
    }
    let file = sample();
    for section in SECTIONS {
        let rows = file[section.name].as_array().expect("rows");
        assert!(!rows.is_empty(), "{}", section.name);
        let names: Vec<_> = section.properties.iter().map(|it| it.name).collect();
        for row in rows {
            let keys: Vec<_> = row.as_object().expect("a row").keys().collect();
            let expected: BTreeSet<_> = names.iter().copied().collect();
            assert_eq!(keys.len(), names.len(), "{row}");
            assert!(keys.iter().all(|key| expected.contains(key.as_str())), "{row}");
        }
    }
    for (list, of, name, known) in [
        ("roles", "Props", "PropertyName", SETTINGS),
        ("roles", "PropLists", "PropertyListName", LISTS),
        ("siteDefinitions", "Props", "PropertyName", SETTINGS),
        ("siteComponents", "Props", "PropertyName", SETTINGS),
    ] {
        let rows = file[list].as_array().expect("rows").iter();
        for entry in rows.flat_map(|row| row[of].as_array().expect("an array")) {
            let name = entry[name].as_str().expect("a name");
            assert!(known.iter().any(|it| it.name.eq_ignore_ascii_case(name)), "{name}");
            if ACCOUNTS.iter().any(|it| it.eq_ignore_ascii_case(name)) {
                for text in [&entry["Value1"], &entry["Value2"]] {
                    let text = text.as_str().expect("text");
                    assert!(["", "REG_SZ"].contains(&text) || text.starts_with("account-"));
                }
            }
        }
    }
}

#[test]
fn the_program_writes_script_and_schema() {
    let desk = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitewright"));
        let ran = command.arg("collector").args(arguments).current_dir(desk.path()).output();
        let ran = ran.expect("the program");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    };
    let script = collector::script();
    assert_eq!(run(&[]), (Some(0), script.clone(), String::new()));
    assert_eq!(run(&["-o", "-"]), (Some(0), script.clone(), String::new()));
    assert_eq!(run(&["--schema"]), (Some(0), collector::schema(), String::new()));
    let said = format!(
        "On a server with the SMS Provider: {}\n",
        collector::command_line("read first.ps1")
    );
    assert_eq!(run(&["-o", "read first.ps1"]), (Some(0), String::new(), said));
    let written = std::fs::read_to_string(desk.path().join("read first.ps1")).expect("written");
    assert_eq!(written, script);
    assert_eq!(run(&["-o", "nowhere/x.ps1"]).0, Some(3));
}
