//! The catalogue: complete, in order, and honest about what is not judged.

use std::collections::BTreeSet;

use sitewright::{
    facts::{sources::ROOT, versions::Version},
    model::Date,
    rules::{
        self,
        catalogue::{Row, row, rows},
    },
};

/// Every id, in the catalogue's order. Ids are given once and never change.
const IDS: &str = "
HIER-ROOT-TYPE HIER-CAS-SINGLE HIER-CAS-CHILD-TYPE HIER-PRI-PARENT-TYPE HIER-PRI-CHILD-TYPE
HIER-SEC-PARENT HIER-SEC-NO-CHILD HIER-MULTI-PRI-NEEDS-CAS HIER-CAS-NO-PRI HIER-CAS-ONE-PRI
HIER-PRI-COUNT HIER-SEC-COUNT HIER-SEC-SMALL HIER-MERGE HIER-PRI-DETACH HIER-SEC-REPARENT
HIER-EXPAND-ONE HIER-VERSION HIER-BASELINE HIER-ROUTE HIER-UNSUPPORTED-VER HIER-TP-SHAPE
HIER-BOTTOM-UP SITE-CODE-FORMAT SITE-CODE-RESERVED SITE-CODE-UNIQUE SITE-CODE-REUSED
SITE-CODE-FOREST SITE-NAME-CHARS SITE-FIXED-PROPS SITE-PATH SITE-PATH-OSDRIVE SITE-SERVER-ONE
SITE-DB-ONE SITE-CAS-CLIENTS SITE-SEC-CLIENTS SITE-MP-MISSING SITE-DP-MISSING SITE-SEC-DEFAULTS
SITE-HTTP-ONLY SITE-HTTPS-ROLE SITE-EHTTP-CAS SITE-EHTTP-GAP SITE-HSTS SITE-CUSTOM-WEB SITE-LANG
SITE-SSB-PORT SITE-BG-NONE SITE-BG-OVERLAP SITE-FIXED-VERSION-SRC SRV-ONE-SITE
SRV-SITE-TARGET-CLEAN SRV-TWO-SITE-SERVERS SRV-DOMAIN SRV-OS-UNSUPPORTED SRV-OS-2012
SRV-OS-2025-VER SRV-OS-2025-LEGACY SRV-OS-CORE SRV-OS-CLIENT SRV-OS-STORAGE SRV-CLUSTER SRV-RODC
SRV-SEC-DC SRV-SITE-DC SRV-FQDN SRV-NETBIOS15 SRV-FQDN-LEN SRV-RENAME SRV-NAT SRV-DIRECTACCESS
SRV-UNTRUSTED-ACCT SRV-UNTRUSTED-INIT SRV-UNTRUSTED-SITE SRV-UNTRUSTED-SQL SRV-UNTRUSTED-SUP
SRV-DP-LOCAL-ACCT SRV-PROXY-ONE SRV-INET-FQDN SRV-MULTIHOME SRV-SHARED-VOL SRV-NTFS
SRV-REMOVABLE SRV-DEDUP-SRC SRV-SIS SRV-DISK-FREE SRV-NET48 SRV-NET462 SRV-ODBC SRV-NATIVECLIENT
SRV-ADK SRV-IIS-MIX SRV-FOREIGN-APPS SRV-SPOF SRV-CLIENT-SITE SRV-HW-CORES SRV-HW-RAM
SRV-HW-DISK SRV-HW-IOPS SRV-SQL-MEM SRV-RAM-CORE SRV-EMPTY ROLE-SITETYPE ROLE-TOPTIER
ROLE-HIER-ONE ROLE-DUP-SERVER ROLE-AUTO-DROP ROLE-AUTO-REMOVE ROLE-DEPRECATED ROLE-MOVE-SPLIT
SCP-MISSING SCP-HA SCP-OFFLINE-CLOUD SCP-REMOTE SCP-NET EPP-SUP EPP-DEFENDER DW-FIRST-ROLE
DW-NO-RSP DW-SQL DW-DISTVIEW DW-SIZE RSP-AG-LISTENER RSP-REMOTE RSP-HA-DB RSP-DISTVIEW RSP-SCOPE
RSP-SSRS MP-SEC-ONE MP-COUNT MP-CAPACITY MP-HA MP-SLOWLINK MP-REPLICA-SITE MP-REPLICA-INST
MP-REPLICA-USER MP-REPLICA-UPDATE MP-INTERNET-HTTPS MP-INTERNET-SEC MP-CMG-MODE MP-ENTRA-NET
MP-BG-WINPE MP-DEVICE MP-UNTRUSTED-USERPOL DP-COUNT-STD DP-COUNT-PULL DP-COUNT-TREE DP-CLIENTS
DP-HA DP-RCL DP-SITESERVER PULL-SITESERVER PULL-NO-SOURCE PULL-LOOP PULL-HTTPS PULL-FOREST
PULL-PRESTAGE PULL-RATE PULL-CMG-SRC PULL-CMG PULL-LOAD PXE-WDS-OS PXE-MULTICAST PXE-DHCP
MCC-ALONE MCC-DEPR DP-CERT DP-REASSIGN SUP-CAS-MISSING SUP-PRI-MISSING SUP-SEC-ONE SUP-CAPACITY
SUP-NLB SUP-USED-WSUS SUP-WSUS-CONSOLE SUP-CUSTOM-SITE SUP-SSL-CHAIN SUP-SYNC-SOURCE
SUP-SHARED-DB SUP-DB-INSTANCE SUP-AG SUP-CONTENT-DIR SMP-FOLDER SMP-BG-FALLBACK SMP-RESTORE
FSP-ALONE FSP-CAPACITY FSP-HTTPS FSP-PERIMETER ENR-PAIR ENR-PERIMETER ENR-DEPR CRP-NDES-SHARED
CRP-NDES-COLOC CRP-REMOVED AISP-DEPR EXC-ONE CMG-TOP CMG-NAME CMG-VM-MAX CMG-VM-LAB
CMG-VM-CAPACITY CMG-CLASSIC CMG-NO-CP CMGCP-NO-CMG CMGCP-RATIO CMGCP-PORTS CMGCP-HA CMG-ROLES
CMG-SUP-NLB CMG-IPV6 CMG-EXPAND PROV-MIN PROV-SEC PROV-ONE-PC PROV-DOMAIN PROV-OTHER-SITE
PROV-FCI PROV-DISTVIEW PROV-HA PROV-OFFLINE SQL-EDITION-CAS SQL-EXPRESS SQL-EXPRESS-SIZE
SQL-SEC-LOCAL SQL-SEC-INSTANCE SQL-VERSION SQL-COMPAT SQL-COLLATION SQL-COLLATION-PARENT
SQL-INSTANCE-SHARED SQL-PORT-DYNAMIC SQL-BROWSER SQL-TRUST SQL-ACCOUNT SQL-SPN SQL-AUTH
SQL-MIRROR SQL-RECOVERY SQL-DEDICATED SQL-REMOTE-SCALE AG-SITETYPE AG-EDITION AG-LISTENER
AG-LOCATION AG-FCI AG-ASYNC AG-FAILOVER AG-NAMED AG-EXPAND FCI-SITESERVER FCI-SEC FCI-CSV
FCI-NLB FCI-PATHS FCI-NAME DISTVIEW-LINK DISTVIEW-ENT DISTVIEW-SCHEDULE DISTVIEW-FCI PASSIVE-SEC
PASSIVE-ONE PASSIVE-CLEAN PASSIVE-RCL PASSIVE-DP PASSIVE-DP-OTHER PASSIVE-DOMAIN PASSIVE-AGNODE
PASSIVE-SEC-OK PASSIVE-SOURCE PASSIVE-SQLPERM RCL-SHARED RCL-TRUST RCL-SOURCE EXP-ROLES EXP-CODE
EXP-COLLATION EXP-VERSION EXP-MIGRATION NET-TRUST-SITES NET-DFL NET-SLD NET-DISJOINT NET-FW-REQ
NET-RPC-ZONE NET-SCHEMA NET-PROVIDER-CONSOLE CAP-CAS CAP-CHILD CAP-STANDALONE CAP-STANDALONE-MIX
CAP-SEC CAP-SUM CAP-MP-MIX CAP-EMBEDDED CAP-ADMIN-SVC PLAN-ORDER NET-PUSH-FW SQL-MOVE-COLLATION
DISTVIEW-UNINST UPD-SOURCE-MIN UPD-COMPLIANCE-2610 EHTTP-DP-ANON SMSWEB-ALL SEC-PREP-ACCOUNT
REPLICA-SERVICE PASSIVE-RIGHTS AG-OTHERS-MANUAL SUSDB-SHARED-INET DW-CERT-TRUST RSP-TRUST
RMCAS-EXTRAS
";

