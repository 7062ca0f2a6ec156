//! Exports of a live hierarchy: rows of the provider's classes.
