//! Any text as an id, by itself, in the file beside a plan, and of an indicator.

#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    invariants::parses_ids(&text);
    let quoted = format!("{text:?}");
    let plan = "=a.txt\n德化县就业工作方案\n2025年2月26日\n一、目标\n到2026年城镇新增就业5000人。\n";
    let figure = "label = \"x\"\ncomparator = \">=\"\nvalue = \"1\"\nkind = \"level\"\nscope = \"全省\"\n";
    let beside = format!("=a.toml\nid = {quoted}\n");
    let alone = format!(
        "=b.toml\nid = {quoted}\ntitle = \"福建省方案\"\nissuer = \"福建省人民政府\"\nyear = 2024\n[[target]]\nindicator = {quoted}\n{figure}"
    );
    invariants::builds(&invariants::folder(format!("{plan}{beside}{alone}").as_bytes()));
});
