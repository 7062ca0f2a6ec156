//! Which site of the design a record means, and the order in which sites come in.

use crate::{
    import::{
        Intake,
        records::{Parent, SiteKey},
    },
    model::{Design, Ids, SiteId},
};

/// The sites that come in.
pub struct Sites {
    /// By their place among the records; none for those that do not come in.
    ids: Vec<Option<(SiteId, bool)>>,
    /// Parents before their children, siblings by their code.
    pub order: Vec<SiteKey>,
}

impl Sites {
    pub fn of(intake: &Intake, design: &Design, ids: &mut Ids) -> Self {
        let mut order: Vec<_> = (0u32..).map(SiteKey).take(intake.sites.len()).collect();
        order.retain(|key| !intake.sites[key.at()].is_deleted);
        order.sort_by_cached_key(|key| {
            let site = &intake.sites[key.at()];
            (depth(intake, *key), site.code.to_uppercase(), key.0)
        });
        let mut taken = Self { ids: vec![None; intake.sites.len()], order };
        for key in taken.order.clone() {
            let code = &intake.sites[key.at()].code;
            let there = design.sites_coded(code).into_iter().map(|site| site.id);
            // A second site of one code is another one in the design, too.
            let free = |id: &SiteId| !taken.ids.contains(&Some((*id, true)));
            let known = there.into_iter().find(free);
            let id = known.unwrap_or_else(|| ids.fresh(design));
            taken.ids[key.at()] = Some((id, known.is_some()));
        }
        taken
    }

    /// The site in the design; none where it does not come in.
    pub fn id(&self, key: SiteKey) -> Option<SiteId> {
        self.ids[key.at()].map(|(id, _)| id)
    }

    /// Whether it was in the design before.
    pub fn is_known(&self, key: SiteKey) -> bool {
        self.ids[key.at()].is_some_and(|(_, known)| known)
    }

    /// Below which site it is to hang: what the file says, else where it hangs.
    pub fn parent(&self, intake: &Intake, key: SiteKey, design: &Design) -> Option<SiteId> {
        match &intake.sites[key.at()].parent {
            Parent::Below(code) => intake.site_coded(code).and_then(|above| self.id(above)),
            Parent::Top => None,
            Parent::Unsaid => self.id(key).and_then(|id| design.parent(id)),
        }
    }
}

/// How many sites are above it in the file.
fn depth(intake: &Intake, key: SiteKey) -> usize {
    let mut at = key;
    for depth in 0..intake.sites.len() {
        let Parent::Below(code) = &intake.sites[at.at()].parent else { return depth };
        let Some(above) = intake.site_coded(code) else { return depth };
        at = above;
    }
    intake.sites.len()
}
