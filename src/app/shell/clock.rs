//! The only clock of the window: when a plan was saved, and the day on which it is looked at.

use crate::model::{Date, Design, Head};

/// As a clock on the wall shows it.
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

/// The day on the calendar.
pub fn today() -> Option<Date> {
    Date::read(&jiff::Zoned::now().strftime("%Y-%m-%d").to_string())
}

/// A new plan is looked at today: rules read the plan's day, never a clock.
pub fn dated(mut design: Design) -> Design {
    let head = Head { as_of: today(), ..design.head().clone() };
    design.set_head(head);
    design
}
