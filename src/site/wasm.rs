//! The browser side: compiled by cargo for WebAssembly and bound to JavaScript, from this program's sources.

use super::{SiteError, progress::step};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The app as two files.
pub struct App {
    /// The WebAssembly, bound to its glue.
    pub wasm: Vec<u8>,
    /// The script that instantiates it, as the function `wasm_bindgen`; it names no file, the loader passes the wasm in.
    pub glue: String,
}

/// Compiles the app out of `sources`; cargo makes it cheap where nothing has changed.
pub fn build(sources: &Path) -> Result<App, SiteError> {
    ensure_target(sources)?;
    let file = step("compiling the browser side (minutes on the first run)", || compile(sources))?;
    step("binding it to JavaScript", || bind(&file))
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

fn compile(sources: &Path) -> Result<PathBuf, SiteError> {
    // A target folder of its own: the outer cargo may hold the lock of the usual one.
    let target = sources.join("target").join("web");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["build", "--profile", "web", "--bin", "web", "--target", TARGET, "--target-dir"])
        .arg(&target)
        .arg("--config")
        .arg(format!("target.{TARGET}.rustflags=[{}]", remappings(sources).join(",")))
        // Whole-program optimisation and incremental compilation exclude each other.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .stdout(Stdio::null())
        .current_dir(sources);
    run(cargo, "cargo build --profile web")?;
    Ok(target.join(TARGET).join("web").join("web.wasm"))
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

fn bind(file: &Path) -> Result<App, SiteError> {
    let wrong = |error: &dyn std::fmt::Display| SiteError::Bindgen(error.to_string());
    let mut bindgen = Bindgen::new();
    // A script and no module of its own: it goes into the loader's file, where the loader's digest proves it too.
    bindgen.no_modules(true).map_err(|error| wrong(&error))?;
    bindgen
        .input_path(file)
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().map_err(|error| wrong(&error))?;
    // Snippets would be files of their own, which the glue looks for beside itself.
    if output.snippets().values().any(|files| !files.is_empty()) || !output.local_modules().is_empty() {
        return Err(SiteError::Bindgen("a dependency brings JavaScript files of its own".to_owned()));
    }
    Ok(App { glue: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
