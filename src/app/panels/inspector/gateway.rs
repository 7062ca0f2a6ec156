//! The properties of a cloud management gateway.

use super::{
    super::{
        super::{Action, actions::Edit},
        fields::Prop,
    },
    Page, server,
};
use crate::{
    commands::MoveGateway,
    model::{GatewayId, SiteId, SiteRef},
    rules::headroom,
};

pub fn gateway_ui(page: &mut Page<'_, '_>, id: GatewayId) {
    let design = page.cx.design();
    let Some(gateway) = design.gateway(id) else { return };
    let nodes = [id.into()];
    page.title(id.into(), &gateway.name, "", "Cloud management gateway");
    page.section("Identity");
    page.field(&nodes, Prop::Name);
    page.field(&nodes, Prop::Region);
    page.field(&nodes, Prop::Size);
    created_at(page, id, gateway.at);
    page.section("Capacity");
    page.field(&nodes, Prop::Instances);
    if let Some(gauge) = headroom::machines(gateway) {
        page.limits(&gauge);
    }
}

fn created_at(page: &mut Page<'_, '_>, id: GatewayId, at: Option<SiteId>) {
    let design = page.cx.design();
    let top = "top-tier site".to_owned();
    let mut options: Vec<(Option<SiteId>, String)> = vec![(None, top.clone())];
    if let Some(root) = design.roots().next() {
        let sites = server::sites(page.cx, root.id).into_iter();
        options.extend(sites.map(|(id, label)| (Some(id), label)));
    }
    let shown = at.and_then(|id| design.site(id)).map_or(top, SiteRef::label);
    let chosen = page.choose("Created at", Some(&at), &shown, &options);
    if let Some(to) = chosen.filter(|to| *to != at) {
        let step = MoveGateway { gateway: id, to };
        page.actions.push(Action::Run(Edit::of(vec![step.into()])));
    }
}
