//! A clause's text, character by character as its source published it.
//!
//! In: a clause. Out: for every character of `text` what stands for it in `original`. Invariant: put together they
//! are `original`, so a reader who wants the source sees every character of it.

use crate::model::Clause;
use crate::text::invisible::is_invisible;

/// What each character of the text was published as: itself, another form of it, or itself with the spaces that
/// normalising dropped behind it. `None` where the two do not run in parallel.
pub fn published(clause: &Clause) -> Option<Vec<String>> {
    let shown: Vec<char> = clause.text.chars().collect();
    let Some(original) = &clause.original else { return Some(shown.iter().map(char::to_string).collect()) };
    let mut out: Vec<String> = Vec::with_capacity(shown.len());
    let mut front = String::new();
    let mut rest = original.chars().peekable();
    for c in shown {
        // A space of the source stands for a space of the text, or for nothing.
        while let Some(dropped) =
            rest.next_if(|next| is_droppable(*next) && !(c.is_whitespace() && next.is_whitespace()))
        {
            out.last_mut().unwrap_or(&mut front).push(dropped);
        }
        let mut piece = std::mem::take(&mut front);
        piece.push(rest.next()?);
        out.push(piece);
    }
    if let Some(last) = out.last_mut() {
        while let Some(dropped) = rest.next_if(|c| is_droppable(*c)) {
            last.push(dropped);
        }
    }
    rest.next().is_none().then_some(out)
}

/// Normalising drops nothing but spaces and what nobody sees, and adds nothing: so the two texts are read in step.
fn is_droppable(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}
