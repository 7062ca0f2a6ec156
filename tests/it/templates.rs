//! The templates and the sample: what they hold, and what the rules say of them.

use sitewright::{
    model::{Design, outline},
    rules::{self, Severity},
    templates,
};

/// Rule and place of every finding, the heaviest first; what could not be checked is left out.
fn said(design: &Design) -> Vec<String> {
    let report = rules::check(design);
    let findings = report.sorted(design).into_iter().filter(|finding| finding.problem().is_some());
    findings.map(|finding| format!("{} {}", finding.id(design), finding.what())).collect()
}

#[test]
fn their_names_are_fixed() {
    let names: Vec<_> = templates::all().iter().map(|template| template.name).collect();
    assert_eq!(names, ["standalone", "remote-offices", "central", "cloud-first"]);
    for template in templates::all() {
        assert!(std::ptr::eq(templates::named(template.name).expect("itself"), template));
        assert!(!template.what.contains(['\t', '\n']) && !template.what.ends_with('.'));
        assert!(template.devices.ends_with(" devices"), "{}", template.devices);
    }
    assert!(templates::named("Central").is_none());
}

#[test]
fn they_are_written_as_they_print() {
    let sample = include_str!("../../assets/sample.outline");
    let outlines = templates::all().iter().map(|template| template.outline);
    for text in outlines.chain([sample]) {
        let design = outline::parse(text).expect("an outline");
        assert_eq!(outline::print(&design), text);
    }
}

/// A plan to begin with has nothing against it.
#[test]
fn nothing_is_said_of_a_template() {
    for template in templates::all() {
        assert_eq!(said(&template.design()), Vec::<String>::new(), "{}", template.name);
    }
}

#[test]
fn the_sample_has_a_few_honest_findings_and_no_error() {
    let sample = templates::sample();
    assert_eq!(
        said(&sample),
        [
            "FSP-ALONE Fallback status point on CM-PS1-MP2, beside the management point",
            "SUP-CAPACITY 46,000 devices at PS1; its software update point can serve 25,000",
            "CMGCP-HA PS1 has one CMG connection point",
            "HIER-SEC-SMALL L01 is a secondary site for 420 devices",
            "MP-HA PS1 has two management points, none to spare",
            "MP-HA PS2 has one management point, none to spare",
        ]
    );
    assert_eq!(rules::check(&sample).tally().of_severity(Severity::Error), 0);
    assert!((10..=14).contains(&sample.server_count()));
}

/// The sample is the template `central`, grown up.
#[test]
fn the_sample_holds_the_sites_of_its_template() {
    let sample = templates::sample();
    let central = templates::named("central").expect("a template").design();
    for site in central.sites() {
        let [found] = sample.sites_coded(&site.code)[..] else { panic!("{}", site.code) };
        let above = |site: sitewright::model::SiteRef<'_>| {
            site.parent_site().map(|parent| parent.code.clone())
        };
        assert_eq!((found.kind, above(found)), (site.kind, above(site)));
    }
}

#[test]
fn a_template_takes_other_numbers_and_names_and_stays_sound() {
    for template in templates::all() {
        let own = template.fit();
        assert_eq!(outline::print(&template.fitted(&own)), outline::print(&template.design()));
        let fit =
            templates::Fit { devices: 7_001, code: "LON".into(), domain: "ad.fabrikam.net".into() };
        let design = template.fitted(&fit);
        assert_eq!(design.totals().devices, 7_001, "{}", template.name);
        assert_eq!(design.sites_coded("LON").len(), 1, "{}", template.name);
        let all_moved = design.servers().all(|it| it.full_name().ends_with(".ad.fabrikam.net"));
        assert!(all_moved, "{}", template.name);
        let report = rules::check(&design);
        assert_eq!(report.tally().errors, 0, "{}", template.name);
    }
}
