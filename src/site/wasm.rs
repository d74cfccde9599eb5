//! The browser side: compiled by cargo for WebAssembly, split by page and bound to JavaScript, from this program's
//! sources.
//!
//! Invariant: the same sources give the same bytes; program, glue and packs of one build belong together.

mod bind;
mod split;

use super::{SiteError, progress::step};
use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    ops::Range,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use wasm_encoder::RawSection;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// What the program imports the loading of its packs from; the loader declares it.
const PACKS: &str = "packs";

/// The app as files.
#[derive(Default)]
pub struct App {
    /// The WebAssembly, bound to its glue.
    pub wasm: Vec<u8>,
    /// The script that instantiates it, as the function `wasm_bindgen`; it names no file, the loader passes the wasm in.
    pub glue: String,
    /// By the name of a page what only some pages need of the program; none where the app is not split.
    pub packs: BTreeMap<String, Vec<u8>>,
}

/// Compiles the app out of `sources`; cargo makes it cheap where nothing has changed. `whole`: as one program, for a
/// toolchain that the splitter does not know yet.
pub fn build(sources: &Path, whole: bool) -> Result<App, SiteError> {
    ensure_target(sources)?;
    let file = step("compiling the browser side (minutes on the first run)", || compile(sources, whole))?;
    let parts = tempfile::tempdir().map_err(SiteError::file("create", &env::temp_dir()))?;
    let (file, packs) = match whole {
        true => (file, BTreeMap::new()),
        false => step("splitting it by page", || split::split(&file, parts.path()))?,
    };
    let (wasm, glue) = step("binding it to JavaScript", || bind::bind(&file))?;
    Ok(App { wasm, glue, packs })
}

/// Adds the target where rustup lacks it: being named in `rust-toolchain.toml` is not enough for a toolchain
/// that was installed before.
fn ensure_target(sources: &Path) -> Result<(), SiteError> {
    let rustup = |args: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(args).current_dir(sources);
        command
    };
    let Ok(listed) = rustup(&["target", "list", "--installed"]).stderr(Stdio::null()).output() else {
        return if has_target(sources) { Ok(()) } else { Err(SiteError::NoRustup) };
    };
    if listed.status.success() && String::from_utf8_lossy(&listed.stdout).lines().any(|line| line.trim() == TARGET) {
        return Ok(());
    }
    step("adding the target wasm32-unknown-unknown to the Rust toolchain", || {
        run(rustup(&["target", "add", TARGET]), "rustup target add")
    })
}

/// Whether a compiler from elsewhere brings the target's library.
fn has_target(sources: &Path) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked =
        Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).current_dir(sources).output();
    asked.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

fn compile(sources: &Path, whole: bool) -> Result<PathBuf, SiteError> {
    // A target folder of its own: the outer cargo may hold the lock of the usual one.
    let target = sources.join("target").join("web");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["build", "--profile", "web", "--bin", "web", "--target", TARGET, "--target-dir"])
        .arg(&target)
        .arg("--config")
        .arg(format!("target.{TARGET}.rustflags=[{}]", flags(sources, whole).join(",")))
        .args(if whole { &["--features", "whole"][..] } else { &["--config", "profile.web.strip=\"none\""] })
        // Whole-program optimisation and incremental compilation exclude each other.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .stdout(Stdio::null())
        .current_dir(sources);
    run(cargo, "cargo build --profile web")?;
    Ok(target.join(TARGET).join("web").join("web.wasm"))
}

/// The compiler's flags, as TOML strings. The splitter goes by the linker's notes and the names of functions.
fn flags(sources: &Path, whole: bool) -> Vec<String> {
    let notes = (!whole).then(|| "\"-Clink-args=--emit-relocs\"".to_owned());
    remappings(sources).into_iter().chain(notes).collect()
}

/// Keeps this machine's folders out of the published file, which is then the same on every machine.
fn remappings(sources: &Path) -> Vec<String> {
    let home = |name: &str| env::var_os(name).or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home("HOME")?.join(".cargo")));
    let folders = [(cargo, "/cargo"), (Some(sources.to_owned()), "/plan-cascade")];
    let named = folders.into_iter().filter_map(|(folder, name)| Some((folder?.into_os_string(), name)));
    named.filter_map(|(folder, name)| remapping(folder, name)).collect()
}

/// One flag as a TOML string; a JSON string is one too.
fn remapping(folder: OsString, name: &str) -> Option<String> {
    serde_json::to_string(&format!("--remap-path-prefix={}={name}", folder.to_str()?)).ok()
}

fn run(mut command: Command, name: &str) -> Result<(), SiteError> {
    let status = command.status().map_err(SiteError::file("run", Path::new(command.get_program())))?;
    if status.success() { Ok(()) } else { Err(SiteError::Command { command: name.to_owned(), status }) }
}

/// A section of a module, as it stands there.
fn section(module: &[u8], id: u8, range: Range<u64>) -> RawSection<'_> {
    let [start, end] = [range.start, range.end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
    RawSection { id, data: module.get(start..end).unwrap_or_default() }
}
