//! How much of what is recommended, and of what is supported, sites, servers and roles use: two
//! limits that are never one number.

use std::{collections::BTreeMap, sync::Arc};

use super::{content_places::serving, machine};
use crate::{
    facts::{
        hardware::{RECOMMENDED, SIZING},
        limits::{self, Limit},
        numbers::grouped,
        practice::Practice,
        roles::RoleKind::{self, DistributionPoint, ManagementPoint, SoftwareUpdatePoint},
        said::{
            EntityKind, Fact,
            across::GROUP_CLIENTS,
            roles::POOL_TUNED,
            servers::{CORES, DISK, GROUPS, MEMORY},
        },
        sites::SiteKind,
        sources::{Source, derived},
    },
    model::{Gateway, House, RoleRef, ServerRef, SiteId, SiteRef},
    rules::house::measured,
};

/// One number with its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// What is counted, as a label.
    pub label: &'static str,
    /// Behind the number; may be empty.
    pub unit: &'static str,
    /// What there is.
    pub number: u32,
    pub practice: Option<Bound>,
    pub supported: Option<Bound>,
}

/// A limit, and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub number: u32,
    pub way: Way,
    pub by: By,
}

/// On which side of a limit it is good to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AtMost,
    AtLeast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Page(Source),
    /// The house rules of the plan.
    House,
}

/// How far the number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    Within,
    BeyondPractice,
    BeyondSupport,
}

/// What one management point more gives: any of them can fail.
const ONE_TO_SPARE: Source =
    derived("core/servers/deploy/configure/high-availability-options", "2026-11-25");

impl Bound {
    /// A limit of the documentation.
    const fn page(limit: Limit) -> Self {
        Self { number: limit.most, way: Way::AtMost, by: By::Page(limit.source) }
    }

    fn is_kept(&self, number: u32) -> bool {
        match self.way {
            Way::AtMost => number <= self.number,
            Way::AtLeast => number >= self.number,
        }
    }

    /// How much of the limit is used; above one is too much.
    fn share(&self, number: u32) -> f64 {
        let (part, whole) = match self.way {
            Way::AtMost => (number, self.number),
            Way::AtLeast => (self.number, number),
        };
        match (part, whole) {
            (0, 0) => 0.0,
            (_, 0) => f64::INFINITY,
            _ => f64::from(part) / f64::from(whole),
        }
    }

    /// "at most 120,000 devices".
    fn words(&self, unit: &str) -> String {
        let way = match self.way {
            Way::AtMost => "at most",
            Way::AtLeast => "at least",
        };
        let number = grouped(self.number.into());
        if unit.is_empty() { format!("{way} {number}") } else { format!("{way} {number} {unit}") }
    }
}

impl By {
    /// Who says it, with the day.
    pub fn words(&self, house: &House) -> String {
        match self {
            Self::House => format!("house rules of {}", house.speaker()),
            Self::Page(source) => {
                let name = source.page.rsplit('/').next().unwrap_or(source.page);
                let mark = match source.says.caution() {
                    Some(_) => format!(", {}", source.says.word()),
                    None => String::new(),
                };
                format!("{name}, read {}{mark}", source.read)
            }
        }
    }
}

impl Gauge {
    fn new(label: &'static str, number: u32, supported: Limit) -> Self {
        let supported = Some(Bound::page(supported));
        Self { label, unit: "", number, practice: None, supported }
    }

    /// With what the house recommends; else with what was recommended before.
    fn with(mut self, site: SiteRef<'_>, practice: Practice) -> Self {
        if let Some(number) = site.design().house().practice(practice) {
            self.practice = Some(Bound { number, way: Way::AtMost, by: By::House });
        }
        self
    }

    pub fn reach(&self) -> Reach {
        let kept =
            |bound: &Option<Bound>| bound.as_ref().is_none_or(|bound| bound.is_kept(self.number));
        match (kept(&self.supported), kept(&self.practice)) {
            (false, _) => Reach::BeyondSupport,
            (true, false) => Reach::BeyondPractice,
            (true, true) => Reach::Within,
        }
    }

    /// Of the limit at the bar's end: of what is supported, else of what is recommended.
    pub fn share(&self) -> f64 {
        self.end().map_or(0.0, |bound| bound.share(self.number))
    }

