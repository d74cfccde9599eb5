//! The page's words, for components; functions are handed them.

use super::store::Store;
use crate::messages::Messages;
use yew::prelude::*;

/// The words of the page's language.
#[hook]
pub fn use_messages() -> &'static Messages {
    use_context::<Store>().and_then(|store| store.messages()).unwrap_or_else(Messages::silent)
}
