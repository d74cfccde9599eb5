//! What a page may load and do: one list for the `<meta>` element and for the response header.

/// The directives that hold in both places.
const DIRECTIVES: [&str; 11] = [
    // Nothing is allowed that is not named below.
    "default-src 'none'",
    // Own files only, none inline; `wasm-unsafe-eval` compiles WebAssembly and nothing else.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // Saving a picture as PNG draws it from a data or blob address.
    "img-src 'self' data: blob:",
    // The app's own shards: a visitor's reading is told to nobody.
    "connect-src 'self'",
    // The widget builder's preview.
    "frame-src 'self'",
    "manifest-src 'self'",
    // A base element that points elsewhere would redirect every relative address.
    "base-uri 'self'",
    "form-action 'self'",
    // No text becomes markup or script: the app builds nodes.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
];

/// The policy for a `<meta>` element; `frame-ancestors` would be an error there.
pub fn meta() -> String {
    DIRECTIVES.join("; ")
}

/// The policy for a response header.
pub fn header() -> String {
    // Others may frame the widgets; the site itself is framed by nobody who could trick its visitors.
    format!("{}; frame-ancestors 'self'", meta())
}

/// The policy of a page that carries its whole style inside, named by its digest.
pub fn self_contained(style: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'",
        crate::bundle::integrity(style.as_bytes())
    )
}
