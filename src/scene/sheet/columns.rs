//! Rows of text in columns side by side, about as high as each other.

use std::collections::VecDeque;

use super::{super::Item, MARGIN, Sheet};
use crate::geometry::Point;

const GUTTER: f32 = 40.0;

/// Something that stays together.
pub(super) struct Row {
    /// Relative to its corner.
    pub items: Vec<Item>,
    pub height: f32,
}

impl Sheet {
    /// How wide a column becomes of which each wants to be at least `least` wide.
    pub(super) fn column_width(&self, least: f32) -> f32 {
        let count = self.column_count(least);
        (self.width - GUTTER * (count - 1.0)) / count
    }

    fn column_count(&self, least: f32) -> f32 {
        ((self.width + GUTTER) / (least + GUTTER)).floor().max(1.0)
    }

    pub(super) fn columns(&mut self, rows: Vec<Row>, least: f32) {
        let mut rows = VecDeque::from(rows);
        while let Some(first) = rows.front() {
            if self.y + first.height > self.end && self.y > MARGIN {
                self.turn();
            }
            self.page_of_columns(&mut rows, least);
            if !rows.is_empty() {
                self.turn();
            }
        }
    }

    /// As many rows as there is room for.
    fn page_of_columns(&mut self, rows: &mut VecDeque<Row>, least: f32) {
        let (count, step) = (self.column_count(least), self.column_width(least) + GUTTER);
        let room = self.end - self.y;
        let total: f32 = rows.iter().map(|row| row.height).sum();
        let most = if total > room * count { room } else { lowest(rows, count).min(room) };
        let (mut column, mut x, mut y, mut bottom) = (1.0, MARGIN, 0.0_f32, 0.0_f32);
        while let Some(row) = rows.pop_front() {
            if y > 0.0 && y + row.height > most {
                if column >= count {
                    rows.push_front(row);
                    break;
                }
                (column, x, y) = (column + 1.0, x + step, 0.0);
            }
            self.add(row.items, Point::new(x, self.y + y));
            y += row.height;
            bottom = bottom.max(y);
        }
        self.y += bottom + GUTTER / 2.0;
    }
}

/// How high columns must be so that no more than `count` are needed, within a pixel.
fn lowest(rows: &VecDeque<Row>, count: f32) -> f32 {
    let needed = |most: f32| {
        let (mut columns, mut y) = (1.0, 0.0);
        for Row { height, .. } in rows {
            if y > 0.0 && y + height > most {
                (columns, y) = (columns + 1.0, 0.0);
            }
            y += height;
        }
        columns
    };
    let (mut low, mut high) = (0.0, rows.iter().map(|row| row.height).sum::<f32>());
    while high - low > 1.0 {
        let middle = f32::midpoint(low, high);
        if needed(middle) <= count { high = middle } else { low = middle }
    }
    high
}
