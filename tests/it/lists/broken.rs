//! Lists that are cut, bent or far too large: a clear word, and never a panic.
#![expect(clippy::unwrap_used, reason = "a test helper")]

use std::fmt::Write as _;

use sitewright::import::{self, Source, Watch};

use super::{file, read, text};

fn survives(source: Source) {
    import::read(&[source], &Watch::default()).unwrap();
}

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(bytes.len());
        let byte = u8::try_from(dice.roll(256)).unwrap();
        match dice.roll(4) {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            2 => _ = bytes.remove(at),
            _ => {
                let end = (at + dice.roll(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn every_prefix_and_thousands_of_mutations_survive() {
    let mut dice = Dice(0x5eed);
    for name in ["german.csv", "flat.csv", "merged.xlsx", "ticked.xlsx"] {
        let whole = file(name);
        for end in 0..whole.bytes.len() {
            survives(Source { bytes: whole.bytes[..end].to_vec(), ..whole.clone() });
        }
    }
    for name in ["german.csv", "merged.xlsx"] {
        let whole = file(name);
        for _ in 0..1_500 {
            survives(Source { bytes: mutated(&whole.bytes, &mut dice), ..whole.clone() });
        }
    }
}

/// A packed file of parts that are not packed, with the sums that say they are whole.
fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for (name, part) in parts {
        let start = file.len();
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        head.extend(sum(part).to_le_bytes());
        head.extend([number(part.len()), number(part.len())].concat());
        head.extend([&number(name.len())[..2], &[0, 0]].concat());
        file.extend([b"PK\x03\x04", head.as_slice(), name.as_bytes(), part].concat());
        directory.extend([b"PK\x01\x02\x14\x00", head.as_slice(), &[0; 10]].concat());
        directory.extend([&number(start), name.as_bytes()].concat());
    }
    let (start, count) = (file.len(), number(parts.len()));
    file.extend(&directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &count[..2], &count[..2]].concat());
    file.extend([number(directory.len()), number(start)].concat());
    file.extend([0, 0]);
    file
}

/// CRC-32, as packed files have it.
fn sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
        })
    };
    !bytes.iter().fold(!0, step)
}

/// The parts of a small workbook, as Excel writes them.
fn parts() -> Vec<(String, Vec<u8>)> {
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = |target: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:C3\"/><sheetData>\
         <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Roles</t></is>\
         </c><c r=\"C1\" t=\"str\"><v>Cores</v></c></row>\
         <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>2</v></c><c r=\"C2\">\
         <v>8</v></c></row><row r=\"3\"><c r=\"C3\" t=\"e\"><v>#N/A</v></c></row></sheetData>\
         <mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells></worksheet>"
    );
    let strings = format!(
        "<sst xmlns=\"{MAIN}\" count=\"3\" uniqueCount=\"3\"><si><t>Server</t></si><si><t>A1</t></si>\
         <si><t>MP</t></si></sst>"
    );
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\"><sheets><sheet name=\"S\" sheetId=\"1\" \
         r:id=\"rId1\"/></sheets></workbook>"
    );
    let all = [
        ("_rels/.rels", relations("xl/workbook.xml", "officeDocument")),
        ("xl/_rels/workbook.xml.rels", relations("worksheets/sheet1.xml", "worksheet")),
        ("xl/workbook.xml", book),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    all.map(|(name, text)| (name.to_owned(), text.into_bytes())).to_vec()
}

fn book(parts: &[(String, Vec<u8>)]) -> Source {
    Source { name: "book.xlsx".to_owned(), bytes: packed(parts) }
}

#[test]
fn a_workbook_with_a_bent_part_survives() {
    let whole = parts();
    let (plan, _) = read(book(&whole));
    assert_eq!(plan, "unknown PS1\n  server A1 cores=8: mp\n");
    let mut dice = Dice(0xb00c);
    for _ in 0..1_000 {
        let mut parts = whole.clone();
        let at = dice.roll(parts.len());
        parts[at].1 = mutated(&parts[at].1, &mut dice);
        survives(book(&parts));
    }
}

/// Changes one text in one part.
fn bent(part: &str, from: &str, to: &str) -> Source {
    let mut parts = parts();
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name.ends_with(part)).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from));
    *bytes = text.replace(from, to).into_bytes();
    book(&parts)
}