#[test]
fn all_rows_are_there_in_their_order() {
    let ids: Vec<_> = rows().map(|row| row.id()).collect();
    let expected: Vec<_> = IDS.split_whitespace().collect();
    assert_eq!(ids, expected);
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn every_rule_is_a_row() {
    for rule in rules::all() {
        let row = row(rule.id).expect(rule.id);
        assert!(matches!(row, Row::Judged(judged) if judged.id == rule.id), "{}", rule.id);
        assert_eq!(row.because(), None);
    }
    let judged = rows().filter(|row| row.because().is_none()).count();
    assert_eq!(judged, rules::all().count());
    assert!(row("NO-SUCH-ROW").is_none());
}

#[test]
fn rows_read_as_they_should() {
    let is_sentence =
        |text: &str| text.ends_with('.') && text.starts_with(|letter: char| !letter.is_lowercase());
    for row in rows() {
        let (id, title, why) = (row.id(), row.title(), row.why());
        let begins = title.starts_with(|letter: char| !letter.is_lowercase());
        assert!(begins && !title.ends_with('.'), "{id}: {title}");
        assert!(is_sentence(why), "{id}: {why}");
        for text in [title, why, row.because().unwrap_or_default()] {
            assert!(!text.contains("  ") && !text.contains('!'), "{id}: {text}");
        }
        if let Some(because) = row.because() {
            assert!(is_sentence(because), "{id}: {because}");
        }
        let source = row.source().expect(id);
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-_".contains(&byte);
        assert!(source.page.bytes().all(plain) && source.page.contains('/'), "{id}");
        assert!(source.address().starts_with(ROOT), "{id}");
        assert!(Date::read(source.read).is_some(), "{id}");
    }
}

/// One row says that something is allowed; all others can be broken.
#[test]
fn rows_have_severities_by_version() {
    for row in rows() {
        let versions: Vec<Version> = row.levels().iter().map(|(version, _)| *version).collect();
        assert!(versions.is_sorted(), "{}", row.id());
        assert_eq!(versions.is_empty(), row.id() == "PASSIVE-SEC-OK");
    }
}

#[test]
fn rules_stand_in_the_order_of_their_rows() {
    let judged = rows().filter(|row| row.because().is_none()).map(|row| row.id());
    assert_eq!(rules::all().map(|rule| rule.id).collect::<Vec<_>>(), judged.collect::<Vec<_>>());
}
