//! Characters that nobody sees: soft hyphens, marks of width and direction, control characters.

/// Whether `c` is neither seen nor a space. Normalising drops such characters.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}') || (c.is_control() && !c.is_whitespace())
}
