//! The same again: a server with its roles, beside the one that is selected.

use crate::{
    app::{Action, Cx, actions::Edit},
    commands::{AddServer, Command, Field, PlaceRole, Set},
    model::{NodeId, Role, ServerId, ServerRef},
    session::{Landing, Session},
};

/// None where nothing is selected that can be there twice.
pub fn duplicate(cx: &Cx<'_>) -> Option<Action> {
    let NodeId::Server(id) = cx.view.leading()? else { return None };
    let server = cx.design().server(id)?;
    let copy: ServerId = cx.session.fresh();
    let commands = copying(cx.session, server, copy)?;
    let label = format!("Duplicate {}", server.name);
    let edit = Edit::of(commands).selecting(copy).named(label);
    Some(match cx.session.landing(&edit.commands) {
        Landing::Bounces(finding) => {
            Action::Say(format!("{}. {}", finding.what(), finding.because()))
        }
        Landing::Impossible(refusal) => Action::Say(refusal.to_string()),
        Landing::LandsBut(finding) => {
            Action::Run(Edit { note: Some(finding.what().to_owned()), ..edit })
        }
        Landing::Lands => Action::Run(edit),
    })
}

fn copying(session: &Session, server: ServerRef<'_>, id: ServerId) -> Option<Vec<Command>> {
    let site = server.site();
    let place = site.servers.iter().position(|it| it.id == server.id)? + 1;
    let stem =
        server.name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    let name = session.free_name(if stem.is_empty() { &server.name } else { stem });
    let mut commands: Vec<Command> = vec![AddServer { id, to: site.id, place, name }.into()];
    if !server.title.is_empty() {
        commands.push(Set::of(id, Field::Title(server.title.clone())).into());
    }
    if server.system.is_some() {
        commands.push(Set::of(id, Field::System(server.system)).into());
    }
    // What setup brings is once in a site.
    let placeable = server.roles().filter(|role| role.kind.facts().placeable);
    for role in placeable {
        commands.extend(copying_role(session, role.role(), id));
    }
    Some(commands)
}

fn copying_role(session: &Session, role: &Role, on: ServerId) -> Vec<Command> {
    let id = session.fresh();
    let place = PlaceRole { id, kind: role.kind, on, serves: role.serves };
    let choices = role.choices().map(|choice| Set::of(id, Field::Choice(choice, true)).into());
    std::iter::once(place.into()).chain(choices).collect()
}
