//! A design as the provider of its hierarchy tells it: the rows of the classes that exports hold.

use sitewright::{
    facts::{
        choices::Choice,
        roles::RoleKind,
        said::{
            databases::INSTANCE,
            roles::{ALLOWS_DEVICES, MODE, REPORT_SERVER, UPDATE_DATABASE, UPSTREAM, WEBSITE},
            servers::INTERNET_FQDN,
        },
        sites::SiteKind,
        versions::Version,
    },
    model::{Design, RoleRef, ServerRef, SiteRef},
};

/// All rows, sites and roles in the order of the design.
#[derive(Clone, Debug)]
pub struct Live {
    pub sites: Vec<SiteRow>,
    pub roles: Vec<RoleRow>,
}

/// `SMS_Site`.
#[derive(Clone, Debug)]
pub struct SiteRow {
    pub code: String,
    pub title: String,
    pub server: String,
    pub kind: u8,
    pub parent: String,
    pub build: u32,
}

/// `SMS_SCI_SysResUse`, `SMS_SystemResourceList`.
#[derive(Clone, Debug)]
pub struct RoleRow {
    pub site: String,
    pub name: String,
    pub host: String,
    pub ssl: u8,
    /// What runs on the computer: a site of this kind, or 8 for none.
    pub on: u8,
    /// 0 for a site server in passive mode.
    pub status: u8,
    pub internet: bool,
    pub props: Vec<Prop>,
    pub lists: Vec<(&'static str, Vec<String>)>,
}

/// `SMS_EmbeddedProperty`.
#[derive(Clone, Debug)]
pub struct Prop {
    pub name: &'static str,
    pub value: u32,
    pub value1: String,
    pub value2: String,
}

impl Live {
    pub fn of(design: &Design) -> Self {
        let mut live = Self { sites: Vec::new(), roles: Vec::new() };
        for site in design.sites() {
            live.sites.push(site_row(site));
            for server in site.servers() {
                live.server(server);
            }
        }
        live
    }

    /// Without what a provider has to tell of its own components: as small as an export gets.
    pub fn lean(mut self) -> Self {
        self.roles.retain(|row| {
            row.name != "SMS Component Server" && row.name != "SMS Notification Server"
        });
        for row in self.roles.iter_mut().filter(|row| row.name == "SMS Site System") {
            row.props.clear();
        }
        self
    }

