//! The browser side of the site: what `loader.js` calls once the WebAssembly is there.

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::*;

    /// Starts the app on the prerendered page; rejects with an `Error` for people where its data cannot be had.
    #[wasm_bindgen]
    pub async fn start(get: js_sys::Function, pack: js_sys::Function) -> Result<(), js_sys::Error> {
        let loader = plan_cascade::web::data::fetch::Loader { get, pack };
        plan_cascade::web::boot::start(loader).await.map_err(|message| js_sys::Error::new(&message))
    }

    /// The name of the pack of the page that a link leads to; none where the app does not run on it.
    #[wasm_bindgen]
    pub fn pack_at(path: &str, hash: &str) -> Option<String> {
        plan_cascade::web::boot::pack_at(path, hash)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in the browser: `plan-cascade build` compiles it into the site.");
}