    /// Where on the bar the recommended limit is, if it is not its end.
    pub fn tick(&self) -> Option<f64> {
        let (practice, supported) = (self.practice.as_ref()?, self.supported.as_ref()?);
        Some(supported.share(practice.number)).filter(|share| *share < 1.0)
    }

    fn end(&self) -> Option<&Bound> {
        self.supported.as_ref().or(self.practice.as_ref())
    }

    /// Never rounded up to full, never down to full.
    pub fn percent(&self) -> String {
        let share = self.share();
        let near = (share * 100.0).round();
        let is_kept = self.end().is_none_or(|bound| bound.is_kept(self.number));
        match (is_kept, share < 1.0) {
            (true, true) => format!("{:.0} %", near.min(99.0)),
            (true, false) => "100 %".to_owned(),
            _ if near > 999.0 => "over 999 %".to_owned(),
            _ => format!("{:.0} %", near.max(101.0)),
        }
    }

    /// The number as it is read: "106,500", "64 GB".
    pub fn value(&self) -> String {
        let number = grouped(self.number.into());
        if self.unit.is_empty() { number } else { format!("{number} {}", self.unit) }
    }

    /// Each limit in words, and who says it.
    pub fn bounds(&self) -> impl Iterator<Item = (String, By)> {
        let both = [("Recommended", &self.practice), ("Supported", &self.supported)];
        both.into_iter().filter_map(|(what, bound)| {
            let bound = bound.as_ref()?;
            Some((format!("{what}: {}", bound.words(self.unit)), bound.by))
        })
    }
}

/// The devices of a site; none where the plan does not say how many.
pub fn devices(site: SiteRef<'_>) -> Option<Gauge> {
    let (limit, practice) = match site.kind {
        SiteKind::Central => {
            let all = u32::try_from(site.design().totals().devices).unwrap_or(u32::MAX);
            return Some(Gauge::new("Devices of all sites", all, limits::DEVICES_PER_HIERARCHY));
        }
        SiteKind::Primary if site.parent_is_unknown() => return None,
        SiteKind::Primary if site.is_top() => {
            (limits::DEVICES_PER_STANDALONE_PRIMARY, Practice::DevicesPerPrimary)
        }
        SiteKind::Primary => (limits::DEVICES_PER_CHILD_PRIMARY, Practice::DevicesPerPrimary),
        SiteKind::Secondary => (limits::DEVICES_PER_SECONDARY, Practice::DevicesPerSecondary),
        SiteKind::Unknown => return None,
    };
    Some(Gauge::new("Devices", site.devices?, limit).with(site, practice))
}

/// How many sites and roles there are at a site.
pub fn counts(site: SiteRef<'_>) -> Vec<Gauge> {
    let sites = |kind| u32::try_from(site.child_count(kind)).unwrap_or(u32::MAX);
    let Some(digest) = site.design().digest(site.id) else { return Vec::new() };
    let pull = u32::from(digest.pull_points);
    let points = digest.count(DistributionPoint).saturating_sub(pull);
    let standard = || {
        Gauge::new("Distribution points", points, limits::STANDARD_POINTS_PER_SITE)
            .with(site, Practice::DistributionPointsPerSite)
    };
    let pulling = || Gauge::new("Pull distribution points", pull, limits::PULL_POINTS_PER_SITE);
    let mut gauges = match site.kind {
        SiteKind::Central => {
            let number = sites(SiteKind::Primary);
            let gauge = Gauge::new("Primary sites", number, limits::PRIMARIES_PER_CENTRAL);
            return vec![gauge.with(site, Practice::PrimariesPerCentral)];
        }
        SiteKind::Primary => {
            let number = digest.count(ManagementPoint);
            let most = limits::MANAGEMENT_POINTS_PER_PRIMARY;
            let points = Gauge::new("Management points", number, most);
            let number = sites(SiteKind::Secondary);
            let below = Gauge::new("Secondary sites", number, limits::SECONDARIES_PER_PRIMARY);
            vec![
                points.with(site, Practice::ManagementPointsPerPrimary),
                standard(),
                below.with(site, Practice::SecondariesPerPrimary),
            ]
        }
        SiteKind::Secondary => vec![standard()],
        SiteKind::Unknown => Vec::new(),
    };
    if pull > 0 && !gauges.is_empty() {
        gauges.insert(gauges.len().min(2), pulling());
    }
    gauges
}

