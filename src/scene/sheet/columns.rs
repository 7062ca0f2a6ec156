//! Rows of text in columns side by side, about as high as each other.

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
        let step = self.column_width(least) + GUTTER;
        let heights: Vec<f32> = rows.iter().map(|row| row.height).collect();
        let most = lowest(&heights, self.column_count(least));
        let (mut x, mut y, mut bottom) = (MARGIN, 0.0_f32, 0.0_f32);
        for row in rows {
            if y > 0.0 && y + row.height > most {
                (x, y) = (x + step, 0.0);
            }
            self.add(row.items, Point::new(x, self.y + y));
            y += row.height;
            bottom = bottom.max(y);
        }
        self.y += bottom + GUTTER / 2.0;
    }
}

/// How high columns must be so that no more than `count` are needed, within a pixel.
fn lowest(heights: &[f32], count: f32) -> f32 {
    let needed = |most: f32| {
        let (mut columns, mut y) = (1.0, 0.0);
        for height in heights {
            if y > 0.0 && y + height > most {
                (columns, y) = (columns + 1.0, 0.0);
            }
            y += height;
        }
        columns
    };
    let (mut low, mut high) = (0.0, heights.iter().sum::<f32>());
    while high - low > 1.0 {
        let middle = f32::midpoint(low, high);
        if needed(middle) <= count { high = middle } else { low = middle }
    }
    high
}
