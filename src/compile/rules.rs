//! Rules with names: what decides how something is read, one line each, in the order in which they are asked.
//!
//! In: a table of rules, each with its name, a sentence it is for, and its condition. Out: a function that asks them
//! one after the other and gives what the first says that applies. While [`watched`], the rules that applied are
//! noted, and one of them may be left out; otherwise that costs the look at a flag.

use std::cell::{Cell, RefCell};

/// What is known of a rule without asking it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its table and its own name: `kind: yearly`.
    pub name: &'static str,
    /// Words it is for; they stand in a row of `tests/cases` that it decides.
    pub example: &'static str,
}

/// What was noted while somebody watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule.
    pub rule: &'static Rule,
    /// The place in the text that was being read; see [`at`].
    pub place: usize,
}

thread_local! {
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    static LEFT_OUT: RefCell<String> = const { RefCell::new(String::new()) };
    static NOTED: RefCell<Vec<Applied>> = const { RefCell::new(Vec::new()) };
    static PLACE: Cell<usize> = const { Cell::new(0) };
}

/// Runs `read` on this thread with the rule of the name `left_out` never asked, and gives the rules that applied in the
/// order in which they did.
pub fn watched<T>(left_out: &str, read: impl FnOnce() -> T) -> (T, Vec<Applied>) {
    LEFT_OUT.with(|name| left_out.clone_into(&mut name.borrow_mut()));
    NOTED.take();
    PLACE.set(0);
    WATCHING.set(true);
    let read = read();
    WATCHING.set(false);
    (read, NOTED.take())
}

/// Says which place of the text is being read, for the notes.
pub fn at(place: usize) {
    PLACE.set(place);
}

/// Whether a rule is asked at all.
pub fn is_asked(rule: &Rule) -> bool {
    !WATCHING.get() || LEFT_OUT.with(|name| *name.borrow() != rule.name)
}

/// Notes that a rule applied.
pub fn applied(rule: &'static Rule) {
    if WATCHING.get() {
        NOTED.with(|noted| noted.borrow_mut().push(Applied { rule, place: PLACE.get() }));
    }
}

/// Declares a table of rules and the function that asks them in order.
///
/// A line is `"name" "example": condition => what it says;`. Where what it says is found together with the condition
/// the line is `"name" "example": find expression;`, with an expression that gives an `Option`.
macro_rules! rules {
    (
        $(#[$about:meta])*
        $shown:vis fn $ask:ident($($argument:ident: $type:ty),* $(,)?) -> $out:ty, $table:ident of $group:literal;
        $($rules:tt)*
    ) => {
        $(#[$about])*
        $shown fn $ask($($argument: $type),*) -> Option<$out> {
            rules!(@ask $group; $($rules)*);
            None
        }

        /// The rules that the function before asks, in order.
        pub const $table: &[&crate::compile::rules::Rule] = rules!(@table $group; []; $($rules)*);
    };
    (@ask $group:literal;) => {};
    (@ask $group:literal; $name:literal $example:literal: find $found:expr; $($rest:tt)*) => {
        rules!(@try $group, $name, $example, $found);
        rules!(@ask $group; $($rest)*);
    };
    (@ask $group:literal; $name:literal $example:literal: $condition:expr => $says:expr; $($rest:tt)*) => {
        rules!(@try $group, $name, $example, if $condition { Some($says) } else { None });
        rules!(@ask $group; $($rest)*);
    };
    (@try $group:literal, $name:literal, $example:literal, $found:expr) => {{
        const RULE: &crate::compile::rules::Rule = rules!(@rule $group, $name, $example);
        if crate::compile::rules::is_asked(RULE)
            && let Some(said) = $found
        {
            crate::compile::rules::applied(RULE);
            return Some(said);
        }
    }};
    (@rule $group:literal, $name:literal, $example:literal) => {
        &crate::compile::rules::Rule { name: concat!($group, ": ", $name), example: $example }
    };
    (@table $group:literal; [$($done:tt)*];) => { &[$($done)*] };
    (@table $group:literal; [$($done:tt)*]; $name:literal $example:literal: find $found:expr; $($rest:tt)*) => {
        rules!(@table $group; [$($done)* rules!(@rule $group, $name, $example),]; $($rest)*)
    };
    (@table $group:literal; [$($done:tt)*]; $name:literal $example:literal: $condition:expr => $says:expr; $($rest:tt)*) => {
        rules!(@table $group; [$($done)* rules!(@rule $group, $name, $example),]; $($rest)*)
    };
}

pub(crate) use rules;

#[cfg(test)]
mod tests {
    use super::*;

    rules! {
        /// What a number is.
        fn size(number: i32) -> &'static str, SIZES of "size";
        "none" "0": number == 0 => "none";
        "root" "16": find (1..5).find(|root| root * root == number).map(|_| "square");
        "small" "3": number < 10 => "small";
    }

    #[test]
    fn the_first_rule_that_applies_decides() {
        assert_eq!([0, 4, 3, 99].map(size), [Some("none"), Some("square"), Some("small"), None]);
        assert_eq!(SIZES.iter().map(|rule| rule.name).collect::<Vec<_>>(), ["size: none", "size: root", "size: small"]);
        assert_eq!(SIZES[1].example, "16");
    }

    #[test]
    fn what_applied_is_noted_only_while_watched() {
        let names = |applied: Vec<Applied>| applied.iter().map(|note| (note.rule.name, note.place)).collect::<Vec<_>>();
        let (said, applied) = watched("", || {
            at(7);
            size(4)
        });
        assert_eq!((said, names(applied)), (Some("square"), vec![("size: root", 7)]));
        let (said, applied) = watched("size: root", || size(4));
        assert_eq!((said, names(applied)), (Some("small"), vec![("size: small", 0)]));
        size(0);
        assert_eq!(watched("", || ()).1, []);
    }
}