/// The points that bear devices.
pub const LOADED: [RoleKind; 3] = [ManagementPoint, DistributionPoint, SoftwareUpdatePoint];

/// How many devices come to each point of a kind, where the plan says how many there are.
pub fn load(site: SiteRef<'_>, kind: RoleKind) -> Option<Gauge> {
    if kind == DistributionPoint {
        return points_on_average(site);
    }
    let (label, limit, practice) = match kind {
        ManagementPoint => (
            "Devices per management point",
            limits::DEVICES_PER_MANAGEMENT_POINT,
            Practice::DevicesPerManagementPoint,
        ),
        SoftwareUpdatePoint => (
            "Devices per software update point",
            update_point_limit(site),
            Practice::DevicesPerUpdatePoint,
        ),
        _ => return None,
    };
    let gauge = Gauge::new(label, measured(site, practice)?, limit);
    let spare = if kind == ManagementPoint { one_to_spare(site) } else { None };
    Some(Gauge { practice: spare, ..gauge }.with(site, practice))
}

/// Only a house has a limit for the average: which point clients come to is told by boundary
/// groups, and what is supported is a matter of each point.
fn points_on_average(site: SiteRef<'_>) -> Option<Gauge> {
    let practice = Practice::DevicesPerDistributionPoint;
    let number = measured(site, practice)?;
    let label = "Devices per distribution point";
    let gauge = Gauge { label, unit: "", number, practice: None, supported: None };
    Some(gauge.with(site, practice)).filter(|gauge| gauge.practice.is_some())
}

/// The boundary groups that a distribution point serves: the clients of each, for each of its
/// points.
pub fn groups(server: ServerRef<'_>) -> Vec<(String, Gauge)> {
    let design = server.design();
    let names = server.said.texts(GROUPS).unwrap_or_default();
    let gauge = |name: &Arc<str>| {
        let group = design.entity_named(EntityKind::BoundaryGroup, name)?;
        let clients = group.said.number(GROUP_CLIENTS)?;
        let points = serving(design, group);
        let number = clients.div_ceil(points.max(1));
        let label = "Clients per distribution point";
        let gauge = Gauge::new(label, number, limits::CLIENTS_PER_DISTRIBUTION_POINT);
        Some((group.name.clone(), gauge))
    };
    if server.has(DistributionPoint) {
        names.iter().filter_map(gauge).collect()
    } else {
        Vec::new()
    }
}

/// What each management point may have so that the others bear it when one fails.
fn one_to_spare(site: SiteRef<'_>) -> Option<Bound> {
    let count = u32::try_from(site.serving_as(ManagementPoint).count()).ok()?;
    let most = u64::from(limits::DEVICES_PER_MANAGEMENT_POINT.most);
    let spare = most * u64::from(count.checked_sub(1)?) / u64::from(count);
    let number = u32::try_from(spare).ok().filter(|number| *number > 0)?;
    Some(Bound { number, way: Way::AtMost, by: By::Page(ONE_TO_SPARE) })
}

/// Of the point of the site that serves the fewest.
fn update_point_limit(site: SiteRef<'_>) -> Limit {
    let is_dedicated = |point: RoleRef<'_>| {
        let alone = point.server().roles.iter().all(|role| role.kind == SoftwareUpdatePoint);
        alone && point.said.flag(POOL_TUNED).unwrap_or(true)
    };
    match site.serving_as(SoftwareUpdatePoint).all(is_dedicated) {
        true => limits::DEVICES_PER_DEDICATED_UPDATE_POINT,
        false => limits::DEVICES_PER_SHARED_UPDATE_POINT,
    }
}

