//! The browser side of the app.

fn main() {}