#[test]
fn a_workbook_that_lies_about_its_size_takes_no_memory() {
    for (part, from, to) in [
        ("sharedStrings.xml", "uniqueCount=\"3\"", "uniqueCount=\"900000000000\""),
        ("sharedStrings.xml", "uniqueCount=\"3\"", "uniqueCount=\"18446744073709551615\""),
        ("sheet1.xml", "A1:C3", "A1:XFD1048576"),
        ("sheet1.xml", "r=\"C3\"", "r=\"XFD1048576\""),
        ("sheet1.xml", "B2:B3", "A1:XFD1048576"),
    ] {
        let (plan, notes) = read(bent(part, from, to));
        let told = notes.iter().any(|note| note.starts_with("not taken in"));
        assert!(plan.contains("server ") || told, "{to}: {plan}{notes:?}");
    }
}

#[test]
fn what_is_no_list_is_told_in_one_sentence() {
    let zip = b"PK\x03\x04 and nothing that follows".to_vec();
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec();
    for (bytes, part) in [
        (Vec::new(), "there is nothing in it"),
        (b"\n\n  \n".to_vec(), "there is nothing in it"),
        (zip, "workbook"),
        (old, "save it as .xlsx or as CSV"),
        (b"a\0b\0\0\x01c".to_vec(), "this is no text"),
        (b"Dear all,\nplease find the list attached.\n".to_vec(), "no column"),
    ] {
        let (plan, notes) = read(Source { name: "x".to_owned(), bytes });
        assert_eq!(plan, "", "{part}");
        let told = notes.iter().filter(|note| note.starts_with("not taken in")).collect::<Vec<_>>();
        assert!(told.len() == 1 && told[0].contains(part), "{part}: {notes:?}");
    }
}

#[test]
fn bad_rows_are_told_and_the_rest_comes_in() {
    let (plan, notes) = read(text(
        "Server,Site code,Roles,RAM\nA1,PS1,MP,16 GB\n,PS1,DP,\nbad name,PS1,DP,\n10.0.0.1,PS1,DP,\n\
         A2,,DP,\nA3,PS2,DP,much\nA1,PS1,MP,16 GB\nA1,PS1,MP,8 GB\nA1,PS1,DP,\n42,PS1,MP,\n\
         A5,PS2,MP, DP,8 GB\n",
    ));
    assert_eq!(
        plan,
        "unknown PS1\n  server A1 memory=16: mp, dp\nunknown PS2\n  server A3: dp\n  server A5: mp\n"
    );
    let told = |line: u32, sort: &str, why: &str| {
        let start = format!("{sort}: list.csv: line {line}: ");
        let found = notes.iter().any(|note| note.starts_with(&start) && note.contains(why));
        assert!(found, "{line}: {why}\n{}", notes.join("\n"));
    };
    told(3, "not taken in", "no name of a server");
    told(4, "not taken in", "“bad name” is no name of a server");
    told(5, "not taken in", "“10.0.0.1” is an address");
    told(6, "not taken in", "no site");
    told(7, "to know", "“much” is left out: memory needs a whole number");
    told(8, "not taken in", "a duplicate: it says what line 2 says");
    told(9, "to know", "Memory is 8 GB here, 16 GB in line 2; line 2 stands");
    told(11, "not taken in", "“42” is no name of a server");
    told(12, "to know", "more fields than columns; left out: “8 GB”");
}

#[test]
fn a_packed_bomb_is_not_unpacked() {
    // An entry of a directory that says it holds more than any list.
    let mut bytes = file("merged.xlsx").bytes;
    let at = bytes.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    bytes[at + 24..at + 28].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    let (plan, notes) = read(Source { name: "bomb.xlsx".to_owned(), bytes });
    assert_eq!(plan, "");
    assert!(notes[0].contains("too large"), "{notes:?}");
}

#[test]
fn a_list_of_the_largest_hierarchy_comes_in() {
    let mut list = String::from("Site code,Server,Roles,OS\n");
    for server in 0..125_000 {
        writeln!(list, "{:03},SRV{server:06}.contoso.com,DP,2022", server / 500).unwrap();
    }
    let intake = import::read(&[text(&list)], &Watch::default()).unwrap();
    assert_eq!(
        (intake.hosts.len(), intake.sites.len(), intake.roles.len()),
        (125_000, 250, 125_000)
    );
    assert!(intake.notes.of(import::Sort::Unplaced).next().is_none());
}
