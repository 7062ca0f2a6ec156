//! How rules ask for facts: the answer, or "not checked" with what the plan would have to say.

use std::sync::Arc;

use super::{Gap, Trouble, Verdict};
use crate::{
    facts::said::{Fact, sites::PARENT},
    model::digest::Digest,
    model::{Entity, Gateway, Head, NodeId, Role, RoleRef, Said, Server, ServerRef, Site, SiteRef},
};

/// The value, or "not checked" because the plan does not say it.
pub fn need<T>(value: Option<T>, fact: Fact) -> Result<T, Trouble> {
    value.ok_or_else(|| {
        let row = fact.row();
        Trouble::Unknown(Gap { because: row.unsaid, who: row.who, fact: Some(fact) })
    })
}

/// What facts can be asked of. The plain questions of [`Said`] give none where nothing is said;
/// these end a check with "not checked".
pub trait Ask {
    fn facts(&self) -> &Said;

    fn ask_flag(&self, fact: Fact) -> Result<bool, Trouble> {
        need(self.facts().flag_or_assumed(fact), fact)
    }

    fn ask_number(&self, fact: Fact) -> Result<u32, Trouble> {
        need(self.facts().number_or_assumed(fact), fact)
    }

    fn ask_word(&self, fact: Fact) -> Result<&'static str, Trouble> {
        need(self.facts().word_or_assumed(fact), fact)
    }

    fn ask_words(&self, fact: Fact) -> Result<&[&'static str], Trouble> {
        need(self.facts().words(fact), fact)
    }

    fn ask_text(&self, fact: Fact) -> Result<&str, Trouble> {
        need(self.facts().text_or_assumed(fact), fact)
    }

    fn ask_texts(&self, fact: Fact) -> Result<&[Arc<str>], Trouble> {
        need(self.facts().texts(fact), fact)
    }
}

/// "Not checked" where nobody says what is above a site of which that decides.
pub fn need_parent(site: SiteRef<'_>) -> Verdict {
    if site.parent_is_unknown() { need(None, PARENT) } else { Ok(()) }
}

/// What would be broken at the top, or below another site, is not checked where nobody says which
/// of them a site is.
pub fn by_place(site: SiteRef<'_>, verdict: Verdict) -> Verdict {
    match verdict {
        Err(Trouble::Broken(_)) => need_parent(site).and(verdict),
        other => other,
    }
}

/// The same for several nodes of a site.
pub fn each_by_place(
    site: SiteRef<'_>,
    mut troubles: Vec<(NodeId, Trouble)>,
) -> Vec<(NodeId, Trouble)> {
    if let Err(gap) = need_parent(site) {
        let broken = troubles.iter_mut().filter(|(_, it)| matches!(it, Trouble::Broken(_)));
        broken.for_each(|(_, trouble)| *trouble = gap.clone());
    }
    troubles
}

macro_rules! ask {
    ($($node:ty),*) => {
        $(impl Ask for $node {
            fn facts(&self) -> &Said {
                &self.said
            }
        })*
    };
}

ask!(Site, Server, Role, Gateway, Entity, Head, Digest, SiteRef<'_>, ServerRef<'_>, RoleRef<'_>);

/// What is broken counts before what nobody can tell.
pub fn worst<const N: usize>(verdicts: [Verdict; N]) -> Verdict {
    let mut open = Ok(());
    for verdict in verdicts {
        match verdict {
            Err(Trouble::Broken(_)) => return verdict,
            Err(Trouble::Unknown(_)) if open.is_ok() => open = verdict,
            _ => {}
        }
    }
    open
}
