//! Where the code of others comes from: every crate from the public registry with its checksum, every package of the
//! browser tests at one version with its digest. Licences and known weaknesses are `cargo deny`'s part (`.deny.toml`).

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_crate_has_its_checksum() {
    let lock: toml::Table = toml::from_str(&read("Cargo.lock")).unwrap();
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let text = |key: &str| package.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        if text("name") == env!("CARGO_PKG_NAME") {
            continue;
        }
        assert!(text("source").starts_with("registry+"), "{} does not come from a registry", text("name"));
        assert_eq!(text("checksum").len(), 64, "{} has no checksum", text("name"));
    }
}

#[test]
fn every_package_of_the_browser_tests_is_pinned() {
    let json = |path: &str| -> serde_json::Value { serde_json::from_str(&read(path)).unwrap() };
    let asked = json("tests/browser/package.json");
    let lock = json("tests/browser/package-lock.json");
    let packages = lock["packages"].as_object().unwrap();
    for (name, version) in asked["devDependencies"].as_object().unwrap() {
        let version = version.as_str().unwrap();
        assert!(version.chars().all(|c| c.is_ascii_digit() || c == '.'), "{name} {version} is no single version");
        assert_eq!(packages[&format!("node_modules/{name}")]["version"], version);
    }
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        let digest = package["integrity"].as_str().unwrap_or_default();
        assert!(digest.starts_with("sha512-"), "{path} has no digest");
    }
}

#[test]
fn what_binds_webassembly_is_pinned() {
    // Both halves must be of one version, or the site's build fails on the next machine.
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let target = manifest["target"].as_table().unwrap();
    let native = &target["cfg(not(target_arch = \"wasm32\"))"]["dependencies"]["wasm-bindgen-cli-support"];
    let browser = &target["cfg(target_arch = \"wasm32\")"]["dependencies"]["wasm-bindgen"];
    assert!(native.as_str().unwrap().starts_with('=') && native == browser);
    // What splits it reads the notes of one linker, and its halves are numbered apart.
    for (on, name) in [
        ("cfg(not(target_arch = \"wasm32\"))", "wasm_split_cli_support"),
        ("cfg(target_arch = \"wasm32\")", "wasm_split_helpers"),
    ] {
        assert!(target[on]["dependencies"][name].as_str().unwrap().starts_with('='), "{name} is not pinned");
    }
}
