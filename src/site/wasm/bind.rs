//! Binds the program to JavaScript, for a loader that holds the bindings itself.
//!
//! In: the compiled program. Out: the program, and the script that instantiates it. What neither needs to work is left
//! out, as both are on the way to every visitor: sections for debugging, comments, indentation, the long names of
//! imports, which end in digests that do not compress.

use super::{PACKS, SiteError, section};
use std::fmt::Display;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;
use wasm_encoder::{
    ImportSection, Module,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

/// The program bound, and its glue.
pub fn bind(file: &Path) -> Result<(Vec<u8>, String), SiteError> {
    let mut bindgen = Bindgen::new();
    // A script and no module of its own: it goes into the loader's file, where the loader's digest proves it too.
    bindgen.no_modules(true).map_err(wrong)?;
    bindgen
        .input_path(file)
        .typescript(false)
        .omit_default_module_path(true)
        // What the pieces of packs import.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().map_err(wrong)?;
    // Snippets would be files of their own, which the glue looks for beside itself.
    if output.snippets().values().any(|files| !files.is_empty()) || !output.local_modules().is_empty() {
        return Err(wrong("a dependency brings JavaScript files of its own"));
    }
    let glue = linked(&bare(output.js())).ok_or_else(|| wrong("the glue requires what is not there"))?;
    shortened(&output.wasm_mut().emit_wasm(), glue)
}

fn wrong(error: impl Display) -> SiteError {
    SiteError::Bindgen(error.to_string())
}

/// The glue without comments and indentation. No text in it goes over several lines.
fn bare(glue: &str) -> String {
    let is_comment = |line: &&str| ["//", "/*", "*"].iter().any(|start| line.starts_with(start));
    let lines = glue.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The glue, where it takes what loads packs from the loader; the binder knows no modules and would `require` them.
/// None where something else is required.
fn linked(glue: &str) -> Option<String> {
    let required = format!(" = require(\"{PACKS}\");");
    let imported = format!("\"{PACKS}\": import");
    let mut linked = String::new();
    let mut is_linked = false;
    for line in glue.lines().filter(|line| !line.ends_with(&required)) {
        match line.starts_with(&imported) {
            true if is_linked => continue,
            true => linked += &format!("{PACKS},"),
            false => linked += line,
        }
        is_linked |= line.starts_with(&imported);
        linked.push('\n');
    }
    (!linked.contains("require(")).then_some(linked)
}

/// Program and glue with short names for what one imports from the other.
fn shortened(wasm: &[u8], mut glue: String) -> Result<(Vec<u8>, String), SiteError> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(wrong)?;
        if let Payload::ImportSection(section) = payload {
            let mut imports = ImportSection::new();
            for (number, import) in section.into_imports().enumerate() {
                let import = import.map_err(wrong)?;
                let kind = RoundtripReencoder.entity_type(import.ty).map_err(wrong)?;
                let (from, name) = match import.module {
                    PACKS => (PACKS, import.name.to_owned()),
                    from => {
                        let name = format!("_{number}");
                        replace(&mut glue, &format!("\"{from}\":"), &format!("{GLUE}:"), &format!("{GLUE}:"))?;
                        replace(&mut glue, &format!("\n{}:", import.name), &format!("\n{name}:"), "")?;
                        (GLUE, name)
                    }
                };
                imports.import(from, &name, kind);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&section(wasm, id, range));
        }
    }
    Ok((module.finish(), glue))
}

/// What the program imports the glue as.
const GLUE: &str = "_";

/// Replaces a text that stands once in the glue; where it does not, `done` must.
fn replace(glue: &mut String, text: &str, with: &str, done: &str) -> Result<(), SiteError> {
    match glue.matches(text).count() {
        1 => *glue = glue.replacen(text, with, 1),
        0 if !done.is_empty() && glue.contains(done) => {}
        _ => return Err(wrong(format!("the glue does not say once `{text}`"))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::EntityType;

    #[test]
    fn the_glue_says_nothing_twice_and_requires_nothing() {
        let glue = "/**\n * Starts.\n */\n  const import0 = {};\n\n  // A cast.\n  const import1 = require(\"packs\");\n  \
                    const import2 = require(\"packs\");\n  return {\n    \"./web_bg.js\": import0,\n    \"packs\": import1,\n\
                    \"packs\": import2,\n  };\n";
        let expected = "const import0 = {};\nreturn {\n\"./web_bg.js\": import0,\npacks,\n};\n";
        assert_eq!(linked(&bare(glue)).as_deref(), Some(expected));
        assert_eq!(linked("const fs = require('fs');"), None);
    }

    #[test]
    fn imports_are_called_the_same_on_both_sides() {
        let module = |names: [(&str, &str); 3]| {
            let mut imports = ImportSection::new();
            names.iter().for_each(|(module, name)| _ = imports.import(module, name, EntityType::Function(0)));
            let mut module = Module::new();
            module.section(&imports);
            module.finish()
        };
        let glue = "{\n__wbg_a_0123: function() {},\n__wbg_b_4567: function() {},\n}\n{\n\"./web_bg.js\": import0,\npacks,\n}\n";
        let wasm = module([("./web_bg.js", "__wbg_a_0123"), ("packs", "load"), ("./web_bg.js", "__wbg_b_4567")]);
        let (wasm, shorter) = shortened(&wasm, glue.to_owned()).expect("both sides");
        assert_eq!(wasm, module([("_", "_0"), ("packs", "load"), ("_", "_2")]));
        assert_eq!(shorter, "{\n_0: function() {},\n_2: function() {},\n}\n{\n_: import0,\npacks,\n}\n");
        assert!(shortened(&module([("./web_bg.js", "c"); 3]), glue.to_owned()).is_err());
    }
}
