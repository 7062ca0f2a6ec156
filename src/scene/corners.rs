//! The path of a line whose corners are rounded; both painters follow it.

use crate::geometry::Point;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathStep {
    Move(Point),
    Line(Point),
    /// A quadratic curve, pulled towards `corner`.
    Curve {
        corner: Point,
        to: Point,
    },
}

/// The path through `points`; a corner next to a short piece is rounded less.
pub fn rounded(points: &[Point], radius: f32) -> Vec<PathStep> {
    let Some((first, rest)) = points.split_first() else { return Vec::new() };
    let mut path = vec![PathStep::Move(*first)];
    for (before, corner, after) in corners(points) {
        let reach = radius.min(distance(before, corner) / 2.0).min(distance(corner, after) / 2.0);
        if reach > 0.0 {
            path.push(PathStep::Line(towards(corner, before, reach)));
            path.push(PathStep::Curve { corner, to: towards(corner, after, reach) });
        } else {
            path.push(PathStep::Line(corner));
        }
    }
    path.extend(rest.last().map(|last| PathStep::Line(*last)));
    path
}

fn corners(points: &[Point]) -> impl Iterator<Item = (Point, Point, Point)> {
    points.windows(3).filter_map(|three| match three {
        [before, corner, after] => Some((*before, *corner, *after)),
        _ => None,
    })
}

fn distance(from: Point, to: Point) -> f32 {
    (to - from).x.hypot((to - from).y)
}

/// The point `reach` away from `from`, on the way to `to`.
fn towards(from: Point, to: Point, reach: f32) -> Point {
    let part = reach / distance(from, to);
    Point::new((to.x - from.x).mul_add(part, from.x), (to.y - from.y).mul_add(part, from.y))
}