    /// With the rows that come by themselves: what a server has without anybody placing it.
    fn server(&mut self, server: ServerRef<'_>) {
        let own = server.site().code.clone();
        let mut sites = vec![own.clone()];
        for role in server.roles() {
            let site = code_of(role, &own);
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        for site in sites {
            let there = || server.roles().filter(|role| code_of(*role, &own) == site);
            if there().next().is_none() {
                continue;
            }
            let system = Prop::text1(
                "Server Remote Public Name",
                server.said.text(INTERNET_FQDN).unwrap_or_default(),
            );
            let mut row = RoleRow::new(server, &site, "SMS Site System");
            row.props = vec![system, Prop::number("UseMachineAccount", 1)];
            self.roles.push(row);
            // The content of a distribution point needs no SMS Executive there.
            if there().any(|role| role.kind != RoleKind::DistributionPoint) {
                self.roles.push(RoleRow::new(server, &site, "SMS Component Server"));
            }
            for role in there() {
                self.role(server, &site, role);
            }
        }
    }

    fn role(&mut self, server: ServerRef<'_>, site: &str, role: RoleRef<'_>) {
        let mut row = RoleRow::new(server, site, role.kind.facts().wmi);
        if row.name.is_empty() {
            return;
        }
        row.ssl = match role.kind {
            RoleKind::ManagementPoint
            | RoleKind::DistributionPoint
            | RoleKind::SoftwareUpdatePoint => u8::from(role.is(Choice::Https)),
            RoleKind::FallbackStatusPoint => 4,
            RoleKind::EnrollmentPoint | RoleKind::EnrollmentProxyPoint => 3,
            _ => 2,
        };
        row.status = u8::from(role.kind != RoleKind::PassiveSiteServer);
        row.internet = role.is(Choice::Internet);
        properties(&mut row, role, server);
        self.roles.push(row);
        if role.kind == RoleKind::ManagementPoint {
            self.roles.push(RoleRow::new(server, site, "SMS Notification Server"));
            if role.said.is(ALLOWS_DEVICES) {
                self.roles.push(RoleRow::new(server, site, "SMS Device Management Point"));
            }
        }
        if role.is(Choice::Multicast) {
            self.roles.push(RoleRow::new(server, site, "SMS Multicast Service Point"));
        }
    }
}

fn site_row(site: SiteRef<'_>) -> SiteRow {
    let runs = |server: &ServerRef<'_>| {
        server.roles().any(|role| role.kind == RoleKind::SiteServer && role.serves.is_none())
    };
    let server = site.servers().find(runs);
    SiteRow {
        code: site.code.clone(),
        title: site.title.clone(),
        server: server.map(|server| server.full_name().to_owned()).unwrap_or_default(),
        kind: number_of(site.kind),
        parent: site.parent_site().map(|parent| parent.code.clone()).unwrap_or_default(),
        build: build_of(site.target()),
    }
}

fn code_of(role: RoleRef<'_>, own: &str) -> String {
    let serves = role.serves.and_then(|id| role.design().site(id));
    serves.map_or_else(|| own.to_owned(), |site| site.code.clone())
}

pub const fn number_of(kind: SiteKind) -> u8 {
    match kind {
        SiteKind::Central => 4,
        SiteKind::Primary => 2,
        SiteKind::Secondary | SiteKind::Unknown => 1,
    }
}

pub const fn build_of(version: Version) -> u32 {
    match version {
        Version::V2403 => 9128,
        Version::V2409 => 9132,
        Version::V2503 => 9135,
        Version::V2509 => 9141,
        Version::V2603 => 9146,
    }
}

fn properties(row: &mut RoleRow, role: RoleRef<'_>, server: ServerRef<'_>) {
    let flag = |name, choice| Prop::number(name, u32::from(role.is(choice)));
    match role.kind {
        RoleKind::DistributionPoint => {
            row.props = vec![
                flag("IsPXE", Choice::Pxe),
                flag("IsPullDP", Choice::Pull),
                flag("IsMulticast", Choice::Multicast),
                flag("PreStagingAllowed", Choice::Prestaged),
            ];
            let sources = role.sources.iter().filter_map(|id| role.design().role(*id));
            let sources: Vec<_> = sources.map(|source| nal_path(row, source)).collect();
            if !sources.is_empty() {
                row.lists.push(("SourceDistributionPoints", sources));
            }
        }
        RoleKind::ManagementPoint => {
            row.props = vec![flag("AllowProxyTraffic", Choice::CloudGateway)];
        }
        RoleKind::SoftwareUpdatePoint => row.props = updates(role, server),
        RoleKind::ReportingServicesPoint => {
            // Reports get their data from the site database.
            let data = server.site().roles_as(RoleKind::SiteDatabase).next();
            let data = data.map_or(server, RoleRef::server).full_name().to_owned();
            let instance = match role.said.word(REPORT_SERVER) {
                Some("powerbi") => "PBIRS",
                _ => "SSRS",
            };
            row.props = vec![
                Prop::text2("DatabaseServerName", &data),
                Prop::text2("ReportServerInstance", instance),
            ];
        }
        RoleKind::SiteDatabase => {
            let code = &row.site;
            let database = match role.said.text(INSTANCE) {
                Some(instance) => format!("{instance}\\CM_{code}"),
                None => format!("CM_{code}"),
            };
            let text = format!("SMS Database, {}, {database}", server.full_name());
            row.lists = vec![("Databases", vec![text])];
        }
        RoleKind::ServiceConnectionPoint => {
            let offline = role.said.word(MODE) == Some("offline");
            row.props = vec![Prop::number("OfflineMode", u32::from(offline))];
        }
        _ => {}
    }
}

fn updates(role: RoleRef<'_>, server: ServerRef<'_>) -> Vec<Prop> {
    let flag = |name, choice| Prop::number(name, u32::from(role.is(choice)));
    let (plain, secure) = match role.said.word(WEBSITE) {
        Some("default") => (80, 443),
        _ => (8530, 8531),
    };
    let database = match role.said.text(UPDATE_DATABASE) {
        Some(text) if text.eq_ignore_ascii_case("wid") => "MICROSOFT##WID",
        Some(text) => text,
        None => server.full_name(),
    };
    let parent = u32::from(role.said.word(UPSTREAM) == Some("parent"));
    vec![
        Prop::number("WSUSIISPort", plain),
        Prop::number("WSUSIISSSLPort", secure),
        flag("SSLWSUS", Choice::Https),
        Prop::number("UseParentWSUS", parent),
        flag("AllowProxyTraffic", Choice::CloudGateway),
        Prop::text2("DBServerName", database),
    ]
}

/// Where a role is, as lists of sources name it.
fn nal_path(row: &RoleRow, role: RoleRef<'_>) -> String {
    let host = role.server().full_name().to_owned();
    format!("[\"DISPLAY=\\\\{host}\\\"]MSWNET:[\"SMS_SITE={}\"]\\\\{host}\\", row.site)
}

impl RoleRow {
    fn new(server: ServerRef<'_>, site: &str, name: &str) -> Self {
        let active = server.roles().any(|role| role.kind == RoleKind::SiteServer);
        Self {
            site: site.to_owned(),
            name: name.to_owned(),
            host: server.full_name().to_owned(),
            ssl: 2,
            on: if active { number_of(server.site().kind) } else { 8 },
            status: 1,
            internet: false,
            props: Vec::new(),
            lists: Vec::new(),
        }
    }

    pub fn nal_path(&self) -> String {
        let Self { host, site, .. } = self;
        format!("[\"Display=\\\\{host}\\\"]MSWNET:[\"SMS_SITE={site}\"]\\\\{host}\\")
    }

    /// The computer's name without its domain.
    pub fn short_name(&self) -> &str {
        self.host.split('.').next().unwrap_or_default()
    }
}

impl Prop {
    fn number(name: &'static str, value: u32) -> Self {
        Self { name, value, value1: String::new(), value2: String::new() }
    }

    fn text1(name: &'static str, text: &str) -> Self {
        Self { value1: text.to_owned(), ..Self::number(name, 0) }
    }

    fn text2(name: &'static str, text: &str) -> Self {
        Self { value1: "REG_SZ".to_owned(), value2: text.to_owned(), ..Self::number(name, 0) }
    }
}
