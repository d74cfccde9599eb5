//! How groups of messages are declared: a struct, its reader, and natively its check against the files.
//!
//! The macros name what [`words`](super::words) and [`source`](super::source) define; whoever uses them brings it
//! into scope.

/// Declares groups of messages: `name` is plain words, `name(gap, …)` words with gaps and a method of the same
/// name that fills them, `name: list`, `name: pairs`, `name: table`, and `name: Group` another group.
macro_rules! words {
    ($($(#[$doc:meta])* $group:ident { $($(#[$note:meta])* $name:ident $(($($gap:ident),+))? $(: $kind:ident)?),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        #[allow(missing_docs, reason = "the words themselves say what they are")]
        pub struct $group {
            $($(#[$note])* pub $name: kind!($([$($gap)+])? $($kind)?)),*
        }

        impl $group {
            $($(
                /// The words with their gaps filled.
                pub fn $name(&self, $($gap: impl std::fmt::Display),+) -> String {
                    self.$name.fill(&[$(&$gap),+])
                }
            )?)*
        }

        impl Words for $group {
            const SILENT: Self = Self { $($name: <_ as Words>::SILENT),* };

            fn read(&mut self, from: &mut Reader) {
                $(Words::read(&mut self.$name, from);)*
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl Written for $group {
            fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
                let group = to.group(value, at, &[$(stringify!($name)),*]);
                $(
                    let name = stringify!($name);
                    let value = group.and_then(|group| group.get(name));
                    <kind!($([$($gap)+])? $($kind)?) as Written>::write(value, &path(at, name), &[$($(stringify!($gap)),+)?], to);
                )*
            }
        }
    )*};
}

macro_rules! kind {
    () => { &'static str };
    ([$($gap:ident)+]) => { Template };
    (list) => { &'static [&'static str] };
    (pairs) => { &'static [(&'static str, &'static str)] };
    (table) => { Table };
    ($group:ident) => { $group };
}

pub(super) use {kind, words};
