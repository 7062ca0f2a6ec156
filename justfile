# What CI runs, in its order; nothing here is needed to work on Sitewright.
ready:
    cargo fmt --check
    cargo clippy --all-targets --no-default-features -- -D warnings
    cargo clippy --all-targets -- -D warnings
    cargo test --no-default-features
    cargo test
    cargo deny check bans licenses
    typos
