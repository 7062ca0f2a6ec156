//! Outlines: what they say, what is wrong in them, and that nothing is lost on the way.

use proptest::prelude::*;
use sitewright::model::{Design, outline};

use crate::designs::{config, largest, random_design, shape};

/// The example of the contract.
const EXAMPLE: &str = r#"# a comment
plan "Contoso 2027" version=2509
cas CS1 "Contoso HQ"
  server CM-CAS-01 "Frankfurt" os=2025: site, prov, scp
  server CM-CAS-SQL: db
  primary PS1 "EMEA" devices=21500 comm=ehttp
    server CM-MP-01: mp, dp
    server CM-DP-02: dp pull from CM-MP-01 and CM-DP-03, smp
    server CM-DP-03 fqdn=dp3.contoso.com: dp pxe
    secondary L01 "Lisbon"
cmg contoso instances=2
"#;

fn read(text: &str) -> Design {
    outline::parse(text).map_err(|faults| format!("{faults:?} in {text}")).expect("an outline")
}

fn faults(text: &str) -> Vec<String> {
    let faults = outline::parse(text).expect_err("a fault");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn prints_what_need_not_be_typed() {
    assert_eq!(
        outline::print(&read(EXAMPLE)),
        r#"plan "Contoso 2027" version=2509
cas CS1 "Contoso HQ"
  server CM-CAS-01 "Frankfurt" os=2025: site, prov, scp
  server CM-CAS-SQL: db
  primary PS1 "EMEA" devices=21500 comm=ehttp
    server PS1: site, db, prov
    server CM-MP-01: mp, dp
    server CM-DP-02: dp pull from CM-MP-01 and CM-DP-03, smp
    server CM-DP-03 fqdn=dp3.contoso.com: dp pxe
    secondary L01 "Lisbon"
      server L01: site, db, mp, dp
cmg contoso instances=2
"#
    );
}

#[test]
fn a_site_gets_what_it_lacks_and_no_more() {
    for (typed, printed) in [
        ("cas CS1", "cas CS1\n  server CS1: site, db, prov\n"),
        ("cas CS1 bare", "cas CS1 bare\n"),
        ("primary P \"a b\" bare", "primary P \"a b\" bare\n"),
        ("unknown U", "unknown U\n"),
        ("unknown U bare", "unknown U\n"),
        ("primary P bare\n  server A: site", "primary P\n  server A: site\n"),
        (
            "primary P\n  server SQL: db\n  server B: mp",
            "primary P\n  server P: site, prov\n  server SQL: db\n  server B: mp\n",
        ),
        (
            "primary P\n  server B: mp\n  server p: sup",
            "primary P\n  server B: mp\n  server p: sup, site, db, prov\n",
        ),
        ("primary P\n  server P: db, mp", "primary P\n  server P: db, mp, site, prov\n"),
        (
            "secondary S\n  server S: dp pxe\n  server T: db",
            "secondary S\n  server S: dp pxe, site, db, mp\n  server T: db\n",
        ),
        (
            "primary P\n  server X: site for Q\nprimary Q",
            "primary P\n  server P: site, db, prov\n  server X: site for Q\n\
             primary Q\n  server Q: site, db, prov\n",
        ),
    ] {
        assert_eq!(outline::print(&read(typed)), printed, "{typed}");
        assert_eq!(outline::print(&read(printed)), printed, "{typed}");
    }
}

#[test]
fn a_management_point_at_the_top_is_where_it_was_typed() {
    let design = read("cas CS1\n  primary PR1\n    server A: mp, dp\n  server B: mp\n");
    assert_eq!(
        outline::print(&design),
        "cas CS1\n  server CS1: site, db, prov\n  server B: mp\n  primary PR1\n    \
         server PR1: site, db, prov\n    server A: mp, dp\n"
    );
    let ids: Vec<_> = design.servers().map(|server| server.id.to_string()).collect();
    assert_eq!(ids, ["srv-1", "srv-2", "srv-3", "srv-4"]);
}

#[test]
fn every_word_is_read() {
    let text = r##"plan "A ""quoted"" title" version=2403 asof=2026-11-23
primary PS1 "Name, with: signs" devices=0 comm=https clouddevices=4294967295
  server mp1.corp.contoso.com "Lyon" os=core2022: site, db, prov, mp cmg https internet, sup
  server "CM 01" fqdn="a b.c": dp pull from "#1" pxe wds multicast mcc prestaged, dp for p2#2
  server "a.b": rsp, dwsp, aisp, crp, enr, epr, epp, fsp, smp, scp, cmgcp, exc, pss
  server "#1": dp pull from "CM 01"#2
primary P2 bare
primary p2 bare
cmg "my cmg" instances=2 size="Large (A4_v2)" region="West Europe" at=P2#1
"##;
    assert_eq!(outline::print(&read(text)), text);
}

#[test]
fn letter_case_order_and_space_do_not_matter() {
    let design = read(
        "\u{feff}\r\nPLAN Version=2509 \"T\"\r\nCAS cs1 Comm=EHTTP \"HQ\" # note\r\n  \r\n\
         # more\r\n  Server A   :  SITE ,Dp PXE\tpull,DB\r\n\
         CMG g AT=CS1\r\nprimary p2 BARE\n  server b: dp From a.x\n  server a.x: DP FOR cs1\n",
    );
    assert_eq!(
        outline::print(&design),
        "plan \"T\" version=2509\ncas cs1 \"HQ\" comm=ehttp\n  server A: site, dp pull pxe, db\n\
         primary p2 bare\n  server b: dp pull from a.x\n  server a.x: dp for cs1\ncmg g at=cs1\n"
    );
}

#[test]
fn a_name_that_is_there_twice_is_told_by_number() {
    let text = "primary P\n  server P: site, db, prov\n  server A: dp\n  server A: dp, dp\n  \
                server B: dp pull from A#3 and A#1\n";
    let design = read(text);
    assert_eq!(outline::print(&design), text);
    assert_eq!(
        faults(&text.replace("A#3", "A")),
        ["5:26: the server \"A\" is there 2 times; A#2 is its second distribution point"]
    );
    assert_eq!(
        faults(&text.replace("A#3", "A#4")),
        ["5:26: the distribution point on \"A\" is there 3 times; A#2 is the second one"]
    );
}

const FAULTS: &[(&str, &[&str])] = &[
    (
        "primry PS1",
        &["1:1: \"primry\" is not a keyword; expected one of plan, cas, primary, \
                          secondary, unknown, server, cmg, domain, trust, zone, link, \
                          group, location, account; did you mean \"primary\"?"],
    ),
    (
        "banana X\n  server A: mp",
        &["1:1: \"banana\" is not a keyword; expected one of plan, \
                                        cas, primary, secondary, unknown, server, cmg, domain, trust, \
                                        zone, link, group, location, account"],
    ),
    ("server A: mp", &["1:1: a server stands in a site: indent it under its site"]),
    ("cas", &["1:4: a site code was expected after \"cas\""]),
    (
        "cas CS1 HQ",
        &["1:9: a title in quotes, the word bare or one of devices=, comm=, \
                          clouddevices= was expected, not \"HQ\""],
    ),
    (
        "cas CS1 device=3",
        &["1:9: \"device\" is not a key; expected one of devices, comm, \
                                clouddevices, parent or another fact; did you mean \"devices\"?"],
    ),
    (
        "cas CS1 devices=many",
        &["1:17: devices needs a whole number up to 4294967295, not \
                                    \"many\""],
    ),
    ("cas CS1 devices=1 devices=1", &["1:19: \"devices\" is there twice"]),
    (
        "cas CS1 comm=htps",
        &["1:14: \"htps\" is not a value of comm; expected one of http, \
                                 ehttp, https; did you mean \"https\"?"],
    ),
    ("cas CS1: mp", &["1:8: only after a server come a colon and roles"]),
    ("cas CS1 \"HQ", &["1:9: the closing quote is missing"]),
    ("cas CS1\n server A: dp", &["2:1: an indent of 0 or 2 spaces was expected, not of 1"]),
    ("cas CS1\n    server A: dp", &["2:1: an indent of 0 or 2 spaces was expected, not of 4"]),
    ("cas CS1\n\tserver A: dp", &["2:1: two spaces a level were expected as indent, no tabs"]),
    (
        "cas CS1\n  server A: xp",
        &["2:13: \"xp\" is not a role; expected one of site, pss, db, \
            prov, mp, fsp, smp, dp, sup, scp, cmgcp, rsp, dwsp, epp, exc, aisp, crp, enr, epr, \
            acweb, acsvc, oob, shv, unknown; did you mean \"mp\"?"],
    ),
    ("cas CS1\n  server A: sys", &["2:13: sys comes by itself and is not written"]),
    ("cas CS1\n  server A: mp,", &["2:16: a role was expected, such as mp or dp"]),
    ("cas CS1\n  server A: ,mp", &["2:12: a role was expected, such as mp or dp"]),
    (
        "cas CS1\n  server A: mp dp",
        &["2:16: after mp one of cmg, https, internet, for was \
                                          expected, not \"dp\"; a comma parts two roles"],
    ),
    (
        "cas CS1\n  server A: dp pex",
        &["2:16: after dp one of pull, pxe, wds, multicast, mcc, \
            prestaged, cmg, https, internet, from, for was expected, not \"pex\"; did you mean \
            \"pxe\"?"],
    ),
    ("cas CS1\n  server A: dp from", &["2:20: a server was expected after \"from\""]),
    (
        "cas CS1\n  server CM-A: dp pull from CM-B",
        &["2:29: a server that is in the outline \
            was expected, not \"CM-B\"; did you mean \"cm-a\"?"],
    ),
    (
        "cas CS1\n  server A: dp pull from A",
        &["2:26: a distribution point cannot pull from \
                                                   itself"],
    ),
    (
        "cas CS1\n  server A\n  server B: dp pull from A",
        &["3:26: \"A\" has no distribution \
                                                               point to pull from"],
    ),
    (
        "cas CS1\n  server A: mp for CS2",
        &["2:20: a site code that is in the outline was \
                                               expected, not \"CS2\"; did you mean \"CS1\"?"],
    ),
    (
        "cas CS1\n  cmg a",
        &["2:3: a cloud management gateway stands at the left margin; \
                                at=CODE names its site"],
    ),
    ("plan\nplan", &["2:1: a second plan line: there is one plan in an outline"]),
    (
        "plan asof=2026-02-30",
        &["1:11: asof needs a date such as 2026-11-23, not \
                                    \"2026-02-30\""],
    ),
    (
        "plan version=2508",
        &["1:14: \"2508\" is not a value of version; expected one of 2403, \
                                 2409, 2503, 2509, 2603; did you mean \"2503\"?"],
    ),
    (
        "cas CS1\n  server A\n    primary P",
        &["3:5: a site stands at the left margin or under \
                                                  a site, not under a server"],
    ),
];

#[test]
fn every_fault_says_where_and_what_was_expected() {
    for (text, expected) in FAULTS {
        assert_eq!(faults(text), *expected, "{text}");
    }
}

#[test]
fn all_faults_are_told_at_once_up_to_twenty() {
    let text = "cas CS1\n  sever A: dp pull from X\n  server B: mb\nprimary PS1 devics=3\n";
    let places: Vec<_> =
        outline::parse(text).unwrap_err().iter().map(|it| (it.line, it.column)).collect();
    assert_eq!(places, [(2, 3), (2, 25), (3, 13), (4, 13)]);
    assert_eq!(faults(&"x\n".repeat(100)).len(), outline::MOST_FAULTS);
    let dangling = "  server A: dp pull from X\n".repeat(100);
    assert_eq!(faults(&format!("cas C\n{dangling}")).len(), outline::MOST_FAULTS);
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn what_was_printed_reads_the_same(numbers in prop::collection::vec(any::<u32>(), 50..400)) {
        let design = random_design(&numbers);
        let text = outline::print(&design);
        let again = outline::parse(&text);
        let again = again.unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
        prop_assert_eq!(shape(&design), shape(&again), "{}", text);
        prop_assert_eq!(&outline::print(&again), &text);
    }
}

/// Every byte changed to every of a few others, lines swapped, cut and doubled: a design or faults
/// with a place, never a panic; and what reads, prints and reads again.
#[test]
fn mutations_are_read_or_told() {
    let odd = [b'"', b' ', b'#', b':', b',', b'=', b'\n', b'\t', b'x', b'.', b'2', 0, 0x80, 0xff];
    let (mut good, mut bad) = (0, 0);
    let mut check = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        match outline::parse(&text) {
            Ok(design) => {
                good += 1;
                let printed = outline::print(&design);
                assert_eq!(outline::print(&read(&printed)), printed, "{text}");
            }
            Err(faults) => {
                bad += 1;
                let lines = text.lines().count();
                let placed = |it: &outline::Fault| (1..=lines).contains(&it.line) && it.column > 0;
                assert!(!faults.is_empty() && faults.iter().all(placed), "{faults:?} in {text}");
                assert!(faults.len() <= outline::MOST_FAULTS);
            }
        }
    };
    for at in 0..EXAMPLE.len() {
        check(&EXAMPLE.as_bytes()[..at]);
        for byte in odd {
            let mut bytes = EXAMPLE.as_bytes().to_vec();
            bytes[at] = byte;
            check(&bytes);
            bytes.insert(at, byte);
            check(&bytes[..bytes.len() - at % 7]);
        }
    }
    assert!(good > 1_000 && good + bad > 10_000, "{good} read, {bad} told");
}

#[test]
fn the_largest_hierarchy_is_read() {
    let text = largest();
    let design = read(&text);
    assert_eq!((design.site_count(), design.server_count()), (6_276, 131_276));
    let printed = outline::print(&design);
    assert_eq!(printed.lines().count(), 6_276 + 131_276);
}

/// Nothing is looked for in a list: a hundred thousand of one kind or of one name are no trouble.
#[test]
fn no_shape_of_a_design_takes_for_ever() {
    for line in ["  server A: dp", "  primary P bare", "cmg g", "primary Q bare"] {
        let text = format!("cas C bare\n{}", format!("{line}\n").repeat(10_000));
        let design = read(&text);
        assert_eq!(outline::print(&design).lines().count(), 10_001, "{line}");
    }
}