/// What the plan says of a server's hardware, against what is recommended for all it does.
pub fn hardware(server: ServerRef<'_>) -> Vec<Gauge> {
    if [CORES, MEMORY, DISK].iter().all(|fact| server.said.number(*fact).is_none()) {
        return Vec::new();
    }
    let Ok(Some(needs)) = machine::needs(server) else { return Vec::new() };
    let grows = machine::duties(server, machine::load(server.site())).iter().any(|it| it.grows());
    let by = By::Page(if grows { SIZING } else { RECOMMENDED });
    let gauge = |label, unit, fact: Fact, least: Option<u32>| {
        let number = server.said.number(fact)?;
        let practice = Some(Bound { number: least?, way: Way::AtLeast, by });
        Some(Gauge { label, unit, number, practice, supported: None })
    };
    let gauges = [
        gauge("Cores", "", CORES, Some(needs.cores)),
        gauge("Memory", "GB", MEMORY, Some(needs.memory)),
        gauge("Disk space", "GB", DISK, needs.disk),
    ];
    gauges.into_iter().flatten().collect()
}

/// What each kind of point bears at the sites that were looked at: the same for all of a site.
#[derive(Default)]
pub struct Loads(BTreeMap<(SiteId, RoleKind), Option<Gauge>>);

/// Everything about a server that is known to have a limit: its hardware, and what its points bear.
pub fn of_server(server: ServerRef<'_>, loads: &mut Loads) -> Vec<Gauge> {
    let mut gauges = hardware(server);
    let mut seen = Vec::new();
    for role in server.roles() {
        let at = (role.site().id, role.kind);
        if !seen.contains(&at) {
            seen.push(at);
            let gauge = loads.0.entry(at).or_insert_with(|| load(role.site(), role.kind));
            gauges.extend(gauge.clone());
        }
    }
    gauges
}

/// The one that is nearest to its limit, or farthest beyond.
pub fn tightest(gauges: &[Gauge]) -> Option<&Gauge> {
    let key = |gauge: &Gauge| (gauge.reach(), gauge.share());
    gauges.iter().max_by(|left, right| {
        let (left, right) = (key(left), key(right));
        left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
    })
}

/// The virtual machines of a gateway, if the plan says how many.
pub fn machines(gateway: &Gateway) -> Option<Gauge> {
    let number = gateway.instances?;
    Some(Gauge::new("Virtual machines", number, limits::INSTANCES_PER_GATEWAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gauge(number: u32, practice: Option<u32>, supported: u32) -> Gauge {
        let limit = Limit { most: supported, ..limits::DEVICES_PER_SECONDARY };
        let practice = practice.map(|number| Bound { number, way: Way::AtMost, by: By::House });
        Gauge { practice, ..Gauge::new("Devices", number, limit) }
    }

    #[test]
    fn both_limits_can_be_passed() {
        let reach = |number| gauge(number, Some(80), 100).reach();
        assert_eq!(
            [0, 80, 81, 100].map(reach)[..3],
            [Reach::Within, Reach::Within, Reach::BeyondPractice]
        );
        assert_eq!([100, 101].map(reach), [Reach::BeyondPractice, Reach::BeyondSupport]);
    }

    #[test]
    fn nothing_is_rounded_up_to_full_or_down_to_full() {
        let percent = |number| gauge(number, None, 1_000).percent();
        assert_eq!([999, 1_000, 1_001].map(percent), ["99 %", "100 %", "101 %"]);
        assert_eq!(percent(1_000_000), "over 999 %");
    }

    #[test]
    fn too_little_is_beyond_as_well() {
        let needs = |number| Gauge {
            practice: Some(Bound { number: 16, way: Way::AtLeast, by: By::House }),
            supported: None,
            ..gauge(number, None, 1)
        };
        assert_eq!(
            [8, 16, 32].map(|it| needs(it).reach()),
            [Reach::BeyondPractice, Reach::Within, Reach::Within]
        );
        assert_eq!([8, 16, 32].map(|it| needs(it).percent()), ["200 %", "100 %", "50 %"]);
        assert_eq!(needs(0).percent(), "over 999 %");
    }

    #[test]
    fn the_tick_stands_where_the_recommended_limit_is() {
        assert_eq!(gauge(1, Some(80), 100).tick(), Some(0.8));
        assert_eq!(gauge(1, None, 100).tick(), None);
        assert_eq!(gauge(1, Some(120), 100).tick(), None, "no tick behind the wall");
    }
}
