//! The only clock of the window: when a plan was saved, and the day on which it is looked at.

use crate::model::Date;

/// As a clock on the wall shows it.
pub fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

pub fn today() -> Option<Date> {
    Date::read(&jiff::Zoned::now().strftime("%Y-%m-%d").to_string())
}
