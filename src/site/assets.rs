//! The app's files under `app/`, each named by its content.

use super::rewording::{self, Rewording};
use super::{SiteError, folder::Staging, wasm};
use crate::bundle::{integrity, short_digest};
use serde::Serialize;
use std::{collections::BTreeMap, fs, path::Path};

/// The parts of the style sheet, `assets/style/NAME.css`, in the order in which they overrule each other: what
/// holds everywhere, then a part a feature, then what a narrow screen, a mode or paper changes.
const STYLE: [&str; 20] = [
    "tokens", "base", "frame", "parts", "chain", "coverage", "plan", "place", "revision", "topics", "units", "search",
    "data", "pictures", "compare", "home", "years", "embed", "phones", "modes",
];

/// Kinds of files in `assets/` that pages refer to; what else lies there is data for the compiler, or a document.
const SHIPPED: [&str; 6] = ["css", "js", "svg", "png", "ico", "webmanifest"];

/// The one script that keeps its name from build to build, since other sites' pages name it: see `widgets`.
pub const FIXED: &str = "embed.js";

/// The script that starts the app. In the site [`Code`] and the bindings of the WebAssembly stand before it in the same
/// file, so that its digest proves everything else that runs.
pub const LOADER: &str = "loader.js";

/// Where the app's files lie in the site.
pub struct AppFiles {
    /// By name in `assets/`: `style.css` → `app/style.0123456789abcdef.css`.
    pub assets: BTreeMap<String, String>,
    /// Subresource integrity values of the same, by the name of their gap in a page: `style.css integrity`.
    pub integrity: BTreeMap<String, String>,
}

/// What the loader knows of the app's code.
#[derive(Serialize)]
struct Code {
    program: CodeFile,
    /// By the name of a page.
    packs: BTreeMap<String, CodeFile>,
}

#[derive(Serialize)]
struct CodeFile {
    file: String,
    integrity: String,
}

/// Writes the shipped part of `assets/` and the compiled app.
pub fn write(
    sources: &Path,
    app: &wasm::App,
    rewordings: &[Rewording],
    staging: &Staging,
) -> Result<AppFiles, SiteError> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let place = hashed(name, &bytes);
        files.push((place.clone(), bytes));
        place
    };
    let mut code = |name: &str, bytes: &[u8]| CodeFile {
        file: add(&format!("{name}.wasm"), bytes.to_vec()),
        integrity: integrity(bytes),
    };
    let code = Code {
        program: code("plan-cascade", &app.wasm),
        packs: app.packs.iter().map(|(name, bytes)| (name.clone(), code(&format!("pack-{name}"), bytes))).collect(),
    };
    let code = format!("const code = {};\n", serde_json::to_string(&code)?);
    let mut named = vec![("style.css".to_owned(), style(sources)?)];
    let folder = sources.join("assets");
    for entry in fs::read_dir(&folder).map_err(SiteError::file("read", &folder))? {
        let path = entry.map_err(SiteError::file("read", &folder))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let shipped = |name: &&str| SHIPPED.contains(&ending) && *name != FIXED;
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(shipped) else { continue };
        let bytes = fs::read(&path).map_err(SiteError::file("read", &path))?;
        if name == rewording::SCRIPT {
            named.extend(rewordings.iter().map(|of| (of.file(), of.script(&bytes))));
            continue;
        }
        // One file, so that one digest proves both: a module that another one imports has none.
        let bytes = if name == LOADER { [code.as_bytes(), app.glue.as_bytes(), &bytes].concat() } else { bytes };
        named.push((name.to_owned(), bytes));
    }
    let digests = named.iter().map(|(name, bytes)| (format!("{name} integrity"), integrity(bytes)));
    let digests = digests.collect();
    let assets = named.into_iter().map(|(name, bytes)| (name.clone(), add(&name, bytes))).collect();
    staging.put_all(files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())).collect())?;
    Ok(AppFiles { assets, integrity: digests })
}

/// The whole style sheet.
fn style(sources: &Path) -> Result<Vec<u8>, SiteError> {
    let mut style = Vec::new();
    for part in STYLE {
        let path = sources.join(format!("assets/style/{part}.css"));
        style.extend(fs::read(&path).map_err(SiteError::file("read", &path))?);
    }
    Ok(style)
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("app/{stem}.{}.{ending}", short_digest(bytes))
}

#[cfg(test)]
mod tests {
    /// Older browsers know no way to say it once.
    #[test]
    fn dark_colours_are_the_same_by_preference_and_by_choice() {
        let tokens = include_str!("../../assets/style/tokens.css");
        let declared = |selector: &str| -> Vec<&str> {
            let (_, rest) = tokens.split_once(&format!("  {selector} {{")).expect(selector);
            rest.split('}').next().unwrap_or_default().lines().map(str::trim).collect()
        };
        for root in [":root", ":root[data-contrast=\"high\"]"] {
            let (preferred, chosen) =
                (format!("{root}:not([data-theme=\"light\"])"), format!("{root}[data-theme=\"dark\"]"));
            assert!(declared(&chosen).len() > 15);
            assert_eq!(declared(&preferred), declared(&chosen), "{root}");
        }
    }
}
